"""The platform's word of a message, and the answer of its send: in either order, and more than once."""

import pytest

from app.domain.work import Lane, OutboxKind, Task, done
from app.services.notices.settle import SettleNotice
from app.store.outbox import OutboxRow
from app.store.outbox_receipts import OutboxReceipts
from app.store.receipts import Receipts
from tests.services.world import World

TICKET = "7620000000000000001"


@pytest.fixture
def settle(world: World) -> SettleNotice:
    receipts = Receipts(lambda: world.session)
    return SettleNotice(receipts, OutboxReceipts(lambda: world.session), world.clock)


def claimed(world: World) -> Task:
    world.outbox.add(OutboxKind.NOTICE, {"channels": ["wechat"]}, key="one", now=world.clock.now())
    (task,) = world.queue.claim(Lane.NORMAL, "worker", 1, world.clock.now())
    return task


def sent(world: World, settle: SettleNotice, task: Task) -> None:
    world.queue.settle(task, "worker", done("template_sent", ticket=TICKET), world.clock.now())
    settle.early(TICKET)


def row(world: World) -> OutboxRow:
    world.session.expire_all()
    return world.session.query(OutboxRow).filter_by(key="one").one()


def test_the_receipt_follows_the_answer(world: World, settle: SettleNotice) -> None:
    sent(world, settle, claimed(world))
    assert row(world).outcome == "template_sent"
    settle.receipt(TICKET, "success")
    assert (row(world).outcome, row(world).payload_sealed) == ("delivered", "")


def test_the_receipt_is_faster_than_the_answer(world: World, settle: SettleNotice) -> None:
    task = claimed(world)
    settle.receipt(TICKET, "success")
    sent(world, settle, task)
    assert row(world).outcome == "delivered"


@pytest.mark.parametrize(("status", "way"), [("failed_user_block", "sms"), ("failed_system_failed", "subscription")])
def test_what_did_not_arrive_goes_on_by_the_next_way_once(
    world: World, settle: SettleNotice, status: str, way: str
) -> None:
    sent(world, settle, claimed(world))
    for _ in range(5):
        settle.receipt(TICKET, status)
    assert (row(world).state, row(world).step, row(world).outcome) == ("waiting", way, status)
    (task,) = world.queue.claim(Lane.NORMAL, "worker", 1, world.clock.now())
    world.queue.settle(task, "worker", done("sms_sent"), world.clock.now())
    settle.receipt(TICKET, status)
    assert row(world).outcome == "sms_sent"


def test_a_receipt_of_nobodys_message_is_kept_and_harmless(world: World, settle: SettleNotice) -> None:
    settle.receipt("another", "success")
    assert settle.left_over() == 0
