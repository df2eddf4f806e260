"""Threads for short jobs: few as long as they keep up, more while some of them are held up."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

FEW = 2
MANY = 16
HELD_UP_SECONDS = 0.03
IDLE_SECONDS = 10.0

T = TypeVar("T")


class Crew(Generic[T]):
    """Does jobs on threads of its own.

    More threads than processors only take turns at the interpreter's lock, and each turn costs more than a job: so a
    thread is added only when a job has not begun for a while, because those before it wait for somebody else.
    """

    def __init__(self, few: int = FEW, many: int = MANY) -> None:
        self._few = few
        self._many = many
        self._jobs: SimpleQueue[tuple[Future[T], Callable[[], T]]] = SimpleQueue()
        self._size = 0
        self._resize = threading.Lock()

    def start(self, job: Callable[[], T]) -> "Future[T]":
        """Put a job to the others and return at once."""
        future: Future[T] = Future()
        self._jobs.put((future, job))
        self._grow(self._few)
        return future

    def is_done(self, future: "Future[T]", seconds: float) -> bool:
        """Wait for a job and return whether it was done within ``seconds``."""
        end = time.monotonic() + seconds
        while not _done(future, min(HELD_UP_SECONDS, seconds)):
            seconds = end - time.monotonic()
            if future.running() or seconds <= 0:
                return _done(future, seconds)
            self._grow(self._many)
        return True

    def is_stuck(self) -> bool:
        """Whether there are as many threads as there may be, and still a job has not begun."""
        return self._size >= self._many and not self._jobs.empty()

    def _grow(self, most: int) -> None:
        with self._resize:
            if self._size < most:
                self._size += 1
                threading.Thread(target=self._work, daemon=True, name="reply").start()

    def _work(self) -> None:
        while True:
            try:
                future, job = self._jobs.get(timeout=IDLE_SECONDS)
            except Empty:
                if self._may_leave():
                    return
                continue
            _do(future, job)
            del future, job  # an idle thread would keep alive whatever its last job was about

    def _may_leave(self) -> bool:
        """Whether this thread ends: none stays that has nothing to do, and a job that has just come is not left."""
        with self._resize:
            if not self._jobs.empty():
                return False
            self._size -= 1
            return True


def _do(future: "Future[T]", job: Callable[[], T]) -> None:
    future.set_running_or_notify_cancel()
    try:
        future.set_result(job())
    except BaseException as fault:  # noqa: BLE001 - it is the future's to tell
        future.set_exception(fault)


def _done(future: "Future[T]", seconds: float) -> bool:
    if seconds <= 0:
        return False
    try:
        future.exception(timeout=seconds)
    except NotYet:
        return False
    return True
