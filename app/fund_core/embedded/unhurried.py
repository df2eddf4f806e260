"""Transactions of jobs that look at a whole centre."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text


@contextmanager
def unhurried(engine: Engine) -> Iterator[Connection]:
    """A transaction without the time-outs that keep pages quick: a look at every account may take minutes."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL lock_timeout = 0"))
        yield connection
