"""Deletes what is older than its time of keeping (保存期限), see domain.retention."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from app.domain import retention
from app.domain.clock import Clock
from app.domain.work import Transaction
from app.store.drafts import Drafts
from app.store.expired import Expired
from app.store.outbox import OutboxState

log = logging.getLogger(__name__)


class Purge:
    """Each batch is a transaction of its own."""

    def __init__(self, expired: Expired, drafts: Drafts, clock: Clock, transaction: Transaction) -> None:
        self._drafts = drafts
        self._clock = clock
        self._transaction = transaction
        self._rules: tuple[tuple[str, timedelta, Callable[[datetime], int]], ...] = (
            ("hall_messages", retention.HALL_MESSAGES, expired.hall_messages),
            ("finished_work", retention.FINISHED_WORK, lambda before: expired.work(OutboxState.DONE, before)),
            ("fan_out_steps", retention.FAN_OUT_STEPS, expired.fan_out_steps),
            ("dead_letters", retention.DEAD_LETTERS, lambda before: expired.work(OutboxState.DEAD, before)),
            ("receipts", retention.RECEIPTS, expired.receipts),
            ("differences", retention.DIFFERENCES, expired.differences),
            ("unit_tasks", retention.UNIT_TASKS, expired.unit_tasks),
            ("schedule", retention.SCHEDULE, expired.schedule),
        )

    def execute(self) -> dict[str, int]:
        """Delete everything that is due, and return how many rows went, by rule."""
        now = self._clock.now()
        gone = {name: self._all(delete, now - kept) for name, kept, delete in self._rules}
        with self._transaction():
            gone["drafts"] = self._drafts.purge(now)
        log.info("purged", extra={"fields": gone})
        return gone

    def _all(self, delete: Callable[[datetime], int], before: datetime) -> int:
        total = 0
        while count := self._some(delete, before):
            total += count
        return total

    def _some(self, delete: Callable[[datetime], int], before: datetime) -> int:
        with self._transaction():
            return delete(before)
