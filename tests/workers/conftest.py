from collections.abc import Iterator

import pytest
from flask import Flask

from tests.stage import hall_app, hall_settings


@pytest.fixture
def app(database_url: str, redis_url: str) -> Iterator[Flask]:
    """An application whose outside world is not there."""
    settings = hall_settings("http://127.0.0.1:9", "http://127.0.0.1:9", database_url, redis_url)
    with hall_app(settings, seeded=False) as made:
        yield made
