import pytest
import redis

from app.domain.errors import Refusal
from app.kv.attempts import Attempts


@pytest.fixture
def attempts(redis_client: redis.Redis) -> Attempts:
    return Attempts(redis_client, "t")


def fail(attempts: Attempts, times: int, client: str = "thief") -> None:
    for _ in range(times):
        attempts.fail("person", client)


def test_five_failures_lock_this_client_for_some_minutes(attempts: Attempts) -> None:
    fail(attempts, 4)
    attempts.check("person", "thief")
    fail(attempts, 1)
    with pytest.raises(Refusal, match="locked") as caught:
        attempts.check("person", "thief")
    assert caught.value.facts == {"minutes": "15", "way": "wait"}


def test_a_strangers_failures_do_not_lock_the_person(attempts: Attempts) -> None:
    fail(attempts, 20)
    attempts.check("person", "home")
    attempts.check("another", "thief")


def test_success_forgets_the_failures_of_this_client(attempts: Attempts) -> None:
    fail(attempts, 4, "home")
    attempts.succeed("person", "home")
    fail(attempts, 4, "home")
    attempts.check("person", "home")


def test_very_many_failures_leave_the_way_by_code(attempts: Attempts) -> None:
    for number in range(50):
        fail(attempts, 1, f"client {number}")
    attempts.succeed("person", "home")
    with pytest.raises(Refusal, match="locked") as caught:
        attempts.check("person", "home")
    assert caught.value.facts["way"] == "code"


def test_every_count_ends(attempts: Attempts, redis_client: redis.Redis) -> None:
    fail(attempts, 2)
    assert all(redis_client.ttl(key) > 0 for key in redis_client.keys("t:*"))
