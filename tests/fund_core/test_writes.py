"""What any core does, once for each key."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.fund_core import CoreRefused, FundCore, Loan, Payoff, PersonAccount, Withdrawal
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.seed import DemoPerson

People = dict[str, DemoPerson]


def _account(core: FundCore, who: DemoPerson) -> PersonAccount:
    return core.accounts_of(who.id_number)[0]


def _loan(core: FundCore, who: DemoPerson) -> Loan:
    return core.loans_of(who.id_number)[0]


def test_a_withdrawal_takes_its_amount(core: FundCore, people: People) -> None:
    before = _account(core, people["paying"])
    order = core.withdraw("w1", Withdrawal(before.number, "01", Decimal("5000.00"), closing=False))
    after = _account(core, people["paying"])
    assert (order.total, order.interest, order.state) == (Decimal("5000.00"), Decimal("0.00"), "accepted")
    assert after.balance == before.balance - 5000
    assert after.carried_balance == before.carried_balance - 5000


def test_closing_pays_the_balance_with_interest(core: FundCore, people: People) -> None:
    before = _account(core, people["left"])
    order = core.withdraw("c1", Withdrawal(before.number, "99", before.balance, closing=True))
    assert order.interest == Decimal("237.33")  # 39012.74 x 146 days x 1.5 % / 360
    assert order.total == before.balance + order.interest
    after = _account(core, people["left"])
    assert (after.status, after.balance) == ("05", Decimal("0.00"))
    rows = core.contribution_records(before.number, date(2026, 11, 24), date(2026, 11, 24))
    assert [row.summary for row in rows] == ["销户利息", "销户提取"]


def test_a_closed_account_is_not_closed_again(core: FundCore, people: People) -> None:
    account = _account(core, people["left"])
    core.withdraw("c1", Withdrawal(account.number, "99", account.balance, closing=True))
    with pytest.raises(CoreRefused, match="account_closed"):
        core.withdraw("c2", Withdrawal(account.number, "99", Decimal("0.00"), closing=True))
    with pytest.raises(CoreRefused, match="account_closed"):
        core.change_card("k", account.number, "1", "甲")


@pytest.mark.parametrize(
    ("who", "amount", "closing", "code"),
    [
        ("frozen", "1", False, "account_frozen"),
        ("restricted", "1", False, "account_restricted"),
        ("card", "1", False, "no_card_on_record"),
        ("paying", "9999999", False, "insufficient_balance"),
        ("paying", "0", False, "amount_not_positive"),
        ("paying", "-5", False, "amount_not_positive"),
        ("paying", "1", True, "closing_needs_whole_balance"),
    ],
)
def test_a_withdrawal_is_refused(
    core: FundCore, people: People, who: str, amount: str, code: str, *, closing: bool
) -> None:
    before = _account(core, people[who])
    with pytest.raises(CoreRefused) as refused:
        core.withdraw("r", Withdrawal(before.number, "01", Decimal(amount), closing=closing))
    assert refused.value.code == code
    assert _account(core, people[who]).balance == before.balance


def test_the_same_key_pays_once(core: FundCore, people: People) -> None:
    before = _account(core, people["paying"])
    wanted = Withdrawal(before.number, "01", Decimal("100.00"), closing=False)
    first = core.withdraw("same", wanted)
    assert core.withdraw("same", replace(wanted, amount=Decimal(100))) == first
    assert _account(core, people["paying"]).balance == before.balance - 100


def test_the_same_key_pays_once_in_a_crowd(core: FundCore, people: People) -> None:
    before = _account(core, people["paying"])
    wanted = Withdrawal(before.number, "01", Decimal("100.00"), closing=False)
    with ThreadPoolExecutor(6) as pool:
        orders = set(pool.map(lambda _: core.withdraw("crowd", wanted), range(6)))
    assert len(orders) == 1
    assert _account(core, people["paying"]).balance == before.balance - 100


def test_a_key_with_another_body_is_refused(core: FundCore, people: People) -> None:
    number = _account(core, people["paying"]).number
    core.withdraw("k", Withdrawal(number, "01", Decimal(100), closing=False))
    with pytest.raises(CoreRefused, match="key_reused"):
        core.withdraw("k", Withdrawal(number, "01", Decimal(200), closing=False))
    with pytest.raises(CoreRefused, match="key_reused"):
        core.change_phone("k", people["paying"].id_number, "19900000000")


def test_a_refusal_is_remembered_with_its_key(core: FundCore, people: People) -> None:
    number = _account(core, people["card"]).number
    wanted = Withdrawal(number, "01", Decimal(1), closing=False)
    with pytest.raises(CoreRefused, match="no_card_on_record"):
        core.withdraw("k", wanted)
    core.change_card("card", number, "6200000000010000110", "演示银行")
    with pytest.raises(CoreRefused, match="no_card_on_record"):
        core.withdraw("k", wanted)
    assert core.withdraw("k2", wanted).total == 1


def test_a_payoff_settles_the_loan(core: FundCore, embedded: EmbeddedCore, people: People) -> None:
    loan = _loan(core, people["paying"])
    quote = core.quote_payoff(loan.number)
    assert quote.principal == loan.principal_left
    assert quote.interest == Decimal("482.81")  # 351846.07 x 19 days x 2.60 % / 360
    assert core.pay_off("p", Payoff(loan.number, quote.total)).total == quote.total
    assert (_loan(core, people["paying"]).open_order, _loan(core, people["paying"]).state) == (True, "normal")
    embedded.settle_orders()
    after = _loan(core, people["paying"])
    assert (after.state, after.principal_left, after.settled_on) == ("settled", Decimal("0.00"), date(2026, 11, 24))
    assert core.loan_repayments(loan.number)[-1].kind == "06"


def test_the_last_instalment_settles_the_loan(core: FundCore, embedded: EmbeddedCore, people: People) -> None:
    loan = _loan(core, people["last"])
    core.pay_off("p", Payoff(loan.number, core.quote_payoff(loan.number).total))
    embedded.settle_orders()
    assert _loan(core, people["last"]).state == "settled"


def test_a_payoff_at_another_price_is_refused(core: FundCore, people: People) -> None:
    loan = _loan(core, people["paying"])
    with pytest.raises(CoreRefused, match="total_changed"):
        core.pay_off("p", Payoff(loan.number, loan.principal_left))
    assert _loan(core, people["paying"]).state == "normal"


@pytest.mark.parametrize(("who", "code"), [("settled", "loan_settled"), ("overdue", "loan_overdue")])
def test_a_payoff_is_refused(core: FundCore, people: People, who: str, code: str) -> None:
    with pytest.raises(CoreRefused, match=code):
        core.pay_off("p", Payoff(_loan(core, people[who]).number, Decimal(1)))


def test_phone_and_card_change(core: FundCore, people: People) -> None:
    who = people["paying"]
    core.change_phone("a", who.id_number, "19911112222")
    core.change_card("b", _account(core, who).number, "6200000000010000110", "另一银行")
    after = _account(core, who)
    assert (after.phone, after.card_number, after.card_bank) == ("19911112222", "6200000000010000110", "另一银行")


def test_changes_of_the_unknown_are_refused(core: FundCore) -> None:
    with pytest.raises(CoreRefused, match="unknown_person"):
        core.change_phone("a", "140802190001010018", "19911112222")
    with pytest.raises(CoreRefused, match="unknown_account"):
        core.change_card("b", "0", "1", "甲")
