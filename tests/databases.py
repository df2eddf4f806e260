"""PostgreSQL databases that live as long as a test."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import NullPool, create_engine, make_url, text

from tests.left_out import left_out


@contextmanager
def a_database_on(server: str, template: str = "template1") -> Iterator[str]:
    """Yield the address of a new database, a copy of the template; it ends with the block."""
    name = f"hall_{secrets.token_hex(6)}"
    _say(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    _say(server, f"DROP DATABASE {name} WITH (FORCE)")


def _say(server: str, words: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(words))


def postgresql_server() -> str:
    """Return the server at TEST_DATABASE_URL; without one the test is left out by name, and fails where CI is set."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        left_out("PostgreSQL: no server at TEST_DATABASE_URL")
    return server
