import io
import wave
from datetime import UTC, datetime

import pytest
import redis

from app.domain.clock import FixedClock
from app.kv.captchas import Captchas
from app.kv.devices import Devices
from app.kv.oauth_states import OAuthStates
from app.kv.replies import text_of

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


@pytest.fixture
def captchas(redis_client: redis.Redis) -> Captchas:
    return Captchas(redis_client, "t")


@pytest.fixture
def devices(redis_client: redis.Redis) -> Devices:
    return Devices(redis_client, "t", FixedClock(NOON))


def log_in(devices: Devices, client: redis.Redis, session_id: str, kind: str = "wechat") -> None:
    client.set(f"session:{session_id}", "data")
    devices.add(1, session_id, kind)


def answer(client: redis.Redis, token: str) -> str:
    return text_of(client.get(f"t:captcha:{token}")) or ""


def test_a_state_leads_its_browser_once_to_the_target(redis_client: redis.Redis) -> None:
    states = OAuthStates(redis_client, "t")
    state = states.issue("browser", "/account")
    assert states.consume("browser", state) == "/account"
    assert states.consume("browser", state) is None


def test_a_state_is_nothing_in_another_browser_and_stays_good_in_its_own(redis_client: redis.Redis) -> None:
    states = OAuthStates(redis_client, "t")
    state = states.issue("browser", "/account")
    assert states.consume("another", state) is None
    assert states.consume("", state) is None
    assert states.consume("browser", "") is None
    assert states.consume("browser", state) == "/account"


def test_states_end(redis_client: redis.Redis) -> None:
    OAuthStates(redis_client, "t").issue("browser", "/")
    assert 0 < redis_client.ttl(redis_client.keys("t:*")[0]) <= 600


def test_a_right_answer_counts_once(captchas: Captchas, redis_client: redis.Redis) -> None:
    token = captchas.new()
    right = answer(redis_client, token)
    assert captchas.check(token, f" {right} ")
    assert not captchas.check(token, right)


def test_a_wrong_answer_spends_the_captcha(captchas: Captchas, redis_client: redis.Redis) -> None:
    token = captchas.new()
    right = answer(redis_client, token)
    assert not captchas.check(token, "一二三四")
    assert not captchas.check(token, right)


def test_a_captcha_can_be_seen_and_heard(captchas: Captchas) -> None:
    token = captchas.new()
    assert (captchas.picture(token) or b"").startswith(b"\x89PNG")
    with wave.open(io.BytesIO(captchas.sound(token) or b"")) as spoken:
        assert spoken.getnframes() > spoken.getframerate()


def test_an_unknown_captcha_has_neither(captchas: Captchas) -> None:
    assert captchas.picture("unknown") is None
    assert captchas.sound("unknown") is None


def test_a_person_sees_sessions_without_their_ids(devices: Devices, redis_client: redis.Redis) -> None:
    log_in(devices, redis_client, "secret-session-id")
    (device,) = devices.list(1)
    assert (device.kind, device.since) == ("wechat", NOON)
    assert "secret" not in repr(device)
    assert devices.list(2) == ()


def test_a_session_that_ended_by_itself_is_not_shown(devices: Devices, redis_client: redis.Redis) -> None:
    log_in(devices, redis_client, "a")
    redis_client.delete("session:a")
    assert devices.list(1) == ()


def test_one_session_can_be_ended_by_its_owner_only(devices: Devices, redis_client: redis.Redis) -> None:
    log_in(devices, redis_client, "a")
    (device,) = devices.list(1)
    assert not devices.end(2, device.id)
    assert devices.end(1, device.id)
    assert not devices.end(1, device.id)
    assert not redis_client.exists("session:a")


def test_all_others_can_be_ended(devices: Devices, redis_client: redis.Redis) -> None:
    for session_id in ("a", "b", "c"):
        log_in(devices, redis_client, session_id)
    assert devices.end_others(1, "b") == 2
    assert [redis_client.exists(f"session:{name}") for name in "abc"] == [0, 1, 0]
    assert devices.end_others(1) == 1
    assert devices.list(1) == ()


def test_sessions_of_a_kind_can_be_ended(devices: Devices, redis_client: redis.Redis) -> None:
    for session_id, kind in (("a", "wechat"), ("b", "wechat"), ("c", "desktop")):
        log_in(devices, redis_client, session_id, kind)
    assert devices.end_kind(1, "wechat", "b") == 1
    assert [redis_client.exists(f"session:{name}") for name in "abc"] == [0, 1, 1]


def test_sessions_that_cannot_be_reached_are_said(unreachable: redis.Redis) -> None:
    with pytest.raises(ConnectionError):
        Devices(unreachable, "t", FixedClock(NOON)).end_kind(1, "wechat")
