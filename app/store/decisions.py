"""Decisions (审核意见): what staff did with an application, and what the person added when asked for more."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.staff import Act
from app.store.base import Base
from app.store.instants import Instant
from app.vault import Vault

WORDS = "decision.words"


class Decision(Base):
    """``staff_id`` is empty where the person themselves answered."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    act: Mapped[str] = mapped_column(String(16))
    words_sealed: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)


class Decisions:
    """Adds and lists. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def add(self, application_id: int, staff_id: int | None, act: Act, words: str, at: datetime) -> Decision:
        sealed = self._vault.seal(words, WORDS)
        row = Decision(application_id=application_id, staff_id=staff_id, act=act.value, words_sealed=sealed, at=at)
        self._session().add(row)
        self._session().flush()
        return row

    def of(self, application_id: int) -> Sequence[Decision]:
        """Return what was decided of an application, the oldest first."""
        wanted = select(Decision).where(Decision.application_id == application_id).order_by(Decision.id)
        return self._session().scalars(wanted).all()

    def words(self, row: Decision) -> str:
        """Open what was written."""
        return self._vault.open(row.words_sealed, WORDS)

    def last_words(self, application_id: int) -> str:
        """Return what staff wrote last, for the person to read; empty when nothing was."""
        own = [row for row in self.of(application_id) if row.staff_id is not None]
        return self.words(own[-1]) if own else ""
