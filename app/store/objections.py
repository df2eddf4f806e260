"""Objections (异议) to what a unit changed: one for each change, which has one person. What is written is sealed."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, String, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.objection import ObjectionState, move
from app.store.base import Base
from app.store.errors import unique
from app.store.instants import Instant
from app.vault import Vault

REASON, WORDS = "objection.reason", "objection.words"


class ObjectionOvertaken(Exception):
    """Somebody else moved it first."""


class Objection(Base):
    """``words`` are the staff's to the person. ``cause`` is why a restoration came back to the desk."""

    __tablename__ = "objections"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("personal_changes.id", ondelete="RESTRICT"), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    state: Mapped[str] = mapped_column(String(16), index=True)
    reason_sealed: Mapped[str] = mapped_column(Text)
    words_sealed: Mapped[str] = mapped_column(Text)
    core_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    core_order: Mapped[str] = mapped_column(String(32))
    cause: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)


class Objections:
    """Adds, finds and moves. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def add(self, change_id: int, user_id: int, reason: str, at: datetime) -> Objection:
        """Insert an open one. Raises Taken where there is one for this change."""
        row = Objection(
            change_id=change_id,
            user_id=user_id,
            state=ObjectionState.OPEN.value,
            reason_sealed=self._vault.seal(reason, REASON),
            words_sealed="",
            core_order="",
            cause="",
            made_at=at,
            changed_at=at,
        )
        with unique():
            self._session().add(row)
            self._session().flush()
        return row

    def get(self, number: int) -> Objection | None:
        return self._session().get(Objection, number)

    def of_changes(self, change_ids: Collection[int]) -> dict[int, Objection]:
        """Return the objections to some changes, by the change."""
        rows = self._session().scalars(select(Objection).where(Objection.change_id.in_(change_ids)))
        return {row.change_id: row for row in rows}

    def open(self, *, limit: int, offset: int = 0) -> list[Objection]:
        """Return a page of what waits for staff, the oldest first."""
        wanted = select(Objection).where(Objection.state == ObjectionState.OPEN.value).order_by(Objection.id)
        return list(self._session().scalars(wanted.limit(limit).offset(offset)))

    def reason(self, row: Objection) -> str:
        """Open what the person wrote."""
        return self._vault.open(row.reason_sealed, REASON)

    def words(self, row: Objection) -> str:
        """Open what staff wrote to the person; empty when nothing was."""
        return self._vault.open(row.words_sealed, WORDS) if row.words_sealed else ""

    def decide(self, row: Objection, to: ObjectionState, words: str, *, by: int, key: str | None, at: datetime) -> None:
        """Note what staff decided, and the core's key of a restoration. Raises as ``move``."""
        sealed = self._vault.seal(words, WORDS)
        self.move(row, to, at, words_sealed=sealed, core_key=key, cause="", decided_by=by, decided_at=at)

    def reopen(self, row: Objection, cause: str, at: datetime) -> None:
        """Bring a restoration that cannot be back to the desk, as if nobody had decided. Raises as ``move``."""
        undone: dict[str, str | None] = {"words_sealed": "", "core_key": None, "decided_by": None, "decided_at": None}
        self.move(row, ObjectionState.OPEN, at, cause=cause, **undone)

    def move(self, row: Objection, to: ObjectionState, at: datetime, **facts: object) -> None:
        """Note the next state. Raises InvalidObjectionMove, or ObjectionOvertaken when somebody else was faster."""
        move(ObjectionState(row.state), to)
        still = update(Objection).where(Objection.id == row.id, Objection.state == row.state)
        moved = self._session().execute(
            still.values(state=to.value, changed_at=at, **facts).execution_options(synchronize_session=False)
        )
        self._session().refresh(row)
        if not getattr(moved, "rowcount", 0):
            raise ObjectionOvertaken
