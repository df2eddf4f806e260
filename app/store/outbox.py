"""The outbox: what was promised inside a business transaction and is done after it, by a worker."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, Integer, SmallInteger, String, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.work import LANES, OutboxKind
from app.store.after_commit import after_commit
from app.store.base import Base
from app.store.instants import Instant
from app.store.once import insert_once
from app.vault import Vault

PAYLOAD = "outbox.payload"


def _partial(name: str, *columns: str, rows: str, unique: bool = False) -> Index:
    """Return an index over some rows only."""
    return Index(name, *columns, unique=unique, postgresql_where=text(rows), sqlite_where=text(rows))


class OutboxState(StrEnum):
    """Where a row is: ``dead`` rows wait for a person, the others for nobody."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"
    DEAD = "dead"


class OutboxRow(Base):
    """The indexes hold unfinished rows only: claiming costs the same beside a million finished ones."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(160), unique=True)
    lane: Mapped[int] = mapped_column(Integer)
    payload_sealed: Mapped[str] = mapped_column(Text)
    correlation: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(Integer)
    failures: Mapped[int] = mapped_column(SmallInteger)
    first_due: Mapped[datetime] = mapped_column(Instant)
    next_at: Mapped[datetime] = mapped_column(Instant)
    touched_at: Mapped[datetime] = mapped_column(Instant)
    claimed_by: Mapped[str] = mapped_column(String(64))
    step: Mapped[str] = mapped_column(String(64))
    unsure_since: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[str] = mapped_column(String(64))
    ticket: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (
        _partial("ix_outbox_due", "lane", "next_at", rows="state = 'waiting'"),
        _partial("ix_outbox_claimed", "touched_at", rows="state = 'claimed'"),
        _partial("ix_outbox_dead", "id", rows="state = 'dead'"),
        _partial("ix_outbox_ticket", "ticket", rows="ticket IS NOT NULL", unique=True),
    )


class Outbox:
    """Adds rows in the caller's transaction, and tells what became of them. Never commits.

    ``hint`` tells the workers, once there is something.
    """

    def __init__(self, session: Callable[[], Session], vault: Vault, hint: Callable[[], None] = lambda: None) -> None:
        self._session = session
        self._vault = vault
        self._hint = hint

    def add(
        self,
        kind: OutboxKind,
        payload: Mapping[str, object],
        *,
        key: str,
        now: datetime,
        not_before: datetime | None = None,
        correlation: str = "",
        lane: int | None = None,
    ) -> None:
        """Add a row; the same ``key`` (no personal data in it) a second time changes nothing.

        ``payload`` is JSON and is sealed; ``not_before`` lets it wait, for ten minutes of grace for instance;
        ``correlation`` joins the logs of what belongs together.
        """
        session = self._session()
        row = self.row(kind, payload, key=key, due=not_before or now, now=now, correlation=correlation, lane=lane)
        insert_once(session, OutboxRow, [row])
        after_commit(session, "hint", self._hint)

    def rows(self, keys: Collection[str]) -> dict[str, OutboxRow]:
        """Return the rows with these keys."""
        return {row.key: row for row in self._session().scalars(select(OutboxRow).where(OutboxRow.key.in_(keys)))}

    def row(
        self,
        kind: OutboxKind,
        payload: Mapping[str, object],
        *,
        key: str,
        due: datetime,
        now: datetime,
        correlation: str = "",
        lane: int | None = None,
    ) -> dict[str, object]:
        """Return a new row's values, for inserting many at once."""
        return {
            "kind": kind.value,
            "key": key,
            "lane": LANES[kind] if lane is None else lane,
            "payload_sealed": self._vault.seal(json.dumps(payload, ensure_ascii=False), PAYLOAD),
            "correlation": correlation,
            "state": OutboxState.WAITING.value,
            "attempts": 0,
            "failures": 0,
            "first_due": due,
            "next_at": due,
            "touched_at": now,
            "claimed_by": "",
            "step": "",
            "outcome": "",
        }
