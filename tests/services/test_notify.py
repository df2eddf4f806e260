from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.errors import DomainError
from app.domain.notice import Channel, Group, NoticeKind
from app.store.hall_messages import HallMessages
from app.store.notice_settings import NoticeSettings
from app.store.outbox import PAYLOAD, OutboxRow
from tests.services.world import World

PAID = {"service": "退休提取", "number": "TX20261124000127", "amount": "20000.00", "card": "尾号 0000"}
ONE_ROW = '{"message": "application:127:paid", "channels": ["wechat", "sms"]}'


def rows(world: World) -> dict[str, str]:
    """Return the payload of each row by its key."""
    found = world.session.scalars(select(OutboxRow).order_by(OutboxRow.id))
    return {row.key: world.vault.open(row.payload_sealed, PAYLOAD) for row in found}


def test_telling_twice_is_telling_once(world: World) -> None:
    user = world.registered()
    world.notify.tell(user, NoticeKind.APPLICATION_PAID, PAID, key="application:127:paid")
    world.clock.advance(timedelta(hours=1).total_seconds())
    world.notify.tell(user, NoticeKind.APPLICATION_PAID, PAID, key="application:127:paid")
    messages = HallMessages(lambda: world.session, world.vault)
    (message,) = messages.of_user(user, limit=9)
    assert messages.facts(message) == PAID
    assert rows(world) == {"notice:application:127:paid": ONE_ROW}


def test_what_is_switched_off_lies_in_the_hall_only(world: World) -> None:
    user, settings = world.registered(), NoticeSettings(lambda: world.session)
    for channel in Channel:
        settings.switch(user, Group.PROGRESS, channel, is_on=False)
        settings.switch(user, Group.SECURITY, channel, is_on=False)
    world.notify.tell(user, NoticeKind.APPLICATION_PAID, PAID, key="application:127:paid")
    assert HallMessages(lambda: world.session, world.vault).unread(user) == 1
    assert rows(world) == {}
    world.notify.tell(user, NoticeKind.PASSWORD_CHANGED, {}, key="password:1")
    assert set(rows(world)) == {"sms:password:1", "wechat:password:1"}


@pytest.mark.parametrize(("fact", "fault"), [({}, "lacks amount"), ({"amount": "20,000 元"}, "in another form")])
def test_a_notice_with_a_wrong_fact_is_refused_before_anything_is_written(
    world: World, fact: dict[str, str], fault: str
) -> None:
    user = world.registered()
    facts = {name: value for name, value in PAID.items() if name != "amount"} | fact
    with pytest.raises(DomainError, match=fault):
        world.notify.tell(user, NoticeKind.APPLICATION_PAID, facts, key="application:127:paid")
    assert HallMessages(lambda: world.session, world.vault).unread(user) == 0
