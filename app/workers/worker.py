"""The worker process: Celery takes the hints and keeps the schedule, the engine does the work."""

import logging
import threading
import time
from collections.abc import Callable

from celery import Celery
from celery.beat import EmbeddedService
from celery.signals import worker_shutting_down
from kombu.exceptions import OperationalError
from sqlalchemy.exc import SQLAlchemyError

from app.container.hints import DRAIN, SCHEDULES, SWEEP, SWEEP_SECONDS
from app.workers.engine import Engine

LISTEN_AGAIN_SECONDS = 1.0

log = logging.getLogger(__name__)


class Worker:
    """Joins the engine to the queue. ``has_schedule`` is for one worker or several: nothing runs twice."""

    def __init__(
        self, queue: Celery, engine: Engine, schedules: Callable[[], None], settle: Callable[[], int], *, threads: int
    ) -> None:
        self._queue = queue
        self._engine = engine
        self._schedules = schedules
        self._settle = settle
        self._threads = threads
        self._stopped = threading.Event()

    def run(self, *, has_schedule: bool) -> None:
        """Work until SIGTERM or SIGINT; rows in hand are finished first."""
        self._register()
        worker_shutting_down.connect(self._stop, weak=False)
        for watch in (self._keep_watch, self._work_without_hints):
            threading.Thread(target=watch, daemon=True).start()
        beat = self._begin_schedule() if has_schedule else None
        try:
            self._listen()
        finally:
            self._stop()
            if beat:
                beat.service.stop(wait=False)  # it may be waiting for the queue to come back

    def _begin_schedule(self) -> EmbeddedService:
        beat = EmbeddedService(self._queue, thread=True, scheduler_cls="celery.beat:Scheduler")
        beat.start()
        return beat

    def _listen(self) -> None:
        """Take hints until told to stop. Celery gives up when its connection breaks at a bad moment: begin again."""
        while not self._stopped.is_set():
            self._queue.Worker(**self._manners()).start()
            if not self._stopped.wait(LISTEN_AGAIN_SECONDS):
                log.warning("listening_again")

    def _manners(self) -> dict[str, object]:
        """Return how Celery is to work: in threads, and without talk among workers, who know of each other by rows."""
        silent = {f"without_{talk}": True for talk in ("gossip", "mingle", "heartbeat")}
        return {"pool": "threads", "concurrency": self._threads, "loglevel": "WARNING", "quiet": True, **silent}

    def _register(self) -> None:
        self._queue.task(self._drain, name=DRAIN, typing=False)
        self._queue.task(self._sweep, name=SWEEP, typing=False)
        self._queue.task(self._keep_schedules, name=SCHEDULES, typing=False)

    def _drain(self) -> None:
        if self._engine.drain(self._hint):
            self._hint()

    def _hint(self) -> None:
        """Let a thread of this worker or of another one look; a hint that gets lost is made up for by the sweep."""
        try:
            self._queue.send_task(DRAIN, retry=False)
        except OperationalError:
            log.warning("hint_not_given")

    def _sweep(self) -> None:
        self._engine.sweep()
        self._settle()
        self._drain()

    def _keep_schedules(self) -> None:
        self._schedules()

    def _stop(self, *_: object, **__: object) -> None:
        self._engine.stop()
        self._stopped.set()

    def _keep_watch(self) -> None:
        """Beat for the rows in hand."""
        pause = min(SWEEP_SECONDS, self._engine.lease.total_seconds() / 4)
        while not self._stopped.wait(pause):
            try:
                self._engine.beat()
            except SQLAlchemyError as fault:
                log.warning("outbox_beat_failed", extra={"fields": {"cause": type(fault).__name__}})

    def _work_without_hints(self) -> None:
        """Look for work while no hint comes, because the queue is away: it carries hints only."""
        while not self._stopped.wait(SWEEP_SECONDS):
            is_quiet = time.monotonic() - self._engine.drained_at > SWEEP_SECONDS * 4
            if not is_quiet or self._engine.is_busy:
                continue
            try:
                self._engine.sweep()
                self._settle()
                self._engine.drain()
            except SQLAlchemyError as fault:
                log.warning("outbox_sweep_failed", extra={"fields": {"cause": type(fault).__name__}})
