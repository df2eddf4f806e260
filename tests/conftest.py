"""Fixtures that every room may use: a real Redis-protocol server, and a database of its own for each test."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from sqlalchemy import create_engine, make_url, text

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


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of its own: an SQLite file, and a PostgreSQL one on the server at TEST_DATABASE_URL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'hall.sqlite'}"
        return
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server and os.environ.get("CI") == "true":
        pytest.fail("CI needs a PostgreSQL server at TEST_DATABASE_URL")
    if not server:
        pytest.skip("PostgreSQL: no server at TEST_DATABASE_URL")
    with a_database_on(server) as address:
        yield address


@contextmanager
def a_database_on(server: str) -> Iterator[str]:
    """Yield the address of a new database, which ends with the block."""
    name = f"hall_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
