"""Fixtures that every room may use: a real Redis-protocol server, and a database of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from simulator.valkey import running_server


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with running_server() as address:
        yield address


@pytest.fixture
def redis_client(redis_url: str) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
        yield client


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'hall.sqlite'}"
