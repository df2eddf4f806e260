import pytest

from app.domain.application import ServiceKey
from app.domain.errors import Refusal
from app.kv.last_known import LastKnown
from app.services.sms_texts import BUSINESSES, Purpose, code_text
from tests.services.world import ZHANG, World, account


def test_a_user_sees_their_own_accounts(world: World) -> None:
    assert world.show_account.execute(world.identity(world.registered())).value == (account(ZHANG),)


def test_a_core_out_of_reach_is_a_sentence(world: World) -> None:
    user_id = world.registered()
    world.core.is_down = True
    with pytest.raises(Refusal, match="core_unavailable"):
        world.show_account.execute(world.identity(user_id))


def test_while_the_core_is_away_the_last_reading_stands_with_its_time(world: World) -> None:
    identity, read_at = world.identity(world.registered()), world.clock.now()
    fresh = world.show_account.execute(identity)
    assert fresh.as_of is None
    world.core.is_down = True
    world.clock.advance(3600)
    old = world.show_account.execute(identity)
    assert (old.value, old.as_of) == (fresh.value, read_at)


def test_what_was_read_last_lies_sealed(world: World) -> None:
    world.show_account.execute(world.identity(world.registered()))
    kept = [(key, world.client.get(key)) for key in world.client.keys("t:last:*")]
    assert kept
    assert not any(ZHANG.id_number in f"{key!r}{text!r}" for key, text in kept)


def test_what_another_release_kept_is_not_shown(world: World) -> None:
    identity = world.identity(world.registered())
    LastKnown(world.client, "t", world.vault).keep("accounts", identity.id_number, '["2026-11-24T04:00:00Z",[{}]]')
    world.core.is_down = True
    with pytest.raises(Refusal, match="core_unavailable"):
        world.show_account.execute(identity)


def test_a_profile_shows_the_numbers_masked(world: World) -> None:
    profile = world.show_profile.execute(world.registered())
    assert profile.name == "张三"
    assert profile.masked_phone == "138****5678"
    assert "19491231" not in profile.masked_id
    assert "张三" not in repr(profile)


def test_a_user_that_is_gone_has_neither(world: World) -> None:
    with pytest.raises(Refusal, match="unknown_or_wrong"):
        world.identity(99)
    with pytest.raises(Refusal, match="unknown_or_wrong"):
        world.show_profile.execute(99)


def test_every_purpose_has_its_words() -> None:
    assert set(BUSINESSES) == set(Purpose)


def test_a_text_names_business_and_amount() -> None:
    assert code_text("运城公积金", ServiceKey.RETIREMENT, "402816", "2,000.00") == (
        "【运城公积金】验证码 402816，用于退休提取（金额 2,000.00 元），10 分钟内有效。请勿告诉他人。"
    )
