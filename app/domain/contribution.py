"""Monthly contributions (缴存): base, ratios, amounts, runs of months; 条例 art. 16 to 19, rules 1.1 and 4.15."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from app.domain.errors import DomainError
from app.domain.money import ZERO, not_negative, round_fen, yuan

LOWEST_RATIO = Decimal(5)  # 条例 art. 18
HIGHEST_RATIO = Decimal(12)  # 建金管[2005]5号, 建金[2016]74号; named by art. 18 since 2026-09-20
MONTHS = 12


class InvalidRatio(DomainError):
    """A contribution ratio outside the permitted percentages."""


class InvalidLimits(DomainError):
    """A floor above the ceiling, or a ceiling from no months."""


class InvalidMonth(DomainError):
    """Not a month written YYYY-MM."""


class Rounding(StrEnum):
    """To what each side's monthly amount is rounded; LOCAL."""

    FEN = "fen"
    YUAN = "yuan"


class Contribution(NamedTuple):
    """A month's contribution in yuan, each side rounded before they are added."""

    unit: Decimal
    person: Decimal
    total: Decimal


class Run(NamedTuple):
    """Months paid without a gap (连续缴存), both ends included, as YYYY-MM."""

    first: str
    last: str
    months: int


def is_ratio(pct: Decimal, lowest: Decimal = LOWEST_RATIO, highest: Decimal = HIGHEST_RATIO) -> bool:
    """Whether a percentage may be a contribution ratio: 5 to 12, both included."""
    return pct.is_finite() and lowest <= pct <= highest


def check_ratio(pct: Decimal, lowest: Decimal = LOWEST_RATIO, highest: Decimal = HIGHEST_RATIO) -> Decimal:
    """The ratio, if it is one. Raises InvalidRatio."""
    if not is_ratio(pct, lowest, highest):
        raise InvalidRatio(f"a ratio is {lowest} to {highest} %")
    return pct


def clamp_base(wage: Decimal, floor: Decimal, ceiling: Decimal | None) -> Decimal:
    """The contribution base (缴存基数): last year's average monthly wage within the local limits.

    `ceiling` is None, or zero, where the centre has not configured one. Raises InvalidLimits.
    """
    base = max(not_negative(wage), not_negative(floor))
    if not ceiling:
        return base
    if ceiling < floor:
        raise InvalidLimits("the floor is above the ceiling")
    return min(base, yuan(ceiling))


def contribution(
    base: Decimal, unit_pct: Decimal, person_pct: Decimal, rounding: Rounding = Rounding.FEN
) -> Contribution:
    """A month's contribution: each side base x ratio, HALF_UP, then added. Raises InvalidRatio, InvalidMoney."""
    unit, person = (_side(not_negative(base), check_ratio(pct), rounding) for pct in (unit_pct, person_pct))
    return Contribution(unit, person, unit + person)


def ceiling_from_wage(average_wage: Decimal, months: int = 1, times: int = 3) -> Decimal:
    """The base's ceiling: `times` the average wage of `months` months, to the fen; cities publish it rounded."""
    if months < 1 or times < 1:
        raise InvalidLimits("one month and one time at least")
    return round_fen(not_negative(average_wage) * times / months)


def latest_run(paid_months: Iterable[str]) -> Run | None:
    """The run that ends with the last paid month (最近连续缴存时间), None where nothing was. Raises InvalidMonth."""
    paid = {month_number(month) for month in paid_months}
    if not paid:
        return None
    first = last = max(paid)
    while first - 1 in paid:
        first -= 1
    return Run(month_text(first), month_text(last), last - first + 1)


def month_number(month: str) -> int:
    """YYYY-MM as a count of months, so that neighbours differ by one."""
    year, dash, part = month.partition("-")
    if not (dash and year.isdecimal() and part.isdecimal() and (len(year), len(part)) == (4, 2)):
        raise InvalidMonth("a month is YYYY-MM")
    if not 1 <= int(part) <= MONTHS or not int(year):
        raise InvalidMonth("no such month")
    return int(year) * MONTHS + int(part) - 1


def month_text(number: int) -> str:
    """The count of months as YYYY-MM."""
    year, month0 = divmod(number, MONTHS)
    return f"{year:04}-{month0 + 1:02}"


def _side(base: Decimal, pct: Decimal, rounding: Rounding) -> Decimal:
    amount = base * pct / 100
    return round_fen(amount) if rounding is Rounding.FEN else amount.quantize(Decimal(1), ROUND_HALF_UP) + ZERO
