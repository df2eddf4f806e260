"""Receipts (送达回执): what the platform says later of a message; one may come before we know the message's number."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Index, String, delete, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.store.base import Base
from app.store.instants import Instant
from app.store.once import insert_once

AWAITED = ""  # the message was sent, and nothing was said of it yet


class Receipt(Base):
    __tablename__ = "receipts"

    ticket: Mapped[str] = mapped_column(String(64), primary_key=True)
    status: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(Instant)
    is_settled: Mapped[bool]

    __table_args__ = (
        Index("ix_receipts_open", "at", postgresql_where=text("NOT is_settled"), sqlite_where=text("NOT is_settled")),
    )


class Receipts:
    """Never commits. The first word of the platform counts: it repeats its events."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = session

    def note(self, ticket: str, status: str, at: datetime) -> bool:
        """Keep a receipt; False when there is one."""
        row = {"ticket": ticket, "status": status, "at": at, "is_settled": False}
        if insert_once(self._session(), Receipt, [row], key="ticket"):
            return True
        awaited = update(Receipt).where(Receipt.ticket == ticket, Receipt.status == AWAITED)
        told = awaited.values(status=status, at=at, is_settled=False).returning(Receipt.ticket)
        return bool(self._session().execute(told.execution_options(synchronize_session=False)).all())

    def expect(self, ticket: str, at: datetime) -> str | None:
        """Say that a message has this number, and return what was said of it already, or None.

        Who comes second, the event or this, waits for the other's commit at the unique number, and sees its row.
        """
        row = {"ticket": ticket, "status": AWAITED, "at": at, "is_settled": True}
        if insert_once(self._session(), Receipt, [row], key="ticket"):
            return None
        return self._session().scalar(select(Receipt.status).where(Receipt.ticket == ticket)) or None

    def settle(self, ticket: str) -> None:
        """Mark that the row of this message has its receipt."""
        self._session().execute(update(Receipt).where(Receipt.ticket == ticket).values(is_settled=True))

    def open(self, since: datetime, limit: int) -> Sequence[Receipt]:
        """Return receipts whose row was not found, not older than ``since``."""
        found = select(Receipt).where(~Receipt.is_settled, Receipt.at >= since).order_by(Receipt.at).limit(limit)
        return self._session().scalars(found).all()

    def forget_before(self, moment: datetime) -> None:
        """Delete what nobody will ask for again."""
        self._session().execute(delete(Receipt).where(Receipt.at < moment))
