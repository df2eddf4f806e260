import pytest
from sqlalchemy import select

from app.domain.errors import Refusal
from app.services.enter import Way
from app.store.audit import AuditRow
from tests.services.world import LI, NOON, ZHANG, World

OLD, NEW = "oFollower0001", "oFollower0002"


def events(world: World) -> list[str]:
    return list(world.session.scalars(select(AuditRow.event).order_by(AuditRow.id)))


def test_a_user_binds_by_code(world: World) -> None:
    user_id = world.registered()
    assert world.bind.of_user(user_id) is None
    assert world.bind.send_code(world.identity(user_id)) == "138****5678"
    assert world.bind.execute(user_id, OLD, world.last_code()) == "bound"
    facts = world.bind.of_user(user_id)
    assert facts
    assert facts.bound_at == NOON
    assert world.bind.of_openid(OLD) == user_id
    assert world.bind.of_openid(NEW) is None


def test_a_new_phone_moves_the_binding_and_the_old_one_is_told(world: World) -> None:
    user_id = world.registered()
    world.bound(user_id, OLD)
    assert world.bound(user_id, NEW) == "moved"
    assert (world.bind.of_openid(OLD), world.bind.of_openid(NEW)) == (None, user_id)
    assert world.told() == {"bound": ["hall"], "binding_moved": ["hall", OLD]}
    assert events(world)[-2:] == ["bound", "binding_moved"]
    assert world.audit.first_broken() is None


def test_binding_the_same_again_changes_nothing(world: World) -> None:
    user_id = world.registered()
    world.bound(user_id, OLD)
    assert world.bound(user_id, OLD) == "bound"
    assert world.told() == {"bound": ["hall"]}


def test_a_wechat_of_another_person_is_not_taken_over(world: World) -> None:
    world.core.give_phone(LI, "13987654321")
    world.bound(world.registered(), OLD)
    other = world.registered(LI)
    with pytest.raises(Refusal, match="openid_taken"):
        world.bound(other, OLD)


def test_a_wrong_code_binds_nothing(world: World) -> None:
    user_id = world.registered()
    world.bind.send_code(world.identity(user_id))
    with pytest.raises(Refusal, match="code_wrong"):
        world.bind.execute(user_id, OLD, "abcdef")
    assert world.bind.of_openid(OLD) is None


def test_a_code_ends_the_binding(world: World) -> None:
    user_id = world.registered()
    world.bound(user_id, OLD)
    world.next_minute()
    world.bind.send_code(world.identity(user_id))
    world.bind.unbind(user_id, world.last_code())
    assert world.bind.of_openid(OLD) is None
    assert events(world)[-1] == "unbound"
    assert world.told() == {"bound": ["hall"], "unbound": ["hall", OLD]}


def sessions(world: World, user_id: int) -> list[str]:
    return sorted(device.kind for device in world.devices.list(user_id))


def with_sessions(world: World, user_id: int) -> int:
    """Log a user in twice from WeChat and once at a desk."""
    for session_id, kind in (("old", "wechat"), ("here", "wechat"), ("desk", "desktop")):
        world.client.set(f"session:{session_id}", "data")
        world.devices.add(user_id, session_id, kind)
    return user_id


def test_a_lost_phone_is_cut_off_without_a_code(world: World) -> None:
    user_id = with_sessions(world, world.registered())
    world.bound(user_id, OLD)
    world.enter.execute(user_id, Way.CODE, "token")
    world.bind.cut_off(user_id)
    assert world.bind.of_openid(OLD) is None
    assert sessions(world, user_id) == ["desktop"]
    assert not world.enter.may_pass(user_id, "token")
    assert events(world)[-1] == "cut_off"


@pytest.mark.parametrize("ends", ["moved", "unbound"])
def test_who_moves_or_ends_a_binding_stays_and_the_other_phone_is_logged_out(world: World, ends: str) -> None:
    user_id = with_sessions(world, world.registered())
    world.bound(user_id, OLD)
    world.next_minute()
    world.bind.send_code(world.identity(user_id))
    if ends == "moved":
        world.bind.execute(user_id, NEW, world.last_code(), "here")
    else:
        world.bind.unbind(user_id, world.last_code(), "here")
    assert sessions(world, user_id) == ["desktop", "wechat"]
    assert world.client.exists("session:here")


def test_who_is_not_bound_cannot_unbind(world: World) -> None:
    user_id = world.registered()
    with pytest.raises(Refusal, match="not_bound"):
        world.bind.unbind(user_id, "123456")
    with pytest.raises(Refusal, match="not_bound"):
        world.bind.cut_off(user_id)


def test_a_follower_who_leaves_is_forgotten(world: World) -> None:
    user_id = with_sessions(world, world.registered())
    world.bind.note_follower(OLD)
    world.bound(user_id, OLD)
    world.bind.forget_follower(OLD)
    assert world.bind.of_user(user_id) is None
    assert not world.followers.is_known(OLD)
    assert events(world)[-1] == "forgotten"
    assert sessions(world, user_id) == ["desktop"]
    world.bind.forget_follower(OLD)


def test_a_user_that_is_gone_gets_no_code(world: World) -> None:
    with pytest.raises(Refusal, match="unknown_or_wrong"):
        world.bind.send_code(world.identity(99))


def test_a_person_whose_phone_left_the_record_gets_no_code(world: World) -> None:
    user_id = world.registered()
    del world.core.people[ZHANG.id_number]
    with pytest.raises(Refusal, match="no_phone_on_record"):
        world.bind.send_code(world.identity(user_id))
