"""How an engine is set: time-outs for every database, several processes on one SQLite file."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry


def engine_options(database_url: str) -> dict[str, object]:
    """Return time-outs in seconds, so that a silent database never holds a page or the platform for long."""
    if database_url.startswith("sqlite"):
        return {"connect_args": {"timeout": 2}}
    options = "-c statement_timeout=2000 -c lock_timeout=1500"
    return {"connect_args": {"connect_timeout": 2, "options": options}, "pool_pre_ping": True, "pool_timeout": 2}


def tune(engine: Engine) -> None:
    """Let several processes write to one SQLite file, and let who cannot wait say so to PostgreSQL."""
    if engine.dialect.name != "sqlite":
        from app.patience import connect  # noqa: PLC0415 - loads the driver, which SQLite does not need

        event.listen(engine, "do_connect", connect)
        return

    @event.listens_for(engine, "connect")
    def several_processes(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def connect_apart(engine: Engine, seconds: float) -> Any:
    """Return a connection outside the pool, for statements by themselves, that waits ``seconds`` and no longer."""
    pooled = engine.raw_connection()
    connection: Any = pooled.driver_connection
    pooled.detach()
    if engine.dialect.name == "sqlite":
        connection.cursor().execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
    else:
        connection.autocommit = True
        connection.patience = seconds
    return connection
