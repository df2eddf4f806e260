"""Repaying part of a loan early, on any core."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.clock import FixedClock
from app.fund_core import CoreRefused, FundCore, Loan, Payoff, Prepayment
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.seed import DemoPerson

People = dict[str, DemoPerson]
AMOUNT = Decimal("50000.00")
MONTH = 30 * 24 * 3600


def _loan(core: FundCore, people: People, who: str = "paying", at: int = 0) -> Loan:
    return core.loans_of(people[who].id_number)[at]


def _prepay(core: FundCore, number: str, choice: str, key: str = "p") -> None:
    core.prepay(key, Prepayment(number, AMOUNT, choice, core.quote_prepayment(number, AMOUNT).total))


def test_a_quote_shows_both_futures_beside_the_loan_as_it_is(core: FundCore, people: People) -> None:
    loan = _loan(core, people)
    quote = core.quote_prepayment(loan.number, AMOUNT)
    assert quote.interest == Decimal("68.61")  # 50000 x 19 days x 2.60 % / 360
    assert quote.total == AMOUNT + quote.interest == AMOUNT + sum(row.interest for row in quote.accrued)
    assert (quote.balance_before, quote.balance_after) == (loan.principal_left, loan.principal_left - AMOUNT)
    assert (quote.unchanged.payment, quote.unchanged.months_left) == (loan.next_amount, 174)
    assert quote.unchanged.ends_on == quote.reduce.ends_on == date(2041, 5, 5)
    assert (quote.reduce.months_left, quote.reduce.payment) == (174, Decimal("2084.10"))
    assert (quote.shorten.months_left, quote.shorten.payment) == (145, loan.next_amount)
    assert quote.shorten.total_interest < quote.reduce.total_interest < quote.unchanged.total_interest


@pytest.mark.parametrize("choice", ["shorten", "reduce"])
@pytest.mark.parametrize("which", [("paying", 0), ("two", 1)], ids=["level", "equal-principal"])
def test_the_new_plan_is_the_quoted_one(
    core: FundCore, embedded: EmbeddedCore, people: People, choice: str, which: tuple[str, int]
) -> None:
    loan = _loan(core, people, *which)
    quote = core.quote_prepayment(loan.number, AMOUNT)
    _prepay(core, loan.number, choice)
    embedded.settle_orders()
    future = getattr(quote, choice)
    coming = [one for one in core.loan_schedule(loan.number) if one.state == "due"]
    assert (len(coming), coming[0].total, coming[-1].due_on) == (future.months_left, future.payment, future.ends_on)
    assert sum(one.principal for one in coming) == quote.balance_after
    assert sum(one.interest for one in coming) == future.total_interest
    assert coming[-1].principal_left == 0
    after = _loan(core, people, *which)
    assert (after.principal_left, after.last_prepaid_on) == (quote.balance_after, date(2026, 11, 24))
    booked = core.loan_repayments(loan.number)[-1]
    assert (booked.kind, booked.principal, booked.interest) == ("03", AMOUNT, quote.interest)


def test_a_payoff_after_a_prepayment_owes_interest_on_what_is_left(
    core: FundCore, embedded: EmbeddedCore, people: People
) -> None:
    loan = _loan(core, people)
    _prepay(core, loan.number, "shorten")
    embedded.settle_orders()
    quote = core.quote_payoff(loan.number)
    assert quote.principal == loan.principal_left - AMOUNT
    assert quote.interest == Decimal("414.20")  # 301846.07 x 19 days x 2.60 % / 360
    assert sum(line.amount for line in quote.lines) == quote.total


def test_a_second_prepayment_waits_for_the_next_month(
    core: FundCore, embedded: EmbeddedCore, people: People, clock: FixedClock
) -> None:
    loan = _loan(core, people)
    _prepay(core, loan.number, "reduce")
    embedded.settle_orders()
    with pytest.raises(CoreRefused, match="once_a_month"):
        _prepay(core, loan.number, "reduce", "q")
    with pytest.raises(CoreRefused, match="once_a_month"):
        core.pay_off("o", Payoff(loan.number, core.quote_payoff(loan.number).total))
    clock.advance(7 * 24 * 3600)  # 1 December
    first = core.quote_prepayment(loan.number, AMOUNT)
    assert first.unchanged.months_left == 174
    _prepay(core, loan.number, "shorten", "r")
    embedded.settle_orders()
    plan = core.loan_schedule(loan.number)
    assert sum(one.principal for one in plan if one.state == "due") == loan.principal_left - 2 * AMOUNT


@pytest.mark.parametrize(
    ("who", "amount", "code"),
    [
        ("settled", "20000", "loan_settled"),
        ("overdue", "20000", "loan_overdue"),
        ("last", "1000", "last_period"),
        ("paying", "9999", "below_minimum"),
        ("paying", "900000", "amount_settles"),
        ("paying", "0", "amount_not_positive"),
        ("paying", "-1", "amount_not_positive"),
        ("paying", "20000.001", "invalid_input"),
    ],
)
def test_a_quote_is_refused(core: FundCore, people: People, who: str, amount: str, code: str) -> None:
    with pytest.raises(CoreRefused) as refused:
        core.quote_prepayment(_loan(core, people, who).number, Decimal(amount))
    assert refused.value.code == code


def test_a_prepayment_is_refused(core: FundCore, people: People, clock: FixedClock) -> None:
    number = _loan(core, people).number
    total = core.quote_prepayment(number, AMOUNT).total
    for key, wish, code in (
        ("a", Prepayment(number, AMOUNT, "neither", total), "unknown_choice"),
        ("b", Prepayment(number, AMOUNT, "reduce", total - 1), "total_changed"),
        ("c", Prepayment("0", AMOUNT, "reduce", total), "unknown_loan"),
    ):
        with pytest.raises(CoreRefused, match=code):
            core.prepay(key, wish)
    clock.advance(9 * 24 * 3600)  # 3 December, two days before the due day
    with pytest.raises(CoreRefused, match="near_due_day"):
        _prepay(core, number, "reduce", "d")
