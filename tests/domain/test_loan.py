"""Schedules clear, rates have their dates, a payoff explains itself, and refusals say when they end."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import InvalidDate
from app.domain.loan import (
    InvalidTerms,
    Method,
    Terms,
    balance_after,
    is_last,
    repriced_schedule,
    schedule,
    split_interest,
)
from app.domain.money import ZERO, InvalidMoney, from_fen
from app.domain.payoff import CONVENTIONS, NothingOwed, Overdue, payoff_by_days, payoff_by_instalment, simple_payoff
from app.domain.penalty import InvalidPenalty, penalty
from app.domain.policy import load_policy
from app.domain.rates import RateUnknown, existing_loan_rate, loan_rate

FACTOR = Decimal("1.5")
TODAY = date(2026, 11, 24)
POLICY = load_policy(TODAY)
LOAN = Terms(Decimal("500000.00"), Decimal("2.60"), 240, date(2025, 6, 10))


def terms(at_least: int = 1) -> st.SearchStrategy[Terms]:
    """Contracts of at least so many fen."""
    return st.builds(
        Terms,
        st.integers(at_least, 10**9).map(from_fen),
        st.integers(0, 800).map(lambda basis_points: Decimal(basis_points).scaleb(-2)),
        st.integers(1, 360),
        st.dates(date(2000, 1, 1), date(2026, 1, 1)),
        st.sampled_from(Method),
    )


@given(terms())
def test_a_schedule_clears_to_zero(contract: Terms) -> None:
    rows = schedule(contract)
    assert rows[-1].balance == ZERO
    assert len(rows) == contract.months
    assert sum((row.principal for row in rows), ZERO) == contract.principal
    assert all(row.principal >= 0 and row.interest >= 0 for row in rows)
    assert all(row.payment == row.principal + row.interest for row in rows)
    assert sorted({row.due for row in rows}) == [row.due for row in rows]


@given(terms(), st.booleans())
def test_a_repriced_schedule_clears_too(contract: Terms, split: bool) -> None:
    rate_on = partial(existing_loan_rate, contract.issued, months=contract.months)
    rows = repriced_schedule(contract, rate_on, split_january=split)
    assert rows[-1].balance == ZERO
    assert sum((row.principal for row in rows), ZERO) == contract.principal
    assert all(row.principal >= 0 for row in rows)


@given(terms(), st.data())
def test_a_payoff_is_at_least_the_principal_and_its_lines_add_up(contract: Terms, data: st.DataObject) -> None:
    rows = schedule(contract)
    paid = data.draw(st.integers(0, contract.months - 1))
    since = rows[paid - 1].due if paid else contract.issued
    on = since + timedelta(data.draw(st.integers(0, 120)))
    quote = payoff_by_days(contract, rows, paid, on, FACTOR)
    owed = balance_after(rows, paid, contract.principal)
    assert quote.total >= owed
    assert quote.total == owed + quote.accrued_interest + quote.penalty_total + late_interest(quote.overdue)
    assert quote.total == sum((line.amount for line in quote.lines), ZERO)


def late_interest(rows: Sequence[Overdue]) -> Decimal:
    return sum((row.interest for row in rows), ZERO)


def test_a_fixed_due_day_and_its_broken_first_period() -> None:
    contract = Terms(Decimal("200000.00"), Decimal("2.60"), 12, date(2026, 1, 15), first_due=date(2026, 2, 20))
    rows = schedule(contract)
    assert [row.due.day for row in rows] == [20] * 12
    assert rows[0].interest == Decimal("520.00")
    assert rows[-1].balance == ZERO
    with pytest.raises(InvalidDate):
        Terms(Decimal("1.00"), Decimal("2.60"), 12, date(2026, 1, 15), first_due=date(2026, 1, 15))


def test_january_split_by_days() -> None:
    contract = Terms(Decimal("600000.00"), Decimal("3.10"), 240, date(2024, 3, 20))
    rate_on = partial(existing_loan_rate, contract.issued, months=240)
    split, whole = (repriced_schedule(contract, rate_on, split_january=variant) for variant in (True, False))
    assert split_interest(split[8].balance, split[8].due, split[9].due, split[8].rate_pct, split[9].rate_pct)[:2] == (
        12,
        19,
    )
    assert split[9].interest > whole[9].interest
    assert split[9].principal == whole[9].principal


@pytest.mark.parametrize(("months", "rate"), [(12, "3.10"), (60, "3.00"), (61, "3.50")])
def test_tiers_and_one_year_contracts(months: int, rate: str) -> None:
    signed = date(2015, 6, 28)
    assert existing_loan_rate(signed, signed, months) == loan_rate(signed, months)
    if months > 12:
        assert loan_rate(signed, months) == Decimal(rate)
        assert existing_loan_rate(signed, date(2016, 1, 1), months) == loan_rate(date(2016, 1, 1), months)
    else:
        assert existing_loan_rate(signed, date(2016, 1, 1), months) == loan_rate(signed, months)


def test_the_second_home_has_its_dates() -> None:
    assert loan_rate(date(2010, 10, 31), 120, second_home=True) == Decimal("4.05")
    assert loan_rate(date(2010, 11, 1), 120, second_home=True) == Decimal("4.05") * Decimal("1.1")
    assert existing_loan_rate(date(2009, 5, 1), date(2012, 1, 1), 120, second_home=True) == Decimal("4.90")
    with pytest.raises(RateUnknown):
        loan_rate(date(1999, 9, 20), 120)
    with pytest.raises(RateUnknown):
        loan_rate(TODAY, 0)


def test_days_before_january_accrue_at_the_old_rate() -> None:
    contract = Terms(Decimal("600000.00"), Decimal("3.10"), 240, date(2024, 3, 20))
    rows = repriced_schedule(contract, partial(existing_loan_rate, contract.issued, months=240))
    quote = payoff_by_days(contract, rows, 21, date(2026, 1, 5), FACTOR)
    assert [(row.start, row.end, row.days, row.rate_pct) for row in quote.accruals] == [
        (date(2025, 12, 20), date(2026, 1, 1), 12, Decimal("2.85")),
        (date(2026, 1, 1), date(2026, 1, 5), 4, Decimal("2.60")),
    ]
    december = payoff_by_days(contract, rows, 21, date(2025, 12, 30), FACTOR)
    assert [row.rate_pct for row in december.accruals] == [Decimal("2.85")]


def test_december_of_a_new_loan_accrues_at_the_contract_rate() -> None:
    contract = Terms(Decimal("600000.00"), Decimal("2.85"), 240, date(2024, 12, 20))
    rows = repriced_schedule(contract, lambda _: Decimal("2.60"))
    quote = payoff_by_days(contract, rows, 0, date(2025, 1, 2), FACTOR)
    assert [(row.days, row.rate_pct) for row in quote.accruals] == [(12, Decimal("2.85")), (1, Decimal("2.60"))]


def test_a_payoff_before_the_first_instalment_and_of_the_last() -> None:
    rows = schedule(LOAN)
    first = payoff_by_days(LOAN, rows, 0, date(2025, 6, 20), FACTOR)
    assert (first.principal, first.accrued_days) == (LOAN.principal, 10)
    assert is_last(rows, 239)
    last = payoff_by_days(LOAN, rows, 239, rows[-1].due, FACTOR)
    assert last.total == rows[-1].payment
    ahead = payoff_by_days(LOAN, rows, 2, date(2025, 7, 1), FACTOR)
    assert (ahead.accruals, ahead.total) == ((), rows[1].balance)


def test_the_conventions_agree_on_the_due_date() -> None:
    rows = schedule(LOAN)
    for convention in CONVENTIONS.values():
        assert convention(LOAN, rows, 17, date(2026, 11, 10), FACTOR).total >= rows[16].balance
    late = payoff_by_instalment(LOAN, rows, 238, rows[-1].due, FACTOR)
    assert (late.current, late.principal, len(late.overdue)) == (None, ZERO, 2)


def test_what_cannot_be_paid_off() -> None:
    rows = schedule(LOAN)
    with pytest.raises(NothingOwed):
        payoff_by_days(LOAN, rows, 240, TODAY, FACTOR)
    with pytest.raises(InvalidDate):
        payoff_by_days(LOAN, rows, 0, date(2025, 6, 9), FACTOR)
    with pytest.raises(InvalidTerms):
        payoff_by_days(LOAN, rows, 241, TODAY, FACTOR)
    with pytest.raises(InvalidMoney):
        simple_payoff(ZERO, Decimal("2.60"), TODAY, TODAY)


@pytest.mark.parametrize(
    ("principal", "rate", "months"),
    [("0", "2.6", 12), ("1.001", "2.6", 12), ("1", "-1", 12), ("1", "25", 12), ("1", "2", 361)],
)
def test_impossible_terms(principal: str, rate: str, months: int) -> None:
    with pytest.raises((InvalidTerms, InvalidMoney)):
        Terms(Decimal(principal), Decimal(rate), months, TODAY)


def test_periods_the_loan_does_not_have() -> None:
    with pytest.raises(InvalidTerms):
        LOAN.due(241)
    with pytest.raises(InvalidTerms):
        balance_after(schedule(LOAN), -1, LOAN.principal)


@pytest.mark.parametrize(("days", "factor"), [(-1, "1.5"), (1, "0.5"), (1, "2.5")])
def test_impossible_penalties(days: int, factor: str) -> None:
    with pytest.raises(InvalidPenalty):
        penalty(Decimal("1.00"), ZERO, Decimal("2.60"), days, Decimal(factor))
