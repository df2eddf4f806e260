"""Which daily job ran on which day: the memory of the schedule, whatever process keeps it."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import Date, String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.store.base import Base
from app.store.instants import Instant
from app.store.once import insert_once


class ScheduleRun(Base):
    __tablename__ = "schedule_runs"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    job: Mapped[str] = mapped_column(String(32))
    day: Mapped[date] = mapped_column(Date)
    begun_at: Mapped[datetime] = mapped_column(Instant)


class ScheduleRuns:
    """Never commits. The first to begin a job on a day is the only one."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = session

    def begin(self, job: str, day: date, now: datetime) -> bool:
        """Whether the job is ours to do: nobody began it on this day."""
        row = {"key": f"{job}:{day}", "job": job, "day": day, "begun_at": now}
        return insert_once(self._session(), ScheduleRun, [row]) == 1

    def failed(self, job: str, day: date) -> None:
        """Let the job be begun again."""
        self._session().execute(delete(ScheduleRun).where(ScheduleRun.key == f"{job}:{day}"))
