"""What becomes of accepted orders: debits and payments succeed or fail, and a failure leaves everything as it was."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine, func, select

from app.domain.clock import FixedClock
from app.fund_core import CoreRefused, FundCore, Order, Payoff, PersonAccount, Prepayment, Withdrawal
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.seed import DemoPerson
from app.fund_core.embedded.tables import accounts, movements

People = dict[str, DemoPerson]
TODAY = date(2026, 11, 24)
DAY = 24 * 3600


def _account(core: FundCore, who: DemoPerson) -> PersonAccount:
    return core.accounts_of(who.id_number)[0]


def _withdraw(core: FundCore, who: DemoPerson, key: str = "w", *, closing: bool = False) -> Order:
    account = _account(core, who)
    amount = account.balance if closing else Decimal("100.00")
    return core.withdraw(key, Withdrawal(account.number, "03" if closing else "01", amount, closing=closing))


def _pay_off(core: FundCore, who: DemoPerson, key: str = "p") -> Order:
    number = core.loans_of(who.id_number)[0].number
    return core.pay_off(key, Payoff(number, core.quote_payoff(number).total))


def _adds_up(engine: Engine) -> bool:
    total = select(func.coalesce(func.sum(movements.c.amount), 0))
    own = total.where(movements.c.account_number == accounts.c.number).scalar_subquery()
    with engine.connect() as connection:
        return not connection.execute(select(accounts.c.number).where(accounts.c.balance != own)).all()


def test_a_payment_arrives(core: FundCore, embedded: EmbeddedCore, people: People) -> None:
    order = _withdraw(core, people["paying"])
    assert _account(core, people["paying"]).open_order
    assert embedded.settle_orders() == 1
    after = core.order(order.number)
    assert (after.state, after.reason, after.settled_on, after.total) == ("done", "", TODAY, Decimal("100.00"))
    assert not _account(core, people["paying"]).open_order
    assert embedded.settle_orders() == 0


def test_a_returned_payment_is_reversed(core: FundCore, embedded: EmbeddedCore, people: People) -> None:
    before = _account(core, people["returned"])
    order = _withdraw(core, people["returned"])
    embedded.settle_orders()
    assert (core.order(order.number).state, core.order(order.number).reason) == ("failed", "payment_returned")
    after = _account(core, people["returned"])
    assert (after.balance, after.carried_balance) == (before.balance, before.carried_balance)
    rows = core.contribution_records(before.number, TODAY, TODAY)
    assert [(row.amount, row.reversal) for row in rows] == [(Decimal(-100), False), (Decimal(100), True)]


def test_a_returned_closing_opens_the_account_again(
    core: FundCore, embedded: EmbeddedCore, engine: Engine, people: People
) -> None:
    before = _account(core, people["returned"])
    order = _withdraw(core, people["returned"], closing=True)
    assert (_account(core, people["returned"]).status, order.interest > 0) == ("05", True)
    embedded.settle_orders()
    after = _account(core, people["returned"])
    assert (after.status, after.balance, after.closed_on) == ("02", before.balance, None)
    assert (after.carried_balance, after.interest) == (before.carried_balance, before.interest)
    assert [row.reversal for row in core.contribution_records(before.number, TODAY, TODAY)] == [False] * 2 + [True] * 2
    assert _adds_up(engine)


def test_interest_counts_as_if_a_returned_payment_had_never_been(
    core: FundCore, embedded: EmbeddedCore, people: People, clock: FixedClock
) -> None:
    before = core.quote_closing(_account(core, people["returned"]).number)
    _withdraw(core, people["returned"], closing=True)
    clock.advance(3 * DAY)
    embedded.settle_orders()
    account, after = _account(core, people["returned"]), core.quote_closing(before.account_number)
    products = [sum(row.products for row in quote.rows) for quote in (before, after)]
    assert products[1] - products[0] == 3 * before.balance
    assert account.interest == after.interest > before.interest
    again = _withdraw(core, people["returned"], "again", closing=True)
    assert again.total == account.balance + account.interest


def test_one_payment_at_a_time(core: FundCore, embedded: EmbeddedCore, people: People) -> None:
    _withdraw(core, people["paying"], "one")
    with pytest.raises(CoreRefused, match="open_order"):
        _withdraw(core, people["paying"], "two")
    embedded.settle_orders()
    assert _withdraw(core, people["paying"], "three").state == "accepted"


def test_a_withdrawal_is_remembered_until_it_fails(core: FundCore, embedded: EmbeddedCore, people: People) -> None:
    home = "晋（2026）运城市不动产权第0012345号"
    for who in ("paying", "returned"):
        core.withdraw(who, Withdrawal(_account(core, people[who]).number, "01", Decimal(7), closing=False, home=home))
    assert [past.state for past in core.withdrawals_for_home(home)] == ["accepted", "accepted"]
    embedded.settle_orders()
    (past,) = core.withdrawals_for_home(home)
    assert (past.state, past.amount, past.home, past.reason) == ("done", Decimal("7.00"), home, "01")
    assert core.withdrawals_of(past.account_number) == (past,)
    assert core.withdrawals_of(_account(core, people["returned"]).number) == ()
    assert core.withdrawals_for_home("another") == ()


def test_a_failing_debit_leaves_the_loan_as_it_was(core: FundCore, embedded: EmbeddedCore, people: People) -> None:
    before = core.loans_of(people["empty"].id_number)[0]
    order = _pay_off(core, people["empty"])
    assert core.loans_of(people["empty"].id_number)[0].open_order
    embedded.settle_orders()
    assert (core.order(order.number).state, core.order(order.number).reason) == ("failed", "insufficient_funds")
    assert core.loans_of(people["empty"].id_number)[0] == before


def test_a_failing_debit_prepays_nothing(core: FundCore, embedded: EmbeddedCore, people: People) -> None:
    before = core.loans_of(people["empty"].id_number)[0]
    quote = core.quote_prepayment(before.number, Decimal(20000))
    order = core.prepay("p", Prepayment(before.number, Decimal(20000), "reduce", quote.total))
    plan = core.loan_schedule(before.number)
    embedded.settle_orders()
    assert core.order(order.number).state == "failed"
    assert core.loans_of(people["empty"].id_number)[0] == before
    assert core.loan_schedule(before.number) == plan


def test_one_debit_at_a_time(core: FundCore, people: People) -> None:
    _pay_off(core, people["paying"])
    number = core.loans_of(people["paying"].id_number)[0].number
    quote = core.quote_prepayment(number, Decimal(20000))
    with pytest.raises(CoreRefused, match="open_order"):
        core.prepay("q", Prepayment(number, Decimal(20000), "shorten", quote.total))


def test_a_debit_on_a_later_day_costs_that_day_s_price(
    core: FundCore, embedded: EmbeddedCore, people: People, clock: FixedClock
) -> None:
    order = _pay_off(core, people["paying"])
    clock.advance(DAY)
    price = core.quote_payoff(order.subject)
    assert price.total > order.total
    embedded.settle_orders()
    after = core.order(order.number)
    assert (after.state, after.total, after.interest) == ("done", price.total, price.interest)


def test_a_debit_after_the_due_date_finds_the_loan_overdue(
    core: FundCore, embedded: EmbeddedCore, people: People, clock: FixedClock
) -> None:
    order = _pay_off(core, people["empty"])
    clock.advance(12 * DAY)
    embedded.settle_orders()
    assert (core.order(order.number).state, core.order(order.number).reason) == ("failed", "loan_overdue")


@pytest.mark.parametrize(("days", "code"), [(9, "near_due_day"), (13, "near_due_day"), (14, "loan_overdue")])
def test_a_payoff_is_refused_near_its_due_day(
    core: FundCore, people: People, clock: FixedClock, days: int, code: str
) -> None:
    """The instalment of 5 December: two days before, and after it."""
    clock.advance(days * DAY)
    with pytest.raises(CoreRefused, match=code if days < 12 else "loan_overdue"):
        _pay_off(core, people["paying"])


def test_workers_at_once_settle_each_order_once(
    core: FundCore, embedded: EmbeddedCore, engine: Engine, people: People
) -> None:
    for who in ("paying", "returned", "two", "new"):
        _withdraw(core, people[who], who)
    for who in ("last", "empty"):
        _pay_off(core, people[who], who)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: embedded.settle_orders(), range(4)))
    assert _adds_up(engine)
    number = core.loans_of(people["last"].id_number)[0].number
    assert [row.kind for row in core.loan_repayments(number)].count("06") == 1
    rows = core.contribution_records(_account(core, people["returned"]).number, TODAY, TODAY)
    assert [row.reversal for row in rows] == [False, True]


def test_what_became_of_a_write_can_be_asked(core: FundCore, embedded: EmbeddedCore, people: People) -> None:
    assert core.find_order("w") is None
    order = _withdraw(core, people["paying"])
    assert core.find_order("w") == core.order(order.number) == order
    embedded.settle_orders()
    found = core.find_order("w")
    assert found is not None
    assert found.state == "done"
    with pytest.raises(CoreRefused):
        _withdraw(core, people["frozen"], "no")
    refused = core.find_order("no")
    assert refused is not None
    assert (refused.state, refused.reason) == ("refused", "account_frozen")
    with pytest.raises(CoreRefused, match="unknown_order"):
        core.order("TQ0")


def test_an_instalment_is_debited_on_its_due_day(
    core: FundCore, embedded: EmbeddedCore, people: People, clock: FixedClock
) -> None:
    before = core.loans_of(people["paying"].id_number)[0]
    clock.advance(11 * DAY)  # 5 December
    for _ in range(2):
        embedded.settle_orders()
    after = core.loans_of(people["paying"].id_number)[0]
    booked = core.loan_repayments(before.number)[-1]
    assert (after.months_paid, after.next_due_on) == (before.months_paid + 1, date(2027, 1, 5))
    assert (booked.kind, booked.period, booked.penalty) == ("02", before.months_paid + 1, Decimal("0.00"))
    assert booked.principal + booked.interest == before.next_amount
    assert booked.principal_left == after.principal_left == before.principal_left - booked.principal


def test_the_last_instalment_is_debited_and_settles_the_loan(
    core: FundCore, embedded: EmbeddedCore, people: People, clock: FixedClock
) -> None:
    clock.advance(11 * DAY)
    embedded.settle_orders()
    (loan,) = core.loans_of(people["last"].id_number)
    assert (loan.state, loan.settled_on, loan.principal_left) == ("settled", date(2026, 12, 5), Decimal("0.00"))


def test_what_the_bank_refuses_stays_overdue(core: FundCore, embedded: EmbeddedCore, people: People) -> None:
    before = core.loans_of(people["overdue"].id_number)[0]
    embedded.settle_orders()
    assert core.loans_of(people["overdue"].id_number)[0] == before


def test_an_instalment_that_is_paid_late_costs_a_penalty(
    core: FundCore, embedded: EmbeddedCore, people: People, clock: FixedClock
) -> None:
    """The worker was away on 5 December and comes back on the tenth."""
    before = core.loans_of(people["paying"].id_number)[0]
    clock.advance(16 * DAY)
    embedded.settle_orders()
    booked = core.loan_repayments(before.number)[-1]
    assert (booked.kind, booked.booked_on) == ("04", date(2026, 12, 10))
    assert booked.penalty == Decimal("1.32")  # 2429.33 x 2.60 % x 1.5 x 5 days / 360
    assert core.loans_of(people["paying"].id_number)[0].state == "normal"
