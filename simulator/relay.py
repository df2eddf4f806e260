"""The phone's network (网络): pages of the hall pass through here, and come slowly, or not at all, when so switched."""

import asyncio
from collections.abc import Callable
from threading import Thread

PIECE = 16 * 1024
SLOW_SECONDS = 0.4
NORMAL, SLOW, OFF = "normal", "slow", "off"
STATES = (NORMAL, SLOW, OFF)
LOOK_SECONDS = 0.2


class Relay:
    """Carries bytes from ``port`` to ``target`` on this machine; ``state`` tells how the network is at the moment."""

    def __init__(self, host: str, port: int, target: int, state: Callable[[], str]) -> None:
        self._host, self._port, self._target, self._state = host, port, target, state

    def start(self) -> None:
        """Serve in a thread of its own, to the end of the process."""
        Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._carry, self._host, self._port)
        async with server:
            await server.serve_forever()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._state() == OFF:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection(self._host, self._target)
        except OSError:  # the hall is not up yet, or no more
            writer.transport.abort()
            return
        await self._both_ways((reader, far_writer), (far_reader, writer))

    async def _both_ways(self, *ways: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
        """Carry until one side is done or the network goes off; then neither is left waiting."""
        works = [asyncio.create_task(self._one_way(*way)) for way in ways]
        works.append(asyncio.create_task(self._until_off()))
        await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
        for work in works:
            work.cancel()
        await asyncio.gather(*works, return_exceptions=True)
        for _, writer in ways:
            if self._state() == OFF:
                writer.transport.abort()
            else:
                writer.close()  # what was written still goes out

    async def _one_way(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(PIECE):
            if self._state() == SLOW:
                await asyncio.sleep(SLOW_SECONDS)
            writer.write(piece)
            await writer.drain()

    async def _until_off(self) -> None:
        while self._state() != OFF:  # noqa: ASYNC110 - another thread switches it
            await asyncio.sleep(LOOK_SECONDS)
