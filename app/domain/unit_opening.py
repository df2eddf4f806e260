"""A unit opens its account itself (单位自主开户), rules 4.15: the figures of the form and what is wrong with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from app.domain.contribution import HIGHEST_RATIO, LOWEST_RATIO, Rounding, contribution, is_ratio, month_number
from app.domain.credit_code import InvalidCreditCode, normalise_credit_code
from app.domain.errors import DomainError
from app.domain.mobile import InvalidMobile, normalise_mobile
from app.domain.money import not_negative, round_fen

ADDRESS_SHORTEST = 10
PAY_DAYS = range(1, 32)
FIRST_MONTH_AHEAD = 1  # next month at the latest, LOCAL


class InvalidHeadcount(DomainError):
    """A negative number of people."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one field; the sentence for people is found by `code`."""

    where: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class UnitOpening:
    """The form. Money in yuan, ratios in percent, `first_month` as YYYY-MM; floor and ceiling None where unknown."""

    credit_code: str
    name: str
    address: str
    founded: date
    agent_mobile: str = field(repr=False)
    unit_pct: Decimal
    person_pct: Decimal
    people: int
    wages: Decimal
    pay_day: int
    first_month: str
    floor: Decimal | None = None
    ceiling: Decimal | None = None


def expected_total(wages: Decimal, unit_pct: Decimal, person_pct: Decimal) -> Decimal:
    """The form's 月缴存总额, wages x both ratios, HALF_UP. It is 预计: the assessment rounds each person and side."""
    return round_fen(not_negative(wages) * (unit_pct + person_pct) / 100)


def average_wage(wages: Decimal, people: int) -> Decimal | None:
    """Wages by head to the fen, None for nobody. Raises InvalidHeadcount."""
    if people < 0:
        raise InvalidHeadcount("nobody at least")
    return round_fen(not_negative(wages) / people) if people else None


def assessed_total(bases: Iterable[Decimal], unit_pct: Decimal, person_pct: Decimal, rounding: Rounding) -> Decimal:
    """What is really due: each person's two sides rounded, then added."""
    return sum((contribution(base, unit_pct, person_pct, rounding).total for base in bases), Decimal("0.00"))


def opening_faults(form: UnitOpening, on: date) -> tuple[Fault, ...]:
    """All that is wrong with the form on a day, by its fields. Raises DomainError on impossible figures."""
    return (*_text_faults(form), *_ratio_faults(form), *_wage_faults(form), *_date_faults(form, on))


def _text_faults(form: UnitOpening) -> Iterable[Fault]:
    try:
        normalise_credit_code(form.credit_code)
    except InvalidCreditCode as invalid:
        yield Fault("credit_code", f"credit_code_{invalid.code}")
    if not form.name or any(map(str.isspace, form.name)):
        yield Fault("name", "unit_name_spaces")
    if len(form.address.strip()) < ADDRESS_SHORTEST:
        yield Fault("address", "unit_address_short", {"characters": str(ADDRESS_SHORTEST)})
    try:
        normalise_mobile(form.agent_mobile)
    except InvalidMobile:
        yield Fault("agent_mobile", "mobile_invalid")


def _ratio_faults(form: UnitOpening) -> Iterable[Fault]:
    limits = {"lowest": str(LOWEST_RATIO), "highest": str(HIGHEST_RATIO)}
    for name, pct in (("unit_pct", form.unit_pct), ("person_pct", form.person_pct)):
        if not is_ratio(pct):
            yield Fault(name, "ratio_out_of_range", MappingProxyType(limits))


def _wage_faults(form: UnitOpening) -> Iterable[Fault]:
    average = average_wage(form.wages, form.people)
    if (form.people == 0) != (form.wages == 0):
        yield Fault("wages", "people_and_wages_disagree")
    if average is None:
        return
    if form.floor is not None and average < form.floor:
        yield Fault("wages", "average_wage_low", {"floor": str(form.floor)})
    if form.ceiling is not None and average > form.ceiling:
        yield Fault("wages", "average_wage_high", {"ceiling": str(form.ceiling)})


def _date_faults(form: UnitOpening, on: date) -> Iterable[Fault]:
    if form.founded > on:
        yield Fault("founded", "founded_in_future")
    if form.pay_day not in PAY_DAYS:
        yield Fault("pay_day", "pay_day_out_of_range")
    month, now = month_number(form.first_month), month_number(f"{on:%Y-%m}")
    if month < month_number(f"{form.founded:%Y-%m}"):
        yield Fault("first_month", "first_month_before_founding", {"month": f"{form.founded:%Y-%m}"})
    if month > now + FIRST_MONTH_AHEAD:
        yield Fault("first_month", "first_month_too_late")
