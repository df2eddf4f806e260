"""A connection of its own for each thread: for what every push of the platform asks, in the fewest steps.

The client's commands borrow a connection, look whether it is healthy, note what may be observed and give it back: that
takes longer than the server's answer.
"""

import threading
from collections.abc import Callable, Sequence
from hashlib import sha1
from typing import TypeAlias

import hiredis
import redis
from redis.connection import AbstractConnection

from app.kv.replies import text_of

Word: TypeAlias = bytes | str | int
Command: TypeAlias = tuple[Word, ...]


def nothing() -> None:
    """Wait for the answer only."""


class Script:
    """A script for the server (Lua), and the digest it is called by once the server knows it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.digest = sha1(source.encode(), usedforsecurity=False).hexdigest()


class Line:
    """Speaks to the client's server over one connection a thread; raises redis.RedisError as the client does.

    The connections are lent from the client's pool for as long as their thread lives, and end with the pool.
    """

    def __init__(self, client: redis.Redis) -> None:
        self._pool = client.connection_pool
        self._own = threading.local()

    def run(
        self,
        script: Script,
        keys: Sequence[str],
        values: Sequence[Word] = (),
        beside: Command | None = None,
        meanwhile: Callable[[], object] = nothing,
    ) -> str | None:
        """Return what a script answers. A command ``beside`` it is sent along: the way costs more than the work.

        ``meanwhile`` is done while the server works; it may be done twice.
        """
        words = (len(keys), *keys, *values)
        try:
            return self.ask("EVALSHA", script.digest, *words, beside=beside, meanwhile=meanwhile)
        except redis.exceptions.NoScriptError:
            return self.ask("EVAL", script.source, *words)

    def ask(
        self, *command: Word, beside: Command | None = None, meanwhile: Callable[[], object] = nothing
    ) -> str | None:
        """Return the server's answer; a command on a connection that broke is said once more on a new one."""
        commands = (beside, command) if beside else (command,)
        packed = b"".join(map(_packed, commands))
        try:
            return self._once(packed, len(commands), meanwhile)
        except redis.ConnectionError:
            return self._once(packed, len(commands), meanwhile)

    def _once(self, packed: bytes, count: int, meanwhile: Callable[[], object]) -> str | None:
        connection = self._connection()
        try:
            connection.send_packed_command((packed,))  # type: ignore[no-untyped-call]  # redis-py types its client only
            meanwhile()
            for _ in range(count - 1):
                connection.read_response()
            answer: bytes | str | None = connection.read_response()
            return text_of(answer)
        except redis.exceptions.NoScriptError:
            raise  # the answer to the last command, and nothing is left on the wire
        except redis.RedisError:
            connection.disconnect()  # type: ignore[no-untyped-call]  # what is left would pass for the next answer
            raise

    def _connection(self) -> AbstractConnection:
        connection: AbstractConnection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._pool.get_connection()
        return connection


def _packed(command: Command) -> bytes:
    packed: bytes = hiredis.pack_command(command)  # type: ignore[arg-type]  # its stub knows tuples of one word only
    return packed
