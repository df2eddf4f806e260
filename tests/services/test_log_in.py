import pytest
from sqlalchemy import select

from app.domain.errors import Refusal
from app.services.enter import Way
from app.store.audit import AuditRow
from tests.services.world import PASSWORD, SMS_ADDRESS, STRANGER, ZHANG, World

WRONG = "Huaihai88Xx"


def refused(world: World, id_number: str, password: str, client: str = "home") -> Refusal:
    with pytest.raises(Refusal) as caught:
        world.log_in.with_password(id_number, password, client)
    return caught.value


def test_the_right_password_opens(world: World) -> None:
    user_id = world.registered()
    assert world.log_in.with_password(ZHANG.id_number.lower(), PASSWORD, "home") == user_id


def test_unknown_and_wrong_get_one_answer_up_to_the_lock(world: World) -> None:
    world.registered()
    known = [refused(world, ZHANG.id_number, WRONG) for _ in range(6)]
    unknown = [refused(world, STRANGER, WRONG) for _ in range(6)]
    assert [refusal.code for refusal in known] == ["unknown_or_wrong"] * 5 + ["locked"]
    assert [(refusal.code, refusal.facts) for refusal in known] == [(one.code, one.facts) for one in unknown]


@pytest.mark.parametrize("id_number", ["", "'; DROP TABLE users", "😀", "1" * 300])
def test_what_is_no_id_number_is_unknown(world: World, id_number: str) -> None:
    assert refused(world, id_number, PASSWORD).code == "unknown_or_wrong"


def test_a_locked_stranger_locks_nobody_else(world: World) -> None:
    user_id = world.registered()
    for _ in range(10):
        refused(world, ZHANG.id_number, WRONG, "thief")
    assert world.log_in.with_password(ZHANG.id_number, PASSWORD, "home") == user_id


def test_a_locked_client_does_not_get_in_with_the_right_password(world: World) -> None:
    world.registered()
    for _ in range(5):
        refused(world, ZHANG.id_number, WRONG)
    assert refused(world, ZHANG.id_number, PASSWORD).code == "locked"


def rows(world: World) -> list[tuple[str, int | None]]:
    found = world.session.execute(select(AuditRow.event, AuditRow.user_id).order_by(AuditRow.id)).all()
    return [(event, user_id) for event, user_id in found if event != "registered"]


@pytest.mark.parametrize("id_number", [ZHANG.id_number, STRANGER])
def test_failures_and_the_lock_leave_rows_without_the_number(world: World, id_number: str) -> None:
    user_id = world.registered()
    for _ in range(5):
        refused(world, id_number, WRONG)
        world.log_in.record_failure(id_number, Way.PASSWORD, "home")
    whose = user_id if id_number == ZHANG.id_number else None
    assert rows(world) == [("login_failed", whose)] * 4 + [("login_locked", whose)]
    facts = "".join(world.session.scalars(select(AuditRow.facts)))
    assert id_number not in facts
    assert world.users.index(id_number)[:8] not in facts


def test_a_password_can_be_asked_for_again(world: World) -> None:
    user_id = world.registered()
    world.log_in.confirm(user_id, PASSWORD, "home")
    with pytest.raises(Refusal, match="wrong_password"):
        world.log_in.confirm(user_id, WRONG, "home")


def test_asking_again_is_no_way_to_guess(world: World) -> None:
    user_id = world.registered()
    for _ in range(5):
        with pytest.raises(Refusal, match="wrong_password"):
            world.log_in.confirm(user_id, WRONG, "home")
    with pytest.raises(Refusal, match="locked"):
        world.log_in.confirm(user_id, PASSWORD, "home")


def test_a_code_opens_too(world: World) -> None:
    user_id = world.registered()
    world.log_in.send_code(ZHANG.id_number, "home")
    assert "用于登录" in world.texts()[-1]["text"]
    assert world.log_in.with_code(ZHANG.id_number, world.last_code(), "home") == user_id


def test_a_code_serves_the_client_that_asked_for_it(world: World) -> None:
    world.registered()
    world.log_in.send_code(ZHANG.id_number, "home")
    with pytest.raises(Refusal, match="code_expired"):
        world.log_in.with_code(ZHANG.id_number, world.last_code(), "thief")


def test_asking_for_a_code_tells_nobody_who_is_registered(world: World) -> None:
    world.registered()
    sent = len(world.texts())
    for id_number in (STRANGER, "😀"):
        world.log_in.send_code(id_number, "home")
        with pytest.raises(Refusal, match="code_too_soon"):
            world.log_in.send_code(id_number, "home")
        with pytest.raises(Refusal, match="code_wrong"):
            world.log_in.with_code(id_number, "abcdef", "home")
    assert len(world.texts()) == sent


def test_neither_does_a_failing_provider_or_core(world: World) -> None:
    world.registered()
    world.wire.replace("POST", SMS_ADDRESS, status=503)
    world.log_in.send_code(ZHANG.id_number, "home")
    world.work()
    world.log_in.send_code(ZHANG.id_number, "home")  # the one that was not sent is withdrawn: no pause


def test_a_code_waits_for_the_core_and_is_sent_once(world: World) -> None:
    world.registered()
    sent = len(world.texts())
    world.core.is_down = True
    world.log_in.send_code(ZHANG.id_number, "home")
    world.work()
    world.core.is_down = False
    world.clock.advance(5)
    world.work()
    world.clock.advance(5)
    assert len(world.texts()) == sent + 1


def test_the_code_goes_to_the_phone_the_core_has_today(world: World) -> None:
    world.registered()
    world.core.give_phone(ZHANG, "13987654321")
    world.log_in.send_code(ZHANG.id_number, "home")
    assert world.texts()[-1]["phone"] == "13987654321"


def test_an_outdated_hash_is_renewed_at_the_next_login(world: World) -> None:
    user = world.users.get(world.registered())
    assert user
    stronger = type(world.passwords)()
    user.password_hash = stronger.hash(PASSWORD)
    world.log_in.with_password(ZHANG.id_number, PASSWORD, "home")
    assert not world.passwords.is_outdated(user.password_hash)
