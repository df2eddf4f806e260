"""Where time comes from. Rules take dates; only the edges ask a clock."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

from app.domain.errors import DomainError

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")  # no daylight saving since 1991


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is advanced: for tests and demonstrations."""

    def __init__(self, moment: datetime) -> None:
        self._moment = _aware(moment).astimezone(UTC)

    def now(self) -> datetime:
        return self._moment

    def advance(self, seconds: float) -> None:
        self._moment += timedelta(seconds=seconds)


def beijing_date(moment: datetime) -> date:
    """The calendar date in China at an aware instant: the day a transaction is booked on."""
    return _aware(moment).astimezone(BEIJING).date()


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise DomainError("an instant needs its time zone")
    return moment
