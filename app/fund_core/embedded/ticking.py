"""Settling every few seconds, for a core that is served by itself: `flask core serve` has no worker beside it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.fund_core.embedded.core import EmbeddedCore
from app.fund_core.errors import CoreError

SECONDS = 2.0


def keep_settling(core: EmbeddedCore, seconds: float = SECONDS) -> threading.Event:
    """Start a thread that settles until the returned event is set; it does not keep the process alive."""
    stop = threading.Event()
    threading.Thread(target=_settle, args=(core, seconds, stop), name="settling", daemon=True).start()
    return stop


def _settle(core: EmbeddedCore, seconds: float, stop: threading.Event) -> None:
    while not stop.wait(seconds):
        with _another_time():
            core.settle_orders()


@contextmanager
def _another_time() -> Iterator[None]:
    """A database that is away now may be back later; what failed is in the log already."""
    try:
        yield
    except CoreError:
        return
