import pytest
import redis

from app.kv.tokens import RedisTokenStore


@pytest.fixture
def store(redis_client: redis.Redis) -> RedisTokenStore[str]:
    return RedisTokenStore(redis_client, "t", str.upper, str.lower)


def test_a_token_is_kept_as_it_is_dumped(store: RedisTokenStore[str], redis_client: redis.Redis) -> None:
    assert store.read() is None
    store.write("token")
    assert redis_client.get("t:token") == b"TOKEN"
    assert store.read() == "token"
    assert 0 < redis_client.ttl("t:token") <= 7200


def test_one_holds_the_lock_at_a_time(store: RedisTokenStore[str]) -> None:
    with store.lock() as first, store.lock() as second:
        assert (first, second) == (True, False)
    with store.lock() as third:
        assert third


def test_a_lock_is_released_after_a_failure(store: RedisTokenStore[str]) -> None:
    with pytest.raises(RuntimeError), store.lock():
        raise RuntimeError
    with store.lock() as again:
        assert again


def test_a_lock_that_ran_out_is_not_taken_from_the_next_holder(
    store: RedisTokenStore[str], redis_client: redis.Redis
) -> None:
    with store.lock():
        redis_client.set("t:token:lock", "another holder")
    assert redis_client.get("t:token:lock") == b"another holder"


def test_a_lock_ends_with_a_process_that_died(store: RedisTokenStore[str], redis_client: redis.Redis) -> None:
    with store.lock():
        assert 0 < redis_client.pttl("t:token:lock") <= 15_000


def test_two_accounts_on_one_server_keep_their_tokens_apart(redis_client: redis.Redis) -> None:
    one, other = (RedisTokenStore[str](redis_client, f"hall:{app_id}", str, str) for app_id in ("wx1", "wx2"))
    one.write("token of one")
    assert other.read() is None
    with one.lock() as first, other.lock() as second:
        assert (first, second) == (True, True)
