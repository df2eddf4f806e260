import redis


def test_the_private_server_answers(redis_client: redis.Redis) -> None:
    redis_client.set("key", "value", ex=5)
    assert redis_client.get("key") == b"value"
