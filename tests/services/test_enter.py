import json
from datetime import timedelta

from sqlalchemy import select

from app.domain.clock import FixedClock
from app.services.enter import Enter, Way
from app.store.audit import AuditRow
from tests.services.world import NOON, World


def later(world: World, days: int) -> Enter:
    clock = FixedClock(NOON + timedelta(days=days))
    return Enter(devices=world.known_devices, audit=world.audit, notify=world.notify, clock=clock)


def test_a_device_is_new_once(world: World) -> None:
    user_id = world.registered()
    assert not world.enter.may_pass(user_id, "token")
    assert world.enter.execute(user_id, Way.PASSWORD, "token")
    assert world.enter.may_pass(user_id, "token")
    assert not world.enter.execute(user_id, Way.WECHAT, "token")
    assert world.told() == {"new_login": ["hall"]}


def test_a_device_is_known_to_its_user_only(world: World) -> None:
    user_id = world.registered()
    world.enter.execute(user_id, Way.PASSWORD, "token")
    assert not world.enter.may_pass(user_id, "another")
    assert not world.enter.may_pass(user_id + 1, "token")


def test_thirty_days_away_is_a_new_device(world: World) -> None:
    user_id = world.registered()
    world.enter.execute(user_id, Way.PASSWORD, "token")
    assert later(world, 30).may_pass(user_id, "token")
    assert not later(world, 31).may_pass(user_id, "token")
    assert later(world, 31).execute(user_id, Way.CODE, "token")


def test_who_comes_often_stays_known(world: World) -> None:
    user_id = world.registered()
    for day in (0, 20, 40):
        later(world, day).execute(user_id, Way.WECHAT, "token")
    assert later(world, 60).may_pass(user_id, "token")


def test_every_login_leaves_a_row_without_the_token(world: World) -> None:
    user_id = world.registered()
    world.enter.execute(user_id, Way.WECHAT, "token-of-the-browser")
    row = world.session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
    assert row is not None
    assert (row.event, row.user_id, json.loads(row.facts)) == ("logged_in", user_id, {"way": "wechat", "device": "new"})
