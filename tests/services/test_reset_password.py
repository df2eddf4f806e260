import pytest

from app.domain.errors import Refusal
from tests.services.world import PASSWORD, STRANGER, ZHANG, World

NEW = "Zhongtiao77Shan"


def test_a_code_replaces_the_password_and_ends_every_session(world: World) -> None:
    user_id = world.registered()
    world.client.set("session:a", "data")
    world.devices.add(user_id, "a", "微信")
    world.reset_password.send_code(ZHANG.id_number)
    assert world.reset_password.finish(ZHANG.id_number, world.last_code(), NEW) == user_id
    assert world.log_in.with_password(ZHANG.id_number, NEW, "home") == user_id
    assert world.devices.list(user_id) == ()
    with pytest.raises(Refusal, match="unknown_or_wrong"):
        world.log_in.with_password(ZHANG.id_number, PASSWORD, "home")


def test_an_unknown_number_looks_like_a_known_one(world: World) -> None:
    world.reset_password.send_code(STRANGER)
    assert world.texts() == []
    with pytest.raises(Refusal, match="code_wrong"):
        world.reset_password.finish(STRANGER, "abcdef", NEW)


def test_a_login_code_does_not_reset(world: World) -> None:
    world.registered()
    world.log_in.send_code(ZHANG.id_number, "")
    with pytest.raises(Refusal, match="code_expired"):
        world.reset_password.finish(ZHANG.id_number, world.last_code(), NEW)


def test_the_new_password_may_not_be_weak(world: World) -> None:
    with pytest.raises(Refusal, match="weak_password"):
        world.reset_password.finish(ZHANG.id_number, "123456", "short1")
