"""What a loan costs a month (还款试算), by both methods, alone or with a commercial loan beside it (组合贷款)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.clock import Clock, beijing_date
from app.domain.loan import Instalment, Method, Terms, schedule
from app.domain.money import ZERO
from app.domain.rates import loan_rate

SHOWN = 12  # rows of the working


@dataclass(frozen=True)
class InstalmentWish:
    """Yuan and years; `other_amount` at `other_rate` percent is what a bank lends beside the fund."""

    amount: Decimal
    years: int
    second_home: bool
    other_amount: Decimal = ZERO
    other_rate: Decimal = ZERO


@dataclass(frozen=True)
class Month:
    """A month of the loan, or of both loans together."""

    period: int
    payment: Decimal
    principal: Decimal
    interest: Decimal
    balance: Decimal


@dataclass(frozen=True)
class InstalmentPlan:
    """One method's plan: its first year, its last month, and all of its interest."""

    method: Method
    months: tuple[Month, ...]
    last: Month
    interest: Decimal

    @property
    def first(self) -> Month:
        return self.months[0]


@dataclass(frozen=True)
class InstalmentEstimate:
    level: InstalmentPlan
    equal_principal: InstalmentPlan
    months: int
    rate_pct: Decimal
    total: Decimal


class EstimateInstalment:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def execute(self, wish: InstalmentWish) -> InstalmentEstimate:
        """Return both plans of a loan signed today. The rate is the published one of its term and home."""
        today, months = beijing_date(self._clock.now()), wish.years * 12
        rate = loan_rate(today, months, second_home=wish.second_home)
        level, equal = (_plan(wish, rate, today, method) for method in (Method.LEVEL, Method.EQUAL_PRINCIPAL))
        return InstalmentEstimate(level, equal, months, rate, wish.amount + wish.other_amount)


def _plan(wish: InstalmentWish, rate: Decimal, today: date, method: Method) -> InstalmentPlan:
    parts = [(wish.amount, rate), (wish.other_amount, wish.other_rate)]
    rows = [schedule(Terms(amount, pct, wish.years * 12, today, method)) for amount, pct in parts if amount]
    together = [_month(each) for each in zip(*rows, strict=True)]
    interest = sum((month.interest for month in together), ZERO)
    return InstalmentPlan(method, tuple(together[:SHOWN]), together[-1], interest)


def _month(rows: Sequence[Instalment]) -> Month:
    return Month(
        rows[0].period,
        sum((row.payment for row in rows), ZERO),
        sum((row.principal for row in rows), ZERO),
        sum((row.interest for row in rows), ZERO),
        sum((row.balance for row in rows), ZERO),
    )
