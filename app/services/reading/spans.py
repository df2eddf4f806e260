"""A span of an account's detail, and its sums by month or by year for the chart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from app.domain.calendar import add_months
from app.domain.money import ZERO
from app.fund_core import Movement

RECENT, ALL = "recent", "all"
MONTHS = 12
CONTRIBUTIONS = frozenset({"01", "02"})  # 汇缴 and 补缴, 归集提取业务类型 of JGJ/T 320
INTEREST = "09"
WITHDRAWALS = frozenset({"07", "11", "12"})  # 外部转出, 部分提取, 销户提取


@dataclass(frozen=True)
class Span:
    """Days that are looked at, both ends included; `name` is recent, all or a year such as 2026."""

    name: str
    since: date
    until: date

    def of(self, movements: Iterable[Movement]) -> tuple[Movement, ...]:
        return tuple(one for one in movements if self.since <= one.booked_on <= self.until)


@dataclass(frozen=True)
class Sum:
    """What came in during a month (`label` 2026-06) or a year (2026), and what was taken out."""

    label: str
    person: Decimal = ZERO
    unit: Decimal = ZERO
    interest: Decimal = ZERO
    other: Decimal = ZERO
    taken: Decimal = ZERO
    is_missed: bool = False

    @property
    def came_in(self) -> Decimal:
        return self.person + self.unit + self.interest + self.other


def years_of(opened_on: date, today: date) -> tuple[str, ...]:
    """Return the years an account has been there, the newest first."""
    return tuple(str(year) for year in range(today.year, opened_on.year - 1, -1))


def span_of(name: str, opened_on: date, today: date) -> Span:
    """Return the span of this name; anything that is none is the last twelve months."""
    if name == ALL:
        return Span(ALL, opened_on, today)
    if name in years_of(opened_on, today):
        return Span(name, date(int(name), 1, 1), date(int(name), 12, 31))
    return Span(RECENT, add_months(today.replace(day=1), 1 - MONTHS), today)


def sums(span: Span, movements: Sequence[Movement]) -> tuple[Sum, ...]:
    """Return a sum for each month of the span, or for each year when everything is looked at.

    A month without contribution between months that have one is marked as missed (缺).
    """
    size = 4 if span.name == ALL else 7
    by_label = {label: Sum(label) for label in _labels(span, size)}
    for one in span.of(movements):
        label = one.booked_on.isoformat()[:size]
        by_label[label] = _added(by_label[label], one)
    return tuple(_with_gaps(list(by_label.values())))


def _labels(span: Span, size: int) -> Iterator[str]:
    day = span.since.replace(day=1)
    while day <= span.until:
        yield day.isoformat()[:size]
        day = add_months(day, 1)


def _added(total: Sum, one: Movement) -> Sum:
    """Add a movement where it belongs; one that takes an earlier one back (冲账) has the other sign."""
    if one.kind == INTEREST:
        return replace(total, interest=total.interest + one.amount)
    if one.kind in WITHDRAWALS:
        return replace(total, taken=total.taken - one.amount)
    if one.kind in CONTRIBUTIONS and one.person_part + one.unit_part == one.amount:
        return replace(total, person=total.person + one.person_part, unit=total.unit + one.unit_part)
    return replace(total, other=total.other + one.amount)


def _with_gaps(found: list[Sum]) -> Iterator[Sum]:
    paid = [at for at, one in enumerate(found) if one.person + one.unit > 0]
    for at, one in enumerate(found):
        is_between = bool(paid) and paid[0] < at < paid[-1]
        yield replace(one, is_missed=is_between and one.person + one.unit <= 0)
