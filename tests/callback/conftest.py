from collections.abc import Iterator

import pytest
import redis

from tests.callback.pushes import Platform
from tests.stage import hall_app, hall_settings


@pytest.fixture
def platform(database_url: str, redis_url: str, redis_client: redis.Redis) -> Iterator[Platform]:
    settings = hall_settings("http://localhost", "http://127.0.0.1:9", database_url, redis_url)
    with hall_app(settings, seeded=False) as app:
        yield Platform(app.test_client())
