"""Insert a row unless its unique key is there already: adding twice is one row, and no transaction is lost."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.store.base import Base


def insert_once(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]], key: str = "key") -> int:
    """Insert the rows whose ``key`` is new and return how many those were."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values([dict(row) for row in rows]).on_conflict_do_nothing(index_elements=[key])
    return len(session.execute(statement.returning(getattr(table, key))).all())
