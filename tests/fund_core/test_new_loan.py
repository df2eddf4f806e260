"""A loan of which nothing is repaid yet, and the centre's other choices: a fixed due day, January by days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select

from app.domain.clock import FixedClock
from app.domain.policy import CentrePolicy, load_policy
from app.fund_core import CoreRefused, Payoff, Prepayment
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.demo import LoanSketch
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.seed import DEMO_DAY
from app.fund_core.embedded.seed_loans import seed_loan
from app.fund_core.embedded.tables import persons
from tests.fund_core.conftest import VAULT

USUAL = load_policy(DEMO_DAY)
OTHER = replace(USUAL, loan_due_rule="fixed_day", loan_due_day=20, repricing_january="split_days")
AMOUNT = Decimal("100000.00")
NUMBER = "14089900000001"
Open = Callable[[CentrePolicy, LoanSketch, date], EmbeddedCore]


@pytest.fixture
def opened(engine: Engine) -> Open:
    """A core with one more loan, on a day."""

    def make(policy: CentrePolicy, sketch: LoanSketch, today: date) -> EmbeddedCore:
        with engine.begin() as connection:
            own_id = connection.scalars(select(persons.c.id).limit(1)).one()
            seed_loan(connection, Sealing(VAULT), sketch, own_id=own_id, number=NUMBER, card="6200000000010000008",
                      on=DEMO_DAY, policy=policy)  # fmt: skip
        noon = datetime(today.year, today.month, today.day, 4, tzinfo=UTC)
        return EmbeddedCore(engine, lambda _: policy, FixedClock(noon), VAULT)

    return make


def test_nothing_is_repaid_early_on_the_day_of_issue(opened: Open) -> None:
    core = opened(USUAL, LoanSketch(300000, 240, 0), date(2026, 11, 5))
    total = core.quote_prepayment(NUMBER, AMOUNT).total
    assert total == AMOUNT
    with pytest.raises(CoreRefused, match="not_after_issue_day"):
        core.prepay("p", Prepayment(NUMBER, AMOUNT, "reduce", total))
    with pytest.raises(CoreRefused, match="not_after_issue_day"):
        core.pay_off("o", Payoff(NUMBER, core.quote_payoff(NUMBER).total))


@pytest.mark.parametrize("choice", ["shorten", "reduce"])
def test_before_the_first_instalment_interest_runs_from_the_issue_day(opened: Open, choice: str) -> None:
    core = opened(USUAL, LoanSketch(300000, 240, 0), DEMO_DAY)
    quote = core.quote_prepayment(NUMBER, AMOUNT)
    assert quote.interest == Decimal("137.22")  # 100000 x 19 days x 2.60 % / 360
    core.prepay("p", Prepayment(NUMBER, AMOUNT, choice, quote.total))
    core.settle_orders()
    plan = core.loan_schedule(NUMBER)
    assert sum(one.principal for one in plan) == Decimal("200000.00")
    assert (len(plan), plan[0].period, plan[0].due_on) == (getattr(quote, choice).months_left, 1, date(2026, 12, 5))
    left = core.quote_payoff(NUMBER)
    assert (left.principal, left.interest) == (Decimal("200000.00"), Decimal("274.44"))


def test_a_fixed_due_day_begins_with_a_broken_period(opened: Open) -> None:
    core = opened(OTHER, LoanSketch(300000, 240, 0), DEMO_DAY)
    first, second, *_ = core.loan_schedule(NUMBER)
    assert (first.due_on, second.due_on) == (date(2026, 12, 20), date(2027, 1, 20))
    assert first.interest == Decimal("801.67")  # 300000 x 37 days x 2.60 % / 360
    quote = core.quote_prepayment(NUMBER, AMOUNT)
    assert quote.interest == Decimal("79.44")  # 100000 x 11 days x 2.60 % / 360
    core.prepay("p", Prepayment(NUMBER, AMOUNT, "reduce", quote.total))
    core.settle_orders()
    assert core.loan_schedule(NUMBER)[0].interest == Decimal("534.44")  # 200000 x 37 days x 2.60 % / 360
    assert sum(one.principal for one in core.loan_schedule(NUMBER)) == Decimal("200000.00")


def test_january_is_split_by_days_where_the_centre_says_so(opened: Open) -> None:
    """Issued in 2024 at 2.85 %, repriced to 2.60 % on 1 January 2026."""
    core = opened(OTHER, LoanSketch(300000, 240, 24), DEMO_DAY)
    plan = core.loan_schedule(NUMBER)
    january = next(one for one in plan if one.due_on == date(2026, 1, 20))
    balance = january.principal_left + january.principal
    days = Decimal("2.85") * 12 + Decimal("2.60") * 19
    assert january.interest == (balance * days / 36000).quantize(Decimal("0.01"))


def test_the_contract_s_own_convention_prices_the_payoff(opened: Open) -> None:
    """By instalment: the running one in full and the rest, less the interest not owed until the due day, 30/360."""
    core = opened(replace(USUAL, payoff_convention="by_instalment"), LoanSketch(300000, 240, 24), DEMO_DAY)
    quote = core.quote_payoff(NUMBER)
    assert quote.convention == "by_instalment"
    assert [line.code for line in quote.lines] == ["not_due_principal", "current_instalment", "unexpired_interest"]
    assert sum(line.amount for line in quote.lines) == quote.total == quote.principal + quote.interest
