"""Does what the outbox holds: claim (commit) → call → settle (commit), in several threads of one process."""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from flask import Flask
from sqlalchemy.exc import OperationalError

from app.domain.clock import Clock
from app.domain.work import Handler, Lane, OutboxKind, Outcome, State, Task, retry
from app.extensions import db, transaction
from app.store.outbox_queue import OutboxQueue
from app.workers.counts import count_outcome

if TYPE_CHECKING:
    from app.container import Container

AT_ONCE = 4  # rows claimed together: few, so that a slow call keeps few others waiting
LEASE = timedelta(seconds=20)
SETTLE_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)  # a restarted database is back within these seconds
DRAIN_SECONDS = 15.0

log = logging.getLogger(__name__)


class Engine:
    """One a process. ``lanes`` are asked in order before each claim, so that what is urgent overtakes.

    A fan-out may have all threads but one: somebody's code never waits behind a million notices.
    """

    def __init__(
        self,
        app: Flask,
        *,
        queue: OutboxQueue,
        handlers: Mapping[OutboxKind, Handler],
        clock: Clock,
        fan_out_lanes: Callable[[], tuple[int, ...]],
        sweepers: tuple[Callable[[], int], ...] = (),
        threads: int = 8,
        lease: timedelta = LEASE,
    ) -> None:
        self.name = f"{socket.gethostname()[:32]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.lease = lease
        self._app = app
        self._queue = queue
        self._handlers = handlers
        self._clock = clock
        self._fan_out_lanes = fan_out_lanes
        self._sweepers = sweepers
        self._bulk = threading.BoundedSemaphore(max(1, threads - 1))
        self._threads = threads
        self._active = 0
        self._asked = 0
        self._held: set[int] = set()
        self._stopping = threading.Event()
        self.drained_at = time.monotonic()

    def stop(self) -> None:
        """Begin no further row; those in hand are finished."""
        self._stopping.set()

    def drain(self, more: Callable[[], None] = lambda: None, seconds: float = DRAIN_SECONDS) -> bool:
        """Work until nothing is due, or for about so long; whether there may be more.

        ``more`` is called to let idle threads join, as long as there is a full load for each.
        """
        end = time.monotonic() + seconds
        self._active, self._asked = self._active + 1, max(0, self._asked - 1)
        try:
            while time.monotonic() < end and not self._stopping.is_set():
                self.drained_at = time.monotonic()
                if not self._round(more):
                    self._asked = 0
                    return False
            return True
        finally:
            self._active -= 1

    def _round(self, more: Callable[[], None]) -> bool:
        """Do what is due, the urgent first; whether there was anything."""
        return bool(self._some(Lane.URGENT, 1, more) or self._some(Lane.NORMAL, AT_ONCE, more) or self._some_bulk(more))

    def _let_others_join(self, more: Callable[[], None]) -> None:
        if self._active + self._asked < self._threads:
            self._asked += 1
            more()

    def beat(self) -> None:
        """Say that the rows in hand are in hand."""
        held = tuple(self._held)
        if held:
            with self._app.app_context(), transaction():
                self._queue.beat(self.name, held, self._clock.now())

    def sweep(self) -> int:
        """Bring back what was lost with a worker, moved by a clock or missed by its receipt; how many rows."""
        with self._app.app_context(), transaction():
            now = self._clock.now()
            lost = self._queue.reclaim(self.lease, now)
            moved = self._queue.follow_clock((Lane.URGENT, Lane.NORMAL), now)
            missed = sum(sweep() for sweep in self._sweepers)
        if lost or moved or missed:
            log.warning("outbox_swept", extra={"fields": {"lost": lost, "moved": moved, "missed": missed}})
        return lost + moved + missed

    def scheduled(self, run: Callable[[], object]) -> Callable[[], None]:
        """Return what runs a schedule inside the application."""

        def run_inside() -> None:
            with self._app.app_context():
                run()

        return run_inside

    @property
    def is_busy(self) -> bool:
        """Whether rows are in hand."""
        return bool(self._held)

    def _some_bulk(self, more: Callable[[], None]) -> bool:
        if not self._bulk.acquire(blocking=False):
            return False
        try:
            with self._app.app_context(), transaction():
                lanes = self._fan_out_lanes()
            return any(self._some(lane, AT_ONCE, more) for lane in lanes)
        finally:
            self._bulk.release()

    def _some(self, lane: int, limit: int, more: Callable[[], None]) -> bool:
        """Do a few rows of a lane; whether there were any."""
        with self._app.app_context():
            with transaction():
                tasks = self._queue.claim(lane, self.name, limit, self._clock.now())
            if len(tasks) == limit:
                self._let_others_join(more)
            with self._in_hand(tasks):
                for task in tasks:
                    self._do_or_give_back(task)
        return bool(tasks)

    @contextmanager
    def _in_hand(self, tasks: list[Task]) -> Iterator[None]:
        numbers = {task.id for task in tasks}
        self._held.update(numbers)
        try:
            yield
        finally:
            self._held.difference_update(numbers)

    def _do_or_give_back(self, task: Task) -> None:
        if self._stopping.is_set():
            with transaction():
                self._queue.release(task, self.name, self._clock.now())
            return
        self._settle(task, self._attempt(task))
        self._held.discard(task.id)

    def _attempt(self, task: Task) -> Outcome:
        handler = self._handlers.get(task.kind)
        if handler is None:
            return retry("no_handler")
        try:
            return handler(task)
        except Exception:
            # Whatever breaks in a handler, the row stays and comes again; the cause is logged.
            log.exception("outbox_attempt_failed", extra={"fields": {"kind": task.kind, "row": task.id}})
            return retry("crashed", is_unsure=True)
        finally:
            db.session.rollback()  # a handler leaves no transaction open

    def _settle(self, task: Task, outcome: Outcome) -> None:
        for pause in SETTLE_PAUSES:
            try:
                self._write_down(task, outcome)
            except OperationalError:
                db.session.remove()
                log.warning("outbox_settle_again", extra={"fields": {"kind": task.kind, "row": task.id}})
                self._stopping.wait(pause)
            except Exception:
                log.exception("outbox_settle_failed", extra={"fields": {"kind": task.kind, "row": task.id}})
                outcome = retry("crashed", is_unsure=True)  # what was to happen with it did not
            else:
                return

    def _write_down(self, task: Task, outcome: Outcome) -> None:
        with transaction():
            is_ours = self._queue.settle(task, self.name, outcome, self._clock.now())
            if is_ours and outcome.then is not None:
                outcome.then()
        count_outcome(task.kind, outcome if is_ours else Outcome(State.RETRY, "taken_away"))


def engine_of(app: Flask, *, threads: int = 8, lease: timedelta = LEASE) -> Engine:
    """Return the engine of an application, on its container and its session."""
    container = cast("Container", app.extensions["container"])
    return Engine(
        app,
        queue=container.outbox_queue,
        handlers=container.outbox_handlers,
        clock=container.clock,
        fan_out_lanes=container.daily.lanes,
        sweepers=(container.delivery.settle.left_over,),
        threads=threads,
        lease=lease,
    )
