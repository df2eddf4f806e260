"""How an engine is set: time-outs for every database, several processes on one SQLite file."""

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
    """Let several processes write to one SQLite file; other databases need no help."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def several_processes(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
