"""Differences (差异) between our applications and the core: reported, never mended by themselves."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import Date, Integer, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.store.base import Base
from app.store.once import insert_once


class Difference(Base):
    """``ours`` and ``cores`` are states; ``none`` where the core knows no such order."""

    __tablename__ = "differences"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    application_id: Mapped[int] = mapped_column(Integer)
    ours: Mapped[str] = mapped_column(String(16))
    cores: Mapped[str] = mapped_column(String(16))


class Differences:
    """Never commits."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = session

    def report(self, day: date, application_id: int, ours: str, cores: str) -> bool:
        """Keep a difference once a day; whether it was new."""
        row = {"day": day, "application_id": application_id, "ours": ours, "cores": cores}
        return insert_once(self._session(), Difference, [{"key": f"{day}:{application_id}", **row}]) == 1

    def of_day(self, day: date) -> Sequence[Difference]:
        """Return what differed on a day."""
        return self._session().scalars(select(Difference).where(Difference.day == day)).all()
