"""The statutory retirement age (法定退休年龄) since 2025, rules 4.4.1: 国务院关于渐进式延迟法定退休年龄的办法.

A woman's 50 or 55 is a fact of her post (工人 or 管理技术岗位): it is asked for or fetched, never read off an ID.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from app.domain.calendar import add_months
from app.domain.errors import DomainError

FLEXIBLE_MONTHS = 36
_YEARS_RISE_FROM = 2030
_YEARS_RISE_UNTIL = 2039
_YEARS_BEFORE = Decimal(15)
_YEARLY_RISE = Decimal("0.5")


class InvalidBirth(DomainError):
    """A birth so late that its retirement is beyond the calendar."""


class Category(StrEnum):
    """Whose age it is: men, women of 55, women of 50."""

    MALE = "male"
    FEMALE_55 = "female_55"
    FEMALE_50 = "female_50"


class _Rule(NamedTuple):
    old_years: int
    start: tuple[int, int]  # the first birth month that is delayed
    step: int  # months of birth for each month of delay
    cap: int


_RULES = {
    Category.MALE: _Rule(60, (1965, 1), 4, 36),
    Category.FEMALE_55: _Rule(55, (1970, 1), 4, 36),
    Category.FEMALE_50: _Rule(50, (1975, 1), 2, 60),
}


@dataclass(frozen=True)
class Retirement:
    """When a person retires. `earliest` and `latest` are the flexible limits (弹性退休), None where nothing is delayed.

    `contribution_years` is the least number of years of pension contributions in the year of `on`.
    """

    delay_months: int
    age_years: int
    age_months: int
    on: date
    earliest: date | None
    latest: date | None
    contribution_years: Decimal


def retirement(category: Category, birth: date) -> Retirement:
    """The statutory date: birth plus the age in months, at month end where that day is missing. Raises InvalidBirth."""
    rule = _RULES[category]
    delay = delay_months(category, birth)
    age = rule.old_years * 12 + delay
    try:
        on, latest = add_months(birth, age), add_months(birth, age + FLEXIBLE_MONTHS)
    except ValueError:
        raise InvalidBirth("retires beyond the calendar") from None
    earliest = add_months(birth, age - min(delay, FLEXIBLE_MONTHS))
    return Retirement(
        delay_months=delay,
        age_years=age // 12,
        age_months=age % 12,
        on=on,
        earliest=earliest if delay else None,
        latest=latest if delay else None,
        contribution_years=least_contribution_years(on.year),
    )


def delay_months(category: Category, birth: date) -> int:
    """Months of delay: one for each `step` months of birth begun since the start month, up to the cap."""
    rule = _RULES[category]
    begun = (birth.year - rule.start[0]) * 12 + birth.month - rule.start[1] + 1
    return min(-(-begun // rule.step), rule.cap) if begun > 0 else 0


def has_retired(category: Category, birth: date, on: date) -> bool:
    """Whether the statutory date has come on a day."""
    return retirement(category, birth).on <= on


def least_contribution_years(year: int) -> Decimal:
    """15 years to 2029, half a year more each year from 2030, 20 from 2039."""
    raised = min(max(year - _YEARS_RISE_FROM + 1, 0), _YEARS_RISE_UNTIL - _YEARS_RISE_FROM + 1)
    return _YEARS_BEFORE + _YEARLY_RISE * raised
