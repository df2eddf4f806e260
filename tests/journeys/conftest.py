from collections.abc import Iterator

import pytest
import redis

from tests.stage import Stage, stage


@pytest.fixture
def phone(database_url: str, redis_url: str, redis_client: redis.Redis) -> Iterator[Stage]:
    with stage(database_url, redis_url) as running:
        yield running
