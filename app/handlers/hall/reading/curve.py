"""The geometry of a loan's balance over time, drawn as SVG by charts.html in a picture of 340 by 222.

At most one point an instalment; a prepayment keeps its vertical step; nothing is smoothed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import ceil

from app.handlers.hall.reading.bars import Tick, step_for
from app.services.reading.loans import LoanBook

WIDTH, HEIGHT = 340, 222
LEFT, RIGHT, TOP, BOTTOM = 44, 330, 30, 194
YEAR_LABELS = 6
PREPAID = "03"  # 贷款业务明细, JGJ/T 320
WAN = Decimal(10000)


@dataclass(frozen=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True)
class YearMark:
    x: float
    year: int


@dataclass(frozen=True)
class Curve:
    """Paths of SVG and where the marks stand; values of ticks are in 万元."""

    line: str
    area: str
    dash: str
    prepaid: tuple[Point, ...]
    now: Point
    ticks: tuple[Tick, ...]
    years: tuple[YearMark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM


Balance = tuple[date, Decimal]


def curve_of(book: LoanBook) -> Curve:
    """Return the curve of what was left and of what will be left by the plan."""
    past = list(_past(book))
    future = [past[-1], *((one.due_on, one.principal_left) for one in book.to_come if one.due_on > past[-1][0])]
    scale = _Scale(past[0][0], max(future[-1][0], past[-1][0]), book.loan.amount)
    walked = [scale.point(*one) for one in past]
    return Curve(
        line=_path(walked),
        area=f"{_path(walked)}L{walked[-1].x} {BOTTOM}L{walked[0].x} {BOTTOM}Z",
        dash=_path([scale.point(*one) for one in future]) if len(future) > 1 else "",
        prepaid=tuple(_steps(book, scale)),
        now=walked[-1],
        ticks=scale.ticks(),
        years=tuple(scale.years()),
    )


def _past(book: LoanBook) -> Iterator[Balance]:
    loan, left = book.loan, book.loan.amount
    yield loan.issued_on, left
    for one in book.repayments:
        if one.kind == PREPAID:
            yield one.booked_on, left
        left = one.principal_left
        yield one.booked_on, left
    yield loan.settled_on or book.today, loan.principal_left


def _steps(book: LoanBook, scale: "_Scale") -> Iterator[Point]:
    """Return the middle of the step of each prepayment."""
    first = (book.loan.issued_on, book.loan.amount)
    balances = [first, *((one.booked_on, one.principal_left) for one in book.repayments)]
    for (_, before), one in zip(balances, book.repayments, strict=False):
        if one.kind == PREPAID:
            yield scale.point(one.booked_on, (before + one.principal_left) / 2)


def _path(points: Sequence[Point]) -> str:
    kept = [points[0], *(after for before, after in pairwise(points) if after != before)]
    return "M" + "L".join(f"{one.x} {one.y}" for one in kept)


class _Scale:
    def __init__(self, first: date, last: date, amount: Decimal) -> None:
        self._first, self._last = first, last
        self._step = step_for(amount)
        self._top = self._step * ceil(amount / self._step)

    def point(self, day: date, balance: Decimal) -> Point:
        return Point(self._x(day), self._y(balance))

    def ticks(self) -> tuple[Tick, ...]:
        values = [self._step * at for at in range(int(self._top / self._step) + 1)]
        return tuple(Tick(self._y(value), value / WAN) for value in values)

    def years(self) -> Iterator[YearMark]:
        every = max(1, ceil((self._last.year - self._first.year + 1) / YEAR_LABELS))
        for year in range(self._first.year + 1, self._last.year + 1, every):
            yield YearMark(self._x(date(year, 1, 1)), year)

    def _x(self, day: date) -> float:
        days = max((self._last - self._first).days, 1)
        return round(LEFT + (day - self._first).days / days * (RIGHT - LEFT), 1)

    def _y(self, value: Decimal) -> float:
        return round(BOTTOM - float(value / self._top) * (BOTTOM - TOP), 1)
