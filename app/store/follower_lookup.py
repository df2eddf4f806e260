"""Whose openid it is, by one statement and without a session: every push of the platform asks."""

import threading
from functools import cached_property

from sqlalchemy import Engine, bindparam, or_, select
from sqlalchemy.engine.interfaces import DBAPIConnection

from app.database import connect_apart
from app.store.bindings import OPENID, Binding
from app.vault import Vault

PATIENCE_SECONDS = 0.5


class FollowerLookup:
    """Asks over a connection of the pool."""

    def __init__(self, engine: Engine, vault: Vault) -> None:
        self._engine = engine
        self._vault = vault

    def user_of(self, openid: str) -> int | None:
        """Return the id of the user a follower is bound to, or None."""
        connection = self._engine.raw_connection()
        try:
            return self._ask(connection, openid)
        finally:
            connection.close()

    def _ask(self, connection: DBAPIConnection, openid: str) -> int | None:
        statement, names = self._asked
        indexes = self._vault.indexes(openid, OPENID)
        cursor = connection.cursor()
        cursor.execute(statement, dict(zip(names, indexes, strict=True)) if names else indexes)
        row = cursor.fetchone()
        return row[0] if row else None

    @cached_property
    def _asked(self) -> tuple[str, tuple[str, ...]]:
        """The statement, made once, and the names of its values where the driver does not go by their places."""
        names = tuple(f"index_{number}" for number, _ in enumerate(self._vault.indexes("", OPENID)))
        asked = select(Binding.user_id).where(or_(*(Binding.openid_index == bindparam(name) for name in names)))
        statement = asked.compile(dialect=self._engine.dialect)
        return statement.string, () if statement.positional else names


class KeptLookup(FollowerLookup):
    """Asks over a connection of its own that stays open, and waits half a second at most. One thread at a time."""

    _connection: DBAPIConnection | None = None

    def __init__(self, engine: Engine, vault: Vault) -> None:
        super().__init__(engine, vault)
        self._change = threading.Lock()
        self._has_ended = False

    def open(self) -> None:
        """Connect, which may take seconds; raises what the driver does."""
        self.close()
        fresh = connect_apart(self._engine, PATIENCE_SECONDS)
        with self._change:
            if self._has_ended:
                fresh.close()
            else:
                self._connection = fresh

    def end(self) -> None:
        """Let go of the connection for good: one that is being made elsewhere is closed as soon as it is there."""
        with self._change:
            self._has_ended = True
        self.close()

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def close(self) -> None:
        """Let go of the connection, whatever state it is in."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def user_of(self, openid: str) -> int | None:
        """Return as the other does; raises ConnectionError where there is no connection, or no answer."""
        if self._connection is None:
            raise ConnectionError("not connected")
        try:
            return self._ask(self._connection, openid)
        except self._engine.dialect.loaded_dbapi.Error as fault:
            raise ConnectionError("the database does not answer") from fault
