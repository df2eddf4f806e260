import pytest
import redis

from app.kv.once import LIFE_SECONDS, Claim, OnceOnly


class Waits:
    """Counts the waiting instead of doing it, and does something at one of the turns."""

    def __init__(self) -> None:
        self.count = 0
        self.then: OnceOnly | None = None

    def __call__(self, _: float) -> None:
        self.count += 1
        if self.then and self.count == 3:
            self.then.finish("key", "<xml>余额</xml>")


def test_one_of_many_is_the_first(redis_client: redis.Redis) -> None:
    claims = [OnceOnly(redis_client, "t").claim("key") for _ in range(3)]
    assert claims == [Claim(is_first=True), Claim(is_first=False), Claim(is_first=False)]


def test_who_comes_after_the_end_gets_the_same_reply(redis_client: redis.Redis) -> None:
    once = OnceOnly(redis_client, "t")
    once.claim("key")
    once.finish("key", "<xml>余额</xml>")
    assert once.claim("key") == Claim(is_first=False, reply="<xml>余额</xml>")
    assert once.wait("key", 1) == "<xml>余额</xml>"


def test_an_empty_reply_is_a_reply(redis_client: redis.Redis) -> None:
    once = OnceOnly(redis_client, "t")
    once.finish("key", "")
    assert once.wait("key", 1) == ""


def test_who_comes_before_the_end_waits_for_it(redis_client: redis.Redis) -> None:
    waits = Waits()
    once = OnceOnly(redis_client, "t", waits)
    once.claim("key")
    waits.then = once
    assert once.wait("key", 2) == "<xml>余额</xml>"
    assert waits.count == 3


def test_waiting_ends(redis_client: redis.Redis) -> None:
    waits = Waits()
    once = OnceOnly(redis_client, "t", waits)
    once.claim("key")
    assert once.wait("key", 1) is None
    assert waits.count == 20


def test_keys_are_kept_ten_minutes_or_more_and_hold_no_openid(redis_client: redis.Redis) -> None:
    OnceOnly(redis_client, "t").claim("oFollower0001-123")
    (key,) = redis_client.keys("t:*")
    assert b"oFollower" not in key
    assert redis_client.ttl(key) in {LIFE_SECONDS - 1, LIFE_SECONDS}
    assert LIFE_SECONDS >= 600


def test_without_a_server_the_caller_learns_it_and_a_reply_still_goes_out(unreachable: redis.Redis) -> None:
    once = OnceOnly(unreachable, "t")
    with pytest.raises(ConnectionError):
        once.claim("key")
    once.finish("key", "reply")
    assert once.wait("key", 1) is None


def test_a_push_that_changes_nothing_is_answered_by_whoever_was_first(redis_client: redis.Redis) -> None:
    once = OnceOnly(redis_client, "t")
    assert once.agree("key", "<xml>余额</xml>") is None
    assert once.agree("key", "<xml>later</xml>") == "<xml>余额</xml>"
    assert once.claim("key") == Claim(is_first=False, reply="<xml>余额</xml>")


def test_a_server_that_was_restarted_is_asked_again(redis_client: redis.Redis) -> None:
    once = OnceOnly(redis_client, "t")
    once.claim("key")
    redis_client.script_flush()
    redis_client.client_kill_filter(_type="normal", skipme=True)
    assert once.claim("key") == Claim(is_first=False)
