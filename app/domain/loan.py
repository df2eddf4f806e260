"""Home loans (个人住房贷款): instalments and schedules, rules 3.3 and 3.4.

Whole months count 30/360 (rate / 12); a broken period counts its days / 360. The last instalment is whatever is left.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from app.domain.calendar import InvalidDate, add_months, days_between
from app.domain.errors import DomainError
from app.domain.money import ZERO, positive, round_fen

MONTHS_LIMIT = 360
RATE_LIMIT = Decimal(24)
DAY_BASE = 360


class InvalidTerms(DomainError):
    """A term outside 1 to 360 months, a rate outside 0 to 24 %, or a period the loan does not have."""


class Method(StrEnum):
    """How a loan is repaid, JGJ/T 320 DKHKFS."""

    LEVEL = "01"  # 等额本息
    EQUAL_PRINCIPAL = "02"  # 等额本金


class SplitInterest(NamedTuple):
    """A month's interest at two rates, by days."""

    days_old: int
    days_new: int
    interest: Decimal


class Instalment(NamedTuple):
    """One row of the schedule (还款计划); `balance` is what is left after it."""

    period: int
    due: date
    principal: Decimal
    interest: Decimal
    payment: Decimal
    balance: Decimal
    rate_pct: Decimal


@dataclass(frozen=True)
class Terms:
    """What the contract says. `rate_pct` a year; `first_due` only where the centre fixes a due day."""

    principal: Decimal
    rate_pct: Decimal
    months: int
    issued: date
    method: Method = Method.LEVEL
    first_due: date | None = None

    def __post_init__(self) -> None:
        positive(self.principal)
        check_rate(self.rate_pct)
        if not 1 <= self.months <= MONTHS_LIMIT:
            raise InvalidTerms("a term is 1 to 360 months")
        if self.first_due and self.first_due <= self.issued:
            raise InvalidDate("the first due date follows the issue date")

    def due(self, period: int) -> date:
        """The due date (应还日): the issue date's day of each month, or the fixed day's; month end where missing."""
        if not 1 <= period <= self.months:
            raise InvalidTerms("no such period")
        return add_months(self.first_due, period - 1) if self.first_due else add_months(self.issued, period)


RateOn = Callable[[date], Decimal]


class Resumed(NamedTuple):
    """Where a schedule goes on after `paid` periods: balance, rate and steady part so far, and its last period."""

    paid: int
    balance: Decimal
    rate_pct: Decimal
    part: Decimal
    last: int


def check_rate(rate_pct: Decimal) -> Decimal:
    """The rate, if it is one: 0 to 24 % a year."""
    if not 0 <= rate_pct <= RATE_LIMIT:
        raise InvalidTerms("a rate is 0 to 24 %")
    return rate_pct


def level_payment(principal: Decimal, rate_pct: Decimal, months: int) -> Decimal:
    """The level instalment (等额本息月供) P·i(1+i)^n / ((1+i)^n - 1), i = rate / 12, to the fen; P/n at no interest."""
    monthly = rate_pct / 1200
    if not monthly:
        return round_fen(principal / months)
    growth = (1 + monthly) ** months
    return round_fen(principal * monthly * growth / (growth - 1))


def month_interest(balance: Decimal, rate_pct: Decimal) -> Decimal:
    """Interest of a whole month, rate / 12."""
    return round_fen(balance * rate_pct / 1200)


def days_interest(balance: Decimal, rate_pct: Decimal, days: int) -> Decimal:
    """Interest of a broken period, actual days / 360."""
    return round_fen(balance * rate_pct * days / (100 * DAY_BASE))


def split_interest(balance: Decimal, start: date, end: date, old_pct: Decimal, new_pct: Decimal) -> SplitInterest:
    """A January instalment's interest, by days before and from 1 January (LOCAL variant, rules 3.2)."""
    change = date(end.year, 1, 1)
    old, new = days_between(start, change), days_between(change, end)
    return SplitInterest(old, new, round_fen(balance * (old_pct * old + new_pct * new) / (100 * DAY_BASE)))


def schedule(terms: Terms) -> tuple[Instalment, ...]:
    """The whole schedule at the contract's rate. The balance after the last row is 0.00."""
    return repriced_schedule(terms, lambda _: terms.rate_pct)


def repriced_schedule(terms: Terms, rate_on: RateOn, *, split_january: bool = False) -> tuple[Instalment, ...]:
    """The whole schedule with the rate in force on each due date; see `rates.existing_loan_rate`.

    At a change the instalment is recomputed from the principal and the months left, rules 3.2. The changed month's
    interest is a whole month at the new rate, or split by days at 1 January (LOCAL).
    """
    fresh = Resumed(0, terms.principal, terms.rate_pct, ZERO, terms.months)
    return tuple(_rows(terms, rate_on, fresh, split_january=split_january))


def resumed_schedule(
    terms: Terms, rate_on: RateOn, at: Resumed, *, split_january: bool = False
) -> tuple[Instalment, ...]:
    """What follows after `at`, to its last period; see `repriced_schedule`."""
    return tuple(_rows(terms, rate_on, at, split_january=split_january))


def balance_after(rows: Sequence[Instalment], period: int, principal: Decimal) -> Decimal:
    """Principal left after a number of paid periods; all of it after none."""
    if not 0 <= period <= len(rows):
        raise InvalidTerms("no such period")
    return rows[period - 1].balance if period else principal


def is_last(rows: Sequence[Instalment], paid: int) -> bool:
    """Whether only the last instalment is left (最后一次还款)."""
    return paid == len(rows) - 1


def _rows(terms: Terms, rate_on: RateOn, at: Resumed, *, split_january: bool) -> Iterator[Instalment]:
    paid, balance, rate, part, last = at
    before = terms.due(paid) if paid else terms.issued
    for period in range(paid + 1, last + 1):
        due, left = terms.due(period), last - period + 1
        old, rate = rate, rate_on(due)
        whole = month_interest(balance, rate)
        if (period == paid + 1 and not part) or (rate != old and terms.method is Method.LEVEL):
            part = steady_part(terms.method, balance, rate, left)
        principal = part - whole if terms.method is Method.LEVEL else part
        principal = balance if left == 1 else min(principal, balance)
        interest = whole
        if period == 1 and terms.first_due:
            interest = days_interest(balance, rate, days_between(before, due))
        elif split_january and rate != old and before.year < due.year:
            interest = split_interest(balance, before, due, old, rate).interest
        balance -= principal
        yield Instalment(period, due, principal, interest, principal + interest, balance, rate)
        before = due


def steady_part(method: Method, balance: Decimal, rate_pct: Decimal, months: int) -> Decimal:
    """What stays the same each month: the level instalment, or the share of principal."""
    return level_payment(balance, rate_pct, months) if method is Method.LEVEL else round_fen(balance / months)
