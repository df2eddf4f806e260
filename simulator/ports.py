"""Ports for servers that are about to start: each is given to one asker on this machine only."""

import atexit
import random
import socket
from collections import deque

HOST = "127.0.0.1"
OURS = range(20_000, 32_000)  # below those the system hands out itself, to connections that go out among others
HELD = 64  # a server listens long before so many others were asked for
_held = deque[socket.socket]()


def free_port(row: int = 1) -> int:
    """Return the first of a row of ports on which nobody listens and that nobody else who asks here is given.

    The claim is a datagram socket on the same number: a server of ours may listen there, and it goes with the process.
    """
    while True:
        first = random.choice(OURS[:-row])  # noqa: S311 - to keep out of each other's way, not out of sight
        claims = [claim for at in range(row) if (claim := _claim(first + at))]
        if len(claims) == row:
            _hold(claims)
            return first
        for claim in claims:
            claim.close()


def is_free(port: int) -> bool:
    """Say whether nobody listens; connections of an earlier run may linger."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return _bound(probe, port)


def _claim(port: int) -> socket.socket | None:
    claim = socket.socket(type=socket.SOCK_DGRAM)
    if _bound(claim, port) and is_free(port):
        return claim
    claim.close()
    return None


def _bound(probe: socket.socket, port: int) -> bool:
    try:
        probe.bind((HOST, port))
    except OSError:
        return False
    return True


def _hold(claims: list[socket.socket]) -> None:
    _held.extend(claims)
    while len(_held) > HELD:
        _held.popleft().close()


@atexit.register
def _let_go() -> None:
    while _held:
        _held.popleft().close()
