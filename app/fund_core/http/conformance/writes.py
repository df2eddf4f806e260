"""What every core must do, once for each key, and must refuse. These checks change the people they play with."""

from collections.abc import Callable
from decimal import Decimal

from app.fund_core import CoreRefused, Order, Payoff, PersonAccount, Withdrawal
from app.fund_core.http.conformance.play import (
    STRANGER,
    UNKNOWN,
    Check,
    Kind,
    NotPlayable,
    Stage,
    check,
    expect,
    expect_refusal,
)

PURCHASE = "01"  # TQYY
STATES = ("accepted", "done")
OF_THE_DAY = ("near_due_day", "not_after_issue_day", "once_a_month")
ONE = Decimal("1.00")
BEYOND = Decimal("9999999999.00")


def _refused_withdrawal(role: str, code: str, amount: Decimal = ONE, *, closing: bool = False) -> Check:
    def body(stage: Stage) -> None:
        account = _free_account(stage, role)
        wanted = Withdrawal(account.number, PURCHASE, amount, closing)
        expect_refusal(code, lambda: stage.core.withdraw(f"{stage.run}-{code}", wanted))
        expect(stage.account(role).balance == account.balance, "refused, and yet the balance changed")

    return Check("withdraw", code, Kind.WRITE, (role,), body)


@check("withdraw", Kind.WRITE)
def withdrawal_from_unknown_account(stage: Stage) -> None:
    wanted = Withdrawal(UNKNOWN, PURCHASE, ONE, closing=False)
    expect_refusal("unknown_account", lambda: stage.core.withdraw(f"{stage.run}-unknown", wanted))


@check("withdraw", Kind.WRITE, "saver")
def withdrawal_is_paid_once_for_its_key(stage: Stage) -> None:
    before = _free_account(stage, "saver")
    wanted = Withdrawal(before.number, PURCHASE, ONE, closing=False)
    first = stage.core.withdraw(f"{stage.run}-once", wanted)
    again = stage.core.withdraw(f"{stage.run}-once", wanted)
    expect(first.number == again.number, "the same key gave another order")
    expect(first.state in STATES, "neither accepted nor done")
    expect(stage.account("saver").balance == before.balance - ONE, "the balance did not fall once by the amount")


@check("pay_off", Kind.WRITE, "saver")
def payoff_at_another_price(stage: Stage) -> None:
    wanted = Payoff(stage.loan("saver").number, Decimal("0.01"))
    expect_refusal("total_changed", lambda: unless_of_the_day(lambda: stage.core.pay_off(f"{stage.run}-price", wanted)))
    expect(stage.loan("saver").state == "normal", "refused, and yet the loan is settled")


@check("pay_off", Kind.WRITE, "settled")
def payoff_of_settled_loan(stage: Stage) -> None:
    wanted = Payoff(stage.loan("settled").number, ONE)
    expect_refusal("loan_settled", lambda: stage.core.pay_off(f"{stage.run}-settled", wanted))


@check("pay_off", Kind.WRITE, "overdue")
def payoff_of_overdue_loan(stage: Stage) -> None:
    wanted = Payoff(stage.loan("overdue").number, ONE)
    expect_refusal("loan_overdue", lambda: stage.core.pay_off(f"{stage.run}-overdue", wanted))


@check("pay_off", Kind.WRITE)
def payoff_of_unknown_loan(stage: Stage) -> None:
    expect_refusal("unknown_loan", lambda: stage.core.pay_off(f"{stage.run}-none", Payoff(UNKNOWN, ONE)))


@check("change_phone", Kind.WRITE, "saver")
def phone_is_replaced(stage: Stage) -> None:
    before = stage.account("saver").phone
    stage.core.change_phone(f"{stage.run}-phone", stage.cast["saver"], before[:-1] + _other(before[-1]))
    expect(stage.account("saver").phone != before, "the phone of record is still the old one")
    stage.core.change_phone(f"{stage.run}-phone-back", stage.cast["saver"], before)
    expect(stage.account("saver").phone == before, "the phone did not change back")


@check("change_phone", Kind.WRITE)
def phone_of_stranger(stage: Stage) -> None:
    expect_refusal("unknown_person", lambda: stage.core.change_phone(f"{stage.run}-who", STRANGER, "19900000000"))


@check("change_card", Kind.WRITE, "saver")
def card_may_be_set(stage: Stage) -> None:
    account = stage.account("saver")
    key, card = f"{stage.run}-card", (account.card_number, account.card_bank)
    first = stage.core.change_card(key, account.number, *card)
    expect(stage.core.change_card(key, account.number, *card).number == first.number, "the same key, another order")


@check("change_card", Kind.WRITE)
def card_of_unknown_account(stage: Stage) -> None:
    act = stage.core.change_card
    expect_refusal("unknown_account", lambda: act(f"{stage.run}-which", UNKNOWN, "6200000000010000008", "演示银行"))


@check("change_card", Kind.WRITE, "saver")
def key_with_other_content_is_refused(stage: Stage) -> None:
    number, key = stage.account("saver").number, f"{stage.run}-card"
    expect_refusal("key_reused", lambda: stage.core.change_card(key, number, "6200000000010000008", "另一银行"))


@check("pay_off", Kind.WRITE, "last")
def payoff_settles_the_loan_once(stage: Stage) -> None:
    loan = stage.loan("last")
    if loan.state == "settled" or loan.open_order:
        raise NotPlayable("paid off already, by an earlier run")
    wanted = Payoff(loan.number, stage.core.quote_payoff(loan.number).total)
    first = unless_of_the_day(lambda: stage.core.pay_off(f"{stage.run}-last", wanted))
    expect(stage.core.pay_off(f"{stage.run}-last", wanted).number == first.number, "the same key, another order")
    code = "loan_settled" if first.state == "done" else "open_order"
    expect_refusal(code, lambda: stage.core.pay_off(f"{stage.run}-last-again", wanted))


@check("find_order", Kind.WRITE, "saver")
def order_is_found_by_its_key(stage: Stage) -> None:
    phone = stage.account("saver").phone
    order = stage.core.change_phone(f"{stage.run}-find", stage.cast["saver"], phone)
    found = stage.core.find_order(f"{stage.run}-find")
    expect(found is not None and found.number == order.number, "not the order of that key")
    expect(stage.core.order(order.number).number == order.number, "not the order of that number")


def _free_account(stage: Stage, role: str) -> PersonAccount:
    account = stage.account(role)
    if account.open_order:
        raise NotPlayable("a payment is still on its way, perhaps from an earlier run")
    return account


def unless_of_the_day(act: Callable[[], Order]) -> Order:
    """What the act gives, unless the centre's rules do not allow it on this very day."""
    try:
        return act()
    except CoreRefused as refused:
        if refused.code in OF_THE_DAY:
            raise NotPlayable(f"not on this day: {refused.code}") from None
        raise


def _other(digit: str) -> str:
    return str((int(digit) + 1) % 10)


WRITES = (
    _refused_withdrawal("frozen", "account_frozen"),
    _refused_withdrawal("restricted", "account_restricted"),
    _refused_withdrawal("cardless", "no_card_on_record"),
    _refused_withdrawal("saver", "insufficient_balance", BEYOND),
    _refused_withdrawal("saver", "amount_not_positive", Decimal("0.00")),
    _refused_withdrawal("saver", "closing_needs_whole_balance", closing=True),
    withdrawal_from_unknown_account,
    withdrawal_is_paid_once_for_its_key,
    payoff_at_another_price,
    payoff_of_settled_loan,
    payoff_of_overdue_loan,
    payoff_of_unknown_loan,
    phone_is_replaced,
    phone_of_stranger,
    card_may_be_set,
    key_with_other_content_is_refused,
    card_of_unknown_account,
    payoff_settles_the_loan_once,
    order_is_found_by_its_key,
)
