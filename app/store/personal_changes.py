"""Whose details a unit changed (个人信息变更), to be found by the person; what changed lies in the unit's task."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, Integer, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.store.base import Base
from app.store.instants import Instant
from app.store.unit_tasks import UnitTask
from app.vault import Vault

ID_NUMBER = "personal_change.id_number"


class PersonalChange(Base):
    """``made_at`` is when the core made it, ``known_at`` when the person said that they know."""

    __tablename__ = "personal_changes"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("unit_tasks.id", ondelete="RESTRICT"), unique=True)
    id_index: Mapped[str] = mapped_column(String(64), index=True)
    id_sealed: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Instant)
    known_at: Mapped[datetime | None] = mapped_column(Instant)


class PersonalChanges:
    """Adds and finds. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def add(self, task_id: int, id_number: str, at: datetime) -> None:
        """Note whose details the unit's task changed; a task has one person."""
        index, sealed = self._vault.index(id_number, ID_NUMBER), self._vault.seal(id_number, ID_NUMBER)
        self._session().add(PersonalChange(task_id=task_id, id_index=index, id_sealed=sealed, made_at=at))
        self._session().flush()

    def get(self, change_id: int) -> PersonalChange | None:
        return self._session().get(PersonalChange, change_id)

    def of_person(self, id_number: str, limit: int) -> list[PersonalChange]:
        """Return the person's newest changes, the newest first."""
        wanted = select(PersonalChange).where(self._whose(id_number)).order_by(PersonalChange.id.desc()).limit(limit)
        return list(self._session().scalars(wanted))

    def own(self, id_number: str, number: str) -> PersonalChange | None:
        """Return the person's change by the number of its task; another person's is None, like one there is not."""
        task = select(UnitTask.id).where(UnitTask.number == number).scalar_subquery()
        wanted = select(PersonalChange).where(self._whose(id_number), PersonalChange.task_id == task)
        return self._session().scalars(wanted).first()

    def id_number(self, row: PersonalChange) -> str:
        """Open whose details they are."""
        return self._vault.open(row.id_sealed, ID_NUMBER)

    def _whose(self, id_number: str) -> ColumnElement[bool]:
        return PersonalChange.id_index.in_(self._vault.indexes(id_number, ID_NUMBER))
