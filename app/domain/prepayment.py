"""Paying part of a loan early (提前部分还款), and when early repayment is refused; rules 3.6 and 4.6."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from app.domain.calendar import DAY, InvalidDate, add_months
from app.domain.errors import DomainError, Refusal
from app.domain.loan import (
    Instalment,
    Method,
    RateOn,
    Resumed,
    Terms,
    balance_after,
    month_interest,
    resumed_schedule,
    steady_part,
)
from app.domain.money import ZERO, positive, yuan
from app.domain.payoff import Accrual, accrued
from app.domain.policy import CentrePolicy


class NotPartial(DomainError):
    """The amount settles the loan, or instalments are overdue: not a partial prepayment."""


class Future(NamedTuple):
    """What the loan looks like afterwards: the usual instalment and how many are left."""

    payment: Decimal
    months_left: int
    total_interest: Decimal


@dataclass(frozen=True)
class Prepayment:
    """A partial prepayment and its two futures: 减少月供 (lower instalment) and 缩短期限 (shorter term)."""

    balance_before: Decimal
    last_due: date
    prepaid: Decimal
    accruals: tuple[Accrual, ...]  # on the prepaid principal since the last due date
    reduce: Future
    shorten: Future

    @property
    def days(self) -> int:
        return sum(row.days for row in self.accruals)

    @property
    def interest(self) -> Decimal:
        return sum((row.interest for row in self.accruals), ZERO)

    @property
    def amount_to_pay(self) -> Decimal:
        """本次应还总额."""
        return self.prepaid + self.interest

    @property
    def balance_after(self) -> Decimal:
        return self.balance_before - self.prepaid


@dataclass(frozen=True)
class LoanState:
    """What the refusal rules ask of a loan. `next_due` is the first unpaid due date."""

    active: bool
    issued: date
    last_due: date
    next_due: date
    periods_left: int
    overdue_periods: int
    open_order: bool
    last_prepaid_on: date | None = None


def partial_prepayment(terms: Terms, rows: Sequence[Instalment], paid: int, on: date, amount: Decimal) -> Prepayment:
    """The prepayment of `amount` principal on a day, after `paid` instalments.

    Interest is due on the prepaid principal only, days / 360 since the last due date. Raises NotPartial, InvalidMoney,
    InvalidDate or InvalidTerms.
    """
    before, prepaid = balance_after(rows, paid, terms.principal), positive(amount)
    if prepaid >= before or rows[paid].due < on:
        raise NotPartial("settles the loan, or instalments are overdue")
    last_due = terms.due(paid) if paid else terms.issued
    accruals, left = accrued(terms, rows, paid, prepaid, on), len(rows) - paid
    kept = _part(terms.method, rows[paid], before)
    fresh = steady_part(terms.method, before - prepaid, rows[paid].rate_pct, left)
    run = partial(_run, terms.method, before - prepaid, rows[paid].rate_pct, left)
    return Prepayment(before, last_due, prepaid, accruals, reduce=run(fresh), shorten=run(kept))


def plan_after(
    terms: Terms,
    rows: Sequence[Instalment],
    paid: int,
    prepayment: Prepayment,
    rate_on: RateOn,
    *,
    shorten: bool,
    split_january: bool = False,
) -> tuple[Instalment, ...]:
    """The instalments that follow a prepayment, by the choice made: 缩短期限 keeps the instalment, 减少月供 the term.

    Without a change of rate they are the futures of `partial_prepayment`.
    """
    future = prepayment.shorten if shorten else prepayment.reduce
    part = _part(terms.method, rows[paid], prepayment.balance_before)
    if not shorten:
        part = steady_part(terms.method, prepayment.balance_after, rows[paid].rate_pct, len(rows) - paid)
    at = Resumed(paid, prepayment.balance_after, rows[paid].rate_pct, part, paid + future.months_left)
    return resumed_schedule(terms, rate_on, at, split_january=split_january)


def _part(method: Method, row: Instalment, balance: Decimal) -> Decimal:
    """What stays the same each month: the level instalment, or the share of principal."""
    return row.principal + month_interest(balance, row.rate_pct) if method is Method.LEVEL else row.principal


def _run(method: Method, balance: Decimal, rate_pct: Decimal, months: int, part: Decimal) -> Future:
    """Counts instalments until nothing is left, at the latest after `months`."""
    count, total, first = 0, ZERO, ZERO
    while balance > 0:
        count, interest = count + 1, month_interest(balance, rate_pct)
        principal = part - interest if method is Method.LEVEL else part
        principal = balance if count == months else min(principal, balance)
        first = first or principal + interest
        balance, total = balance - principal, total + interest
    return Future(first, count, total)


def refusals(state: LoanState, on: date, debit_on: date, policy: CentrePolicy) -> tuple[Refusal, ...]:
    """Everything that forbids early repayment on a day, most lasting first, each with the date it ends where known.

    Codes: loan_not_active, open_order, overdue, not_after_issue_day, near_due_day, once_a_month, debit_date_too_early.
    The refusals of a real system (毕节), rules 3.6; window and count are the centre's.
    """
    if on < state.issued:
        raise InvalidDate("before the loan was issued")
    return tuple(_refusals(state, on, debit_on, policy))


def partial_refusals(state: LoanState, amount: Decimal, balance: Decimal, policy: CentrePolicy) -> tuple[Refusal, ...]:
    """What forbids this amount as a partial prepayment: last_period, amount_settles, below_minimum."""
    found: list[Refusal] = []
    if state.periods_left <= 1:
        found.append(Refusal("last_period"))
    if positive(amount) >= balance:
        found.append(Refusal("amount_settles", {"balance": str(balance)}))
    elif amount < policy.prepayment_minimum:
        found.append(Refusal("below_minimum", {"minimum": str(yuan(policy.prepayment_minimum))}))
    return tuple(found)


def check_hours(at: time, policy: CentrePolicy) -> None:
    """Raises Refusal outside_hours unless the Beijing time of day lies in the centre's daily window."""
    opens, closes = policy.loan_window_opens, policy.loan_window_closes
    if not time.fromisoformat(opens) <= at < time.fromisoformat(closes):
        raise Refusal("outside_hours", {"opens": opens, "closes": closes})


def check_payoff_amount(amount: Decimal, total: Decimal) -> None:
    """The payoff amount is fixed: raises Refusal payoff_amount_differs unless it is the quote's total."""
    if yuan(amount) != total:
        raise Refusal("payoff_amount_differs", {"total": str(total)})


def _refusals(state: LoanState, on: date, debit_on: date, policy: CentrePolicy) -> Iterator[Refusal]:
    if not state.active:
        yield Refusal("loan_not_active")
    if state.open_order:
        yield Refusal("open_order")
    if state.overdue_periods:
        yield Refusal("overdue", {"periods": str(state.overdue_periods)})
    if on <= state.issued:
        yield _until("not_after_issue_day", state.issued + DAY)
    yield from _near_due(state, on, policy.prepayment_due_window_days)
    yield from _once_a_month(state, on, policy.prepayments_per_month)
    if debit_on <= on:
        yield _until("debit_date_too_early", on + DAY)


def _near_due(state: LoanState, on: date, window: int) -> Iterator[Refusal]:
    """还款日前后两天不办理此业务."""
    for due in (state.last_due, state.next_due):
        if due > state.issued and abs((on - due).days) <= window:
            yield _until("near_due_day", due + timedelta(days=window + 1), due=due)


def _once_a_month(state: LoanState, on: date, allowed: int) -> Iterator[Refusal]:
    """一月只能提前还款一次: 0 allows any number."""
    last = state.last_prepaid_on
    if allowed and last and (last.year, last.month) == (on.year, on.month):
        yield _until("once_a_month", add_months(on.replace(day=1), 1))


def _until(code: str, possible_from: date, **dates: date) -> Refusal:
    facts = {name: day.isoformat() for name, day in dates.items()}
    return Refusal(code, {"possible_from": possible_from.isoformat(), **facts})
