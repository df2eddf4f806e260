import pytest
from sqlalchemy import select

from app.domain.errors import Refusal
from app.store.audit import AuditRow
from tests.services.world import LI, PASSWORD, SMS_ADDRESS, STRANGER, ZHANG, World


def finish(world: World, code: str, password: str = PASSWORD) -> int:
    return world.register.finish(ZHANG.name, ZHANG.id_number, code, password, "2026-09")


def test_a_person_registers_with_the_code_sent_to_the_phone_of_record(world: World) -> None:
    assert world.register.start(" 张 三", "11010519491231002x") == "138****5678"
    (sent,) = world.texts()
    assert sent["phone"] == ZHANG.phone
    assert sent["text"] == (f"【运城公积金】验证码 {world.last_code()}，用于注册，10 分钟内有效。请勿告诉他人。")
    user_id = finish(world, world.last_code())
    user = world.users.get(user_id)
    assert user
    assert world.users.identity(user).name == "张三"
    assert user.password_hash.startswith("$argon2id$")
    assert world.consents.latest(user_id) == "2026-09"
    assert world.session.scalars(select(AuditRow.event)).all() == ["registered"]


@pytest.mark.parametrize(
    ("name", "id_number"),
    [("李四", ZHANG.id_number), ("张三", STRANGER), ("张三", "110105194912310021"), ("", ""), ("张三\0", "😀")],
)
def test_wrong_name_and_unknown_number_get_one_answer(world: World, name: str, id_number: str) -> None:
    with pytest.raises(Refusal, match="identity_mismatch"):
        world.register.start(name, id_number)
    assert world.texts() == []


def test_a_landline_cannot_get_a_code(world: World) -> None:
    with pytest.raises(Refusal, match="no_phone_on_record"):
        world.register.start(LI.name, LI.id_number)


def test_who_is_registered_learns_it_after_the_code_only(world: World) -> None:
    world.registered()
    world.next_minute()
    world.register.start(ZHANG.name, ZHANG.id_number)
    with pytest.raises(Refusal, match="already_registered"):
        finish(world, world.last_code())


def test_a_weak_password_does_not_use_the_code_up(world: World) -> None:
    world.register.start(ZHANG.name, ZHANG.id_number)
    with pytest.raises(Refusal, match="weak_password"):
        finish(world, world.last_code(), "abc12345")
    assert finish(world, world.last_code())


def test_a_wrong_code_registers_nobody(world: World) -> None:
    world.register.start(ZHANG.name, ZHANG.id_number)
    with pytest.raises(Refusal, match="code_wrong"):
        finish(world, "abcdef")
    assert world.users.find(ZHANG.id_number) is None


def test_a_failing_provider_is_a_sentence_and_the_next_try_need_not_wait(world: World) -> None:
    world.wire.replace("POST", SMS_ADDRESS, status=503)
    with pytest.raises(Refusal, match="sms_unavailable"):
        world.register.start(ZHANG.name, ZHANG.id_number)
    world.wire.replace("POST", SMS_ADDRESS, json={})
    world.register.start(ZHANG.name, ZHANG.id_number)


def test_a_core_out_of_reach_is_a_sentence(world: World) -> None:
    world.core.is_down = True
    with pytest.raises(Refusal, match="core_unavailable"):
        world.register.start(ZHANG.name, ZHANG.id_number)
