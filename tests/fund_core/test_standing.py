"""Monthly withdrawals, on any core."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.clock import FixedClock
from app.fund_core import CoreRefused, FundCore, PersonAccount, StandingWish, Withdrawal
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.seed import DemoPerson

People = dict[str, DemoPerson]
DAY = 24 * 3600


def _account(core: FundCore, who: DemoPerson) -> PersonAccount:
    return core.accounts_of(who.id_number)[0]


def test_a_loan_s_instalment_is_withdrawn_each_month(
    core: FundCore, embedded: EmbeddedCore, people: People, clock: FixedClock
) -> None:
    who = people["paying"]
    before, loan = _account(core, who), core.loans_of(who.id_number)[0]
    order = core.open_standing_order("s", StandingWish(before.number, "06", Decimal(0), loan.number))
    (standing,) = core.standing_orders_of(before.number)
    assert (standing.number, standing.next_on, standing.ended_on) == (order.subject, date(2026, 12, 5), None)
    embedded.settle_orders()
    assert core.withdrawals_of(before.number) == ()
    clock.advance(11 * DAY)  # 5 December
    for _ in range(3):
        embedded.settle_orders()
    (past,) = core.withdrawals_of(before.number)
    assert (past.amount, past.reason, past.loan_number) == (loan.next_amount, "06", loan.number)
    assert (past.state, past.booked_on) == ("done", date(2026, 12, 5))
    assert core.standing_orders_of(before.number)[0].next_on == date(2027, 1, 5)


def test_rent_is_withdrawn_each_month_until_it_is_ended(
    core: FundCore, embedded: EmbeddedCore, people: People, clock: FixedClock
) -> None:
    number = _account(core, people["dot"]).number
    order = core.open_standing_order("s", StandingWish(number, "07", Decimal("800.00")))
    for _ in range(2):
        clock.advance(31 * DAY)
        embedded.settle_orders()
    assert [past.amount for past in core.withdrawals_of(number)] == [Decimal("800.00")] * 2
    core.end_standing_order("e", order.subject)
    clock.advance(40 * DAY)
    embedded.settle_orders()
    assert len(core.withdrawals_of(number)) == 2
    assert core.standing_orders_of(number)[0].ended_on == date(2027, 1, 25)
    with pytest.raises(CoreRefused, match="standing_order_ended"):
        core.end_standing_order("f", order.subject)


def test_it_ends_with_the_account(core: FundCore, embedded: EmbeddedCore, people: People, clock: FixedClock) -> None:
    account = _account(core, people["left"])
    core.open_standing_order("s", StandingWish(account.number, "07", Decimal("800.00")))
    core.withdraw("w", Withdrawal(account.number, "12", account.balance, closing=True))
    clock.advance(31 * DAY)
    embedded.settle_orders()
    assert core.standing_orders_of(account.number)[0].ended_on == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("who", "wish", "code"),
    [
        ("frozen", StandingWish("", "07", Decimal(1)), "account_frozen"),
        ("restricted", StandingWish("", "07", Decimal(1)), "account_restricted"),
        ("card", StandingWish("", "07", Decimal(1)), "no_card_on_record"),
        ("paying", StandingWish("", "07", Decimal(0)), "amount_not_positive"),
        ("paying", StandingWish("", "06", Decimal(0), "0"), "unknown_loan"),
    ],
)
def test_a_standing_order_is_refused(core: FundCore, people: People, who: str, wish: StandingWish, code: str) -> None:
    number = _account(core, people[who]).number
    with pytest.raises(CoreRefused, match=code):
        core.open_standing_order("s", StandingWish(number, wish.reason, wish.amount, wish.loan_number))


def test_a_second_one_and_another_s_loan_are_refused(core: FundCore, people: People) -> None:
    number = _account(core, people["paying"]).number
    core.open_standing_order("s", StandingWish(number, "07", Decimal(1)))
    with pytest.raises(CoreRefused, match="standing_order_exists"):
        core.open_standing_order("t", StandingWish(number, "07", Decimal(2)))
    others = core.loans_of(people["two"].id_number)[1].number
    with pytest.raises(CoreRefused, match="unknown_loan"):
        core.open_standing_order("u", StandingWish(number, "06", Decimal(0), others))
    settled = core.loans_of(people["settled"].id_number)[0].number
    with pytest.raises(CoreRefused, match="loan_settled"):
        core.open_standing_order("v", StandingWish(_account(core, people["settled"]).number, "06", Decimal(0), settled))
    with pytest.raises(CoreRefused, match="unknown_standing_order"):
        core.end_standing_order("w", "0")
