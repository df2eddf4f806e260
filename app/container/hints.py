"""The queue between the web processes and the workers: Celery on Redis. It carries hints, never the work itself."""

import logging
import time
from functools import cached_property
from typing import TYPE_CHECKING

from app.settings import Settings

if TYPE_CHECKING:
    from celery import Celery

DRAIN, SWEEP, SCHEDULES = "outbox.drain", "outbox.sweep", "outbox.schedules"
SWEEP_SECONDS, SCHEDULE_SECONDS = 2.0, 60.0
VISIBILITY_SECONDS = 60  # a hint that a killed worker took comes back after it; the sweep is faster
SOCKET_SECONDS = 1.0
REST_SECONDS = 5.0

log = logging.getLogger(__name__)


class Hints:
    """Tells the workers that there is something to do. A hint that gets lost costs a few seconds: the sweep looks."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rests_until = 0.0

    @cached_property
    def celery(self) -> "Celery":
        """The Celery application; it is loaded when the first hint is given, not when a web process starts."""
        return celery_of(self._settings)

    def give(self) -> None:
        """Give a hint; never raises. After a failure none is tried for a while: nobody waits for an absent queue."""
        if time.monotonic() < self._rests_until:
            return
        try:
            self.celery.send_task(DRAIN, retry=False)
        except Exception as fault:  # noqa: BLE001 - kombu raises its own and its transport's; the row is safe anyway
            self._rests_until = time.monotonic() + REST_SECONDS
            log.warning("hint_not_given", extra={"fields": {"cause": type(fault).__name__}})

    def close(self) -> None:
        if "celery" in self.__dict__:
            self.celery.close()


def celery_of(settings: Settings) -> "Celery":
    """Return the queue of this account on its Redis server."""
    from celery import Celery  # noqa: PLC0415 - see Hints.celery

    queue = Celery("hall", broker=_broker(settings.redis_url), set_as_current=False)
    queue.conf.update(
        broker_transport_options={
            "global_keyprefix": f"hall:{settings.wechat.app_id}:queue:",
            "visibility_timeout": VISIBILITY_SECONDS,
            "socket_timeout": SOCKET_SECONDS,
            "socket_connect_timeout": SOCKET_SECONDS,
            "max_retries": 1,
            "interval_start": 0.0,
            "interval_step": 0.1,
            "interval_max": 0.1,
        },
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        task_default_queue="outbox",
        task_ignore_result=True,
        task_acks_late=True,
        task_serializer="json",
        accept_content=["json"],
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_cancel_long_running_tasks_on_connection_loss=True,
        beat_schedule={
            "sweep": {"task": SWEEP, "schedule": SWEEP_SECONDS, "options": {"expires": SWEEP_SECONDS * 5}},
            "schedules": {"task": SCHEDULES, "schedule": SCHEDULE_SECONDS, "options": {"expires": SCHEDULE_SECONDS}},
        },
        enable_utc=True,
    )
    return queue


def _broker(redis_url: str) -> str:
    """Celery calls a socket file redis+socket; everything else is as redis-py has it."""
    return "redis+socket" + redis_url.removeprefix("unix") if redis_url.startswith("unix:") else redis_url
