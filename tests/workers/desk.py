"""An engine with handlers of the test's own, and a clock that is set by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from app.domain.clock import FixedClock
from app.domain.work import Handler, OutboxKind, Outcome, Task
from app.extensions import db, transaction
from app.store.outbox import Outbox, OutboxRow
from app.store.outbox_queue import OutboxQueue
from app.vault import Vault
from app.workers.engine import Engine

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


@dataclass
class Desk:
    """Adds rows and lets engines work on them."""

    app: Flask
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))
    seen: list[Task] = field(default_factory=list)

    @property
    def vault(self) -> Vault:
        vault: Vault = self.app.extensions["container"].vault
        return vault

    def queue(self) -> OutboxQueue:
        return OutboxQueue(db.session, self.vault, chance=lambda: 1.0)

    def engine(self, *ends: Outcome | Callable[[Task], Outcome]) -> Engine:
        """An engine whose attempts end in turn like this; the last end serves for all that follow."""
        left = list(ends)

        def handle(task: Task) -> Outcome:
            self.seen.append(task)
            end = left.pop(0) if len(left) > 1 else left[0]
            return end(task) if callable(end) else end

        handlers: Mapping[OutboxKind, Handler] = dict.fromkeys(OutboxKind, handle)
        return Engine(
            self.app, queue=self.queue(), handlers=handlers, clock=self.clock, fan_out_lanes=lambda: (), threads=2
        )

    def add(self, key: str = "one", kind: OutboxKind = OutboxKind.NOTICE, **more: timedelta) -> None:
        with self.app.app_context(), transaction():
            now = self.clock.now()
            outbox = Outbox(db.session, self.vault)
            outbox.add(kind, {"word": "暗号"}, key=key, now=now, not_before=now + more.get("after", timedelta()))

    def row(self, key: str = "one") -> OutboxRow:
        with self.app.app_context():
            row = db.session.scalars(select(OutboxRow).where(OutboxRow.key == key)).one()
            db.session.expunge(row)
            return row
