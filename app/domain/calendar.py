"""Days and months: due dates, interest years, spans."""

from calendar import monthrange
from datetime import date, timedelta

from app.domain.errors import DomainError

DAY = timedelta(days=1)
SHORTEST_MONTH = 28  # a day every month has


class InvalidDate(DomainError):
    """Not a date of the calendar, or dates in the wrong order."""


def parse_date(text: str) -> date:
    """YYYY-MM-DD to a date. Raises InvalidDate for one that does not exist."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidDate("no such date") from None


def add_months(start: date, months: int) -> date:
    """The same day (对日) some months on, or the month's last day where it has none; rules 3.4.

    Always counted from `start`, so that 31 January, 28 February, 31 March do not drift.
    """
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    return on_day(year, month0 + 1, start.day)


def on_day(year: int, month: int, day: int) -> date:
    """That day of the month, or the month's last."""
    return date(year, month, day if day <= SHORTEST_MONTH else min(day, monthrange(year, month)[1]))


def days_between(start: date, end: date) -> int:
    """Days that earn interest: the first counts, the last does not (算头不算尾), rules 2.2."""
    if end < start:
        raise InvalidDate("ends before it begins")
    return (end - start).days


def days_30_360(start: date, end: date) -> int:
    """Days when every month has thirty: whole months of a loan, rules 3.4."""
    if end < start:
        raise InvalidDate("ends before it begins")
    months = (end.year - start.year) * 12 + end.month - start.month
    return months * 30 + min(end.day, 30) - min(start.day, 30)


def settlement_after(day: date) -> date:
    """The 30 June (结息日) on or after a day: the last of its interest year, rules 2.2."""
    this_year = date(day.year, 6, 30)
    return this_year if day <= this_year else date(day.year + 1, 6, 30)
