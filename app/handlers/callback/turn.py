"""Whose turn it is: one push at a time, from its first byte to its sealed reply.

The interpreter does one thing at a time anyway. Threads that reach for it in the middle of each other's work pass it
to and fro between processors, and that costs as much as the work: so they wait before they begin.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

TURN_SECONDS = 0.25


class Turn:
    """A lock that nobody waits for at length: who does not get it goes on without, where a thread more can wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Wait a quarter of a second at most; whether it is ours, and to be given back."""
        return self._lock.acquire(timeout=TURN_SECONDS)

    def give_back(self) -> None:
        self._lock.release()

    @contextmanager
    def waited_for(self) -> Iterator[None]:
        """Have the turn, however long that takes."""
        with self._lock:
            yield
