from datetime import UTC, datetime

import pytest
import redis

from app.domain.clock import FixedClock
from app.domain.errors import Refusal
from app.kv.codes import VerificationCodes

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


@pytest.fixture
def codes(redis_client: redis.Redis) -> VerificationCodes:
    return VerificationCodes(redis_client, "t", FixedClock(NOON))


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def refusal(codes: VerificationCodes, code: str, **other: str) -> str:
    with pytest.raises(Refusal) as caught:
        codes.check(**{"purpose": "bind", "subject": "s", "code": code, **other})
    return caught.value.code


def test_a_code_is_six_digits_and_serves_once(codes: VerificationCodes) -> None:
    code = codes.issue("bind", "s")
    assert len(code) == 6
    assert code.isdecimal()
    codes.check("bind", "s", f" {code} ")
    assert refusal(codes, code) == "code_expired"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"purpose": "pay_off"}, "code_expired"),
        ({"subject": "another"}, "code_expired"),
        ({"amount": "9,999.00"}, "code_wrong"),
        ({"holder": "another browser"}, "code_expired"),
    ],
)
def test_a_code_serves_nothing_else(codes: VerificationCodes, other: dict[str, str], expected: str) -> None:
    assert refusal(codes, codes.issue("bind", "s", amount="100.00"), **{"amount": "100.00", **other}) == expected


def test_five_wrong_tries_spend_a_code(codes: VerificationCodes) -> None:
    code = codes.issue("bind", "s")
    assert [refusal(codes, wrong(code)) for _ in range(5)] == ["code_wrong"] * 5
    assert refusal(codes, code) == "code_exhausted"


def test_a_second_code_must_wait(codes: VerificationCodes) -> None:
    codes.issue("bind", "s")
    with pytest.raises(Refusal) as caught:
        codes.issue("bind", "s")
    assert caught.value.code == "code_too_soon"
    assert 1 <= int(caught.value.facts["seconds"]) <= 60


def test_a_code_that_could_not_be_sent_is_void_and_the_next_need_not_wait(codes: VerificationCodes) -> None:
    code = codes.issue("bind", "s")
    codes.withdraw("bind", "s")
    assert refusal(codes, code) == "code_expired"
    codes.issue("bind", "s")


def test_a_new_code_replaces_the_old_and_its_tries(codes: VerificationCodes, redis_client: redis.Redis) -> None:
    first = codes.issue("bind", "s")
    for _ in range(5):
        refusal(codes, wrong(first))
    redis_client.delete("t:code:pause:bind:s")
    codes.check("bind", "s", codes.issue("bind", "s"))


def test_ten_codes_a_day_are_enough_until_midnight_in_beijing(redis_client: redis.Redis) -> None:
    clock = FixedClock(NOON)
    codes = VerificationCodes(redis_client, "t", clock)
    for _ in range(10):
        codes.issue("bind", "s")
        redis_client.delete("t:code:pause:bind:s")
    with pytest.raises(Refusal, match="code_too_many"):
        codes.issue("bind", "s")
    clock.advance(12 * 3600)
    codes.issue("bind", "s")


def test_a_code_lives_ten_minutes_and_every_key_ends(codes: VerificationCodes, redis_client: redis.Redis) -> None:
    codes.issue("bind", "s")
    lives = {key: redis_client.ttl(key) for key in redis_client.keys("t:*")}
    assert all(life > 0 for life in lives.values())
    assert max(life for life in lives.values() if life < 1000) in {599, 600}


def test_the_server_holds_no_code_in_clear(codes: VerificationCodes, redis_client: redis.Redis) -> None:
    code = codes.issue("bind", "s")
    kept = [redis_client.hgetall(key) for key in redis_client.keys("t:code:bind:*")]
    assert kept
    assert code.encode() not in [value for entry in kept for value in entry.values()]


def test_without_a_server_nothing_is_issued_or_accepted(unreachable: redis.Redis) -> None:
    codes = VerificationCodes(unreachable, "t", FixedClock(NOON))
    assert refusal(codes, "123456") == "sms_unavailable"
    with pytest.raises(Refusal, match="sms_unavailable"):
        codes.issue("bind", "s")
    with pytest.raises(Refusal, match="sms_unavailable"):
        codes.withdraw("bind", "s")


def test_who_used_a_code_up_may_ask_for_the_next_at_once(codes: VerificationCodes) -> None:
    first = codes.issue("bind", "s")
    codes.check("bind", "s", first)
    assert len(codes.issue("bind", "s")) == 6
