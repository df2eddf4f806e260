"""Transfers from another centre, on any core."""

from decimal import Decimal

import pytest

from app.domain.clock import FixedClock
from app.fund_core import CoreRefused, FundCore, Order, Transfer, TransferWish
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.seed import DemoPerson

People = dict[str, DemoPerson]
TAIYUAN = "太原市住房公积金管理中心"


def _open(
    core: FundCore, who: DemoPerson, old: str = "14010000012345", key: str = "t", centre: str = "140100"
) -> Order:
    number = core.accounts_of(who.id_number)[0].number
    return core.open_transfer(key, TransferWish(number, centre, TAIYUAN, "太原市某某公司", old, who.phone))


def _let_go_on(embedded: EmbeddedCore, clock: FixedClock, steps: int = 4) -> None:
    for _ in range(steps):
        clock.advance(30)
        embedded.settle_orders()


def _transfer(core: FundCore, who: DemoPerson) -> Transfer:
    return core.transfers_of(who.id_number)[-1]


def test_a_transfer_goes_its_steps_and_brings_the_money(
    core: FundCore, embedded: EmbeddedCore, people: People, clock: FixedClock
) -> None:
    who = people["paying"]
    before = core.accounts_of(who.id_number)[0].balance
    order = _open(core, who)
    opened = _transfer(core, who)
    assert (order.state, order.subject, opened.state) == ("accepted", opened.letter_number, "01")
    assert opened.letter_number == "1408002611240001"
    _let_go_on(embedded, clock)
    done = _transfer(core, who)
    assert [step.state for step in done.steps] == ["01", "02", "08", "00"]
    assert done.amount == done.principal + done.interest > 0
    assert core.accounts_of(who.id_number)[0].balance == before + done.amount
    ended = core.order(order.number)
    assert (ended.state, ended.total, ended.interest) == ("done", done.amount, done.interest)


@pytest.mark.parametrize(
    "refusal", [("9001", "old_account_not_sealed"), ("9002", "name_differs"), ("9003", "old_account_unknown")]
)
def test_the_other_centre_may_refuse(
    core: FundCore, embedded: EmbeddedCore, people: People, clock: FixedClock, refusal: tuple[str, str]
) -> None:
    ending, reason = refusal
    order = _open(core, people["paying"], f"1401000001{ending}")
    _let_go_on(embedded, clock)
    failed = _transfer(core, people["paying"])
    assert ([step.state for step in failed.steps], failed.reason) == (["01", "13", "40"], reason)
    assert (core.order(order.number).state, core.order(order.number).reason) == ("failed", reason)
    assert failed.amount == Decimal("0.00")
    assert _open(core, people["paying"], key="again").state == "accepted"


def test_a_transfer_is_cancelled_before_the_other_centre_accepts(
    core: FundCore, embedded: EmbeddedCore, people: People, clock: FixedClock
) -> None:
    order = _open(core, people["paying"])
    core.cancel_transfer("c", order.subject)
    assert (_transfer(core, people["paying"]).state, core.order(order.number).reason) == ("05", "cancelled")
    _let_go_on(embedded, clock)
    assert _transfer(core, people["paying"]).state == "05"
    second = _open(core, people["paying"], key="u")
    assert second.subject.endswith("0002")
    _let_go_on(embedded, clock, 1)
    with pytest.raises(CoreRefused, match="transfer_not_cancellable"):
        core.cancel_transfer("d", second.subject)
    with pytest.raises(CoreRefused, match="unknown_transfer"):
        core.cancel_transfer("e", "0")


def test_a_transfer_is_refused(core: FundCore, people: People) -> None:
    with pytest.raises(CoreRefused, match="account_not_normal"):
        _open(core, people["left"], key="a")
    with pytest.raises(CoreRefused, match="own_centre"):
        _open(core, people["paying"], key="b", centre="140800")
    with pytest.raises(CoreRefused, match="unknown_account"):
        core.open_transfer("c", TransferWish("0", "140100", TAIYUAN, "", "1", ""))
    _open(core, people["paying"], key="d")
    with pytest.raises(CoreRefused, match="open_transfer"):
        _open(core, people["paying"], key="e")
    assert core.transfers_of("140802190001010018") == ()
