"""A prepayment shows both futures; refusals say when they end."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import InvalidDate
from app.domain.errors import Refusal
from app.domain.loan import Method, Terms, balance_after, schedule
from app.domain.money import round_fen
from app.domain.policy import load_policy
from app.domain.prepayment import (
    LoanState,
    NotPartial,
    check_hours,
    check_payoff_amount,
    partial_prepayment,
    partial_refusals,
    plan_after,
    refusals,
)
from tests.domain.test_loan import LOAN, TODAY, terms

POLICY = load_policy(TODAY)


@given(terms(at_least=10**8), st.data())  # an instalment of a few fen rounds to nothing sensible
def test_both_futures_of_a_prepayment_cost_less(contract: Terms, data: st.DataObject) -> None:
    rows = schedule(contract)
    paid = data.draw(st.integers(0, contract.months - 1))
    left = balance_after(rows, paid, contract.principal)
    plan = partial_prepayment(contract, rows, paid, rows[paid].due, round_fen(left / 2))
    assert plan.shorten.months_left <= plan.reduce.months_left <= contract.months - paid
    assert plan.amount_to_pay == plan.prepaid + plan.interest
    assert plan.balance_after + plan.prepaid == left


@given(terms(at_least=10**8), st.booleans(), st.data())
def test_the_plan_after_a_prepayment_is_the_future_that_was_quoted(
    contract: Terms, shorten: bool, data: st.DataObject
) -> None:
    rows = schedule(contract)
    paid = data.draw(st.integers(0, contract.months - 1))
    half = round_fen(balance_after(rows, paid, contract.principal) / 2)
    deal = partial_prepayment(contract, rows, paid, rows[paid].due, half)
    plan = plan_after(contract, rows, paid, deal, lambda _: contract.rate_pct, shorten=shorten)
    future = deal.shorten if shorten else deal.reduce
    assert sum(row.principal for row in plan) == deal.balance_after
    assert plan[-1].balance == 0
    assert (len(plan), plan[0].due) == (future.months_left, rows[paid].due)
    assert all(row.principal >= 0 and row.interest >= 0 for row in plan)
    if contract.first_due is None:
        assert (plan[0].payment, sum(row.interest for row in plan)) == (future.payment, future.total_interest)


@given(terms(at_least=10**8), st.booleans(), st.data())
def test_a_plan_that_is_repriced_clears_too(contract: Terms, shorten: bool, data: st.DataObject) -> None:
    """A change of rate on any later due date."""
    rows = schedule(contract)
    paid = data.draw(st.integers(0, contract.months - 1))
    deal = partial_prepayment(contract, rows, paid, rows[paid].due, round_fen(rows[paid].balance / 2 + 1))
    change = data.draw(st.sampled_from([row.due for row in rows[paid:]]))
    new = data.draw(st.decimals(1, 6, places=2))
    rate_on = lambda day: new if day >= change else contract.rate_pct  # noqa: E731 - a rate by day
    plan = plan_after(contract, rows, paid, deal, rate_on, shorten=shorten, split_january=True)
    assert sum(row.principal for row in plan) == deal.balance_after
    assert plan[-1].balance == 0
    assert all(row.principal >= 0 and row.interest >= 0 for row in plan)


def test_equal_principal_prepaid() -> None:
    contract = Terms(Decimal("120000.00"), Decimal("2.60"), 120, date(2026, 1, 10), Method.EQUAL_PRINCIPAL)
    plan = partial_prepayment(contract, schedule(contract), 10, date(2026, 11, 20), Decimal("55000.00"))
    assert (plan.shorten.months_left, plan.reduce.months_left) == (55, 110)
    assert plan.reduce.payment < plan.shorten.payment


def test_not_a_partial_prepayment() -> None:
    rows = schedule(LOAN)
    with pytest.raises(NotPartial):
        partial_prepayment(LOAN, rows, 17, TODAY, rows[16].balance)
    with pytest.raises(NotPartial):
        partial_prepayment(LOAN, rows, 15, TODAY, Decimal("1.00"))
    with pytest.raises(NotPartial):
        partial_prepayment(LOAN, rows, 240, TODAY, Decimal("1.00"))


def state(**changes: object) -> LoanState:
    facts: dict[str, object] = {
        "active": True,
        "issued": date(2025, 6, 10),
        "last_due": date(2026, 11, 10),
        "next_due": date(2026, 12, 10),
        "periods_left": 223,
        "overdue_periods": 0,
        "open_order": False,
    }
    return LoanState(**{**facts, **changes})  # type: ignore[arg-type]  # facts of several types


def said(loan: LoanState, on: date, debit_on: date | None = None) -> list[tuple[str, str | None]]:
    found = refusals(loan, on, debit_on or on + timedelta(1), POLICY)
    return [(refusal.code, refusal.facts.get("possible_from")) for refusal in found]


def test_nothing_forbids_an_ordinary_day() -> None:
    assert said(state(), TODAY) == []


@pytest.mark.parametrize(
    ("loan", "on", "expected"),
    [
        (state(), date(2026, 12, 8), [("near_due_day", "2026-12-13")]),
        (state(), date(2026, 11, 12), [("near_due_day", "2026-11-13")]),
        (state(), date(2026, 11, 13), []),
        (state(last_prepaid_on=date(2026, 11, 1)), TODAY, [("once_a_month", "2026-12-01")]),
        (state(last_prepaid_on=date(2025, 11, 1)), TODAY, []),
        (state(active=False, open_order=True), TODAY, [("loan_not_active", None), ("open_order", None)]),
        (state(overdue_periods=2), TODAY, [("overdue", None)]),
        (state(issued=TODAY, last_due=TODAY), TODAY, [("not_after_issue_day", "2026-11-25")]),
    ],
)
def test_refusals_with_their_dates(loan: LoanState, on: date, expected: list[tuple[str, str | None]]) -> None:
    assert said(loan, on) == expected


def test_the_debit_is_later_than_today() -> None:
    assert said(state(), TODAY, TODAY) == [("debit_date_too_early", "2026-11-25")]
    with pytest.raises(InvalidDate):
        said(state(), date(2025, 6, 9))


def test_amounts_that_are_not_a_partial_prepayment() -> None:
    balance = Decimal("50000.00")

    def codes(amount: str, loan: LoanState) -> list[str]:
        return [refusal.code for refusal in partial_refusals(loan, Decimal(amount), balance, POLICY)]

    assert codes("50000.00", state()) == ["amount_settles"]
    assert codes("9999.99", state()) == ["below_minimum"]
    assert codes("10000.00", state()) == []
    assert codes("10000.00", state(periods_left=1)) == ["last_period"]


def test_the_daily_window() -> None:
    check_hours(time(8, 30), POLICY)
    for closed in (time(8, 29, 59), time(17, 0)):
        with pytest.raises(Refusal) as refused:
            check_hours(closed, POLICY)
        assert refused.value.facts == {"opens": "08:30", "closes": "17:00"}


def test_the_payoff_amount_is_fixed() -> None:
    check_payoff_amount(Decimal("472929.47"), Decimal("472929.47"))
    with pytest.raises(Refusal) as refused:
        check_payoff_amount(Decimal("472929.46"), Decimal("472929.47"))
    assert refused.value.facts == {"total": "472929.47"}
