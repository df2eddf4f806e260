"""A connection that was told so does not wait for a server that says nothing."""

import psycopg
import pytest
from sqlalchemy import create_engine

from app.database import connect_apart, tune


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite, in this process, is never silent
def test_it_gives_up_and_closes_itself(database_url: str) -> None:
    engine = create_engine(database_url)
    tune(engine)
    connection = connect_apart(engine, 0.2)
    assert connection.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(psycopg.OperationalError, match="says nothing"):
        connection.execute("SELECT pg_sleep(5)")
    assert connection.closed
    engine.dispose()
