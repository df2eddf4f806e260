"""PostgreSQL databases that live as long as a test."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, make_url, text


@contextmanager
def a_database_on(server: str, template: str = "template1") -> Iterator[str]:
    """Yield the address of a new database, a copy of the template; it ends with the block."""
    name = f"hall_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def postgresql_server() -> str:
    """Return the server at TEST_DATABASE_URL; without one the test is left out by name, and fails where CI is set."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server and os.environ.get("CI") == "true":
        pytest.fail("CI needs a PostgreSQL server at TEST_DATABASE_URL")
    if not server:
        pytest.skip("PostgreSQL: no server at TEST_DATABASE_URL")
    return server
