"""Paying a loan off early (提前结清) by two conventions, each with the rows (明细) that add up to its total; rules 3.6.

Which convention a contract uses is stored with it; the two differ by a few yuan. A quote holds to the end of its day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from app.domain.calendar import InvalidDate, days_30_360, days_between
from app.domain.errors import DomainError
from app.domain.loan import Instalment, InvalidTerms, Terms, balance_after, check_rate, days_interest
from app.domain.money import ZERO, positive, round_fen
from app.domain.penalty import penalty


class NothingOwed(DomainError):
    """The loan is settled already."""


class Accrual(NamedTuple):
    """应计利息: days that no instalment has paid yet; `end` is the first day not counted."""

    start: date
    end: date
    days: int
    rate_pct: Decimal
    interest: Decimal


class Overdue(NamedTuple):
    """逾期: an instalment whose due date passed unpaid."""

    period: int
    due: date
    principal: Decimal
    interest: Decimal
    days: int
    penalty: Decimal


class Line(NamedTuple):
    """One line of the quote; the lines add up to the total. `code` names the sentence to show."""

    code: str
    amount: Decimal


@dataclass(frozen=True)
class Payoff:
    """A quote for one day. `current` and `unexpired_interest` belong to the convention by instalment only."""

    valid_until: date  # to 24:00 Beijing time of this day
    principal: Decimal  # 未到期本金
    accruals: tuple[Accrual, ...] = ()
    overdue: tuple[Overdue, ...] = ()
    current: Instalment | None = None
    unexpired_interest: Decimal = ZERO
    days_to_due: int = 0

    @property
    def accrued_interest(self) -> Decimal:
        return _sum(row.interest for row in self.accruals)

    @property
    def accrued_days(self) -> int:
        return sum(row.days for row in self.accruals)

    @property
    def penalty_total(self) -> Decimal:
        return _sum(row.penalty for row in self.overdue)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The quote line by line."""
        return tuple(self._lines())

    @property
    def total(self) -> Decimal:
        """应还总额."""
        return _sum(line.amount for line in self.lines)

    def _lines(self) -> Iterator[Line]:
        yield Line("not_due_principal", self.principal)
        if self.current:
            yield Line("current_instalment", self.current.payment)
            yield Line("unexpired_interest", -self.unexpired_interest)
        yield from (Line("accrued_interest", row.interest) for row in self.accruals)
        for row in self.overdue:
            yield Line("overdue_principal", row.principal)
            yield Line("overdue_interest", row.interest)
            yield Line("penalty", row.penalty)


def simple_payoff(outstanding: Decimal, rate_pct: Decimal, last_paid_due: date, on: date) -> Payoff:
    """A loan without arrears: its principal and the interest since the last due date, days / 360."""
    owed = positive(outstanding)
    return Payoff(on, owed, (_accrual(owed, check_rate(rate_pct), last_paid_due, on),))


def payoff_by_days(terms: Terms, rows: Sequence[Instalment], paid: int, on: date, factor: Decimal) -> Payoff:
    """Convention by_days: not-due principal, its interest since the last due date, and every overdue instalment.

    `paid` counts the instalments paid; `factor` is the penalty's. Raises NothingOwed, InvalidDate or InvalidTerms.
    """
    late = _overdue(terms, rows, paid, on, factor)
    done = paid + len(late)
    principal = balance_after(rows, done, terms.principal)
    return Payoff(on, principal, accrued(terms, rows, done, principal, on), late)


def payoff_by_instalment(terms: Terms, rows: Sequence[Instalment], paid: int, on: date, factor: Decimal) -> Payoff:
    """Convention by_instalment (毕节): the running instalment in full and the principal after it, less the interest
    that principal will not owe until the due date, 30/360; overdue instalments as in the other convention.
    """
    late = _overdue(terms, rows, paid, on, factor)
    done = paid + len(late)
    if done == len(rows):
        return Payoff(on, ZERO, (), late)
    current = rows[done]
    days = days_30_360(on, current.due)
    unexpired = round_fen(current.balance * current.rate_pct * days / 36000)
    return Payoff(on, current.balance, (), late, current, unexpired, days)


CONVENTIONS: Mapping[str, Callable[[Terms, Sequence[Instalment], int, date, Decimal], Payoff]] = MappingProxyType(
    {"by_days": payoff_by_days, "by_instalment": payoff_by_instalment}
)


def accrued(terms: Terms, rows: Sequence[Instalment], done: int, principal: Decimal, on: date) -> tuple[Accrual, ...]:
    """Interest on `principal` since the due date of period `done` (0: since the issue date), by days / 360.

    Days before 1 January count at the old rate, the others at the new one; none when that period was paid ahead.
    """
    since, old = (rows[done - 1].due, rows[done - 1].rate_pct) if done else (terms.issued, terms.rate_pct)
    if on < since or done == len(rows):
        return ()
    return tuple(_accruals(principal, since, on, old, rows[done]))


def _overdue(terms: Terms, rows: Sequence[Instalment], paid: int, on: date, factor: Decimal) -> tuple[Overdue, ...]:
    if on < terms.issued:
        raise InvalidDate("before the loan was issued")
    if not 0 <= paid <= len(rows):
        raise InvalidTerms("no such period")
    if paid == len(rows):
        raise NothingOwed("the loan is settled")
    return tuple(_late(row, on, factor) for row in rows[paid:] if row.due <= on)


def _late(row: Instalment, on: date, factor: Decimal) -> Overdue:
    days = days_between(row.due, on)
    charge = penalty(row.principal, row.interest, row.rate_pct, days, factor)
    return Overdue(row.period, row.due, row.principal, row.interest, days, charge)


def _accruals(principal: Decimal, since: date, on: date, old: Decimal, coming: Instalment) -> Iterator[Accrual]:
    change = date(coming.due.year, 1, 1)
    if old == coming.rate_pct or not since < change < on:
        yield _accrual(principal, coming.rate_pct if change <= since else old, since, on)
    else:
        yield _accrual(principal, old, since, change)
        yield _accrual(principal, coming.rate_pct, change, on)


def _accrual(principal: Decimal, rate_pct: Decimal, start: date, end: date) -> Accrual:
    days = days_between(start, end)
    return Accrual(start, end, days, rate_pct, days_interest(principal, rate_pct, days))


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
