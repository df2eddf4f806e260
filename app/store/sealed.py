"""Every column under the vault, and how a batch of rows is sealed again under the newest key.

A value that begins with the current key's name is done; so the work can stop anywhere, go on, and be started twice.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, MetaData, and_, bindparam, func, literal, select, tuple_, update
from sqlalchemy.orm import Session

from app.store import applications, bindings, certificates, drafts, followers, hall_messages, outbox, users
from app.store.base import Base
from app.vault import Vault

SEALED, INDEX = "_sealed", "_index"
PURPOSES = {
    "users.id_sealed": users.ID_NUMBER,
    "users.name_sealed": users.NAME,
    "users.phone_sealed": users.PHONE,
    "bindings.openid_sealed": bindings.OPENID,
    "followers.openid_sealed": followers.OPENID,
    "applications.facts_sealed": applications.FACTS,
    "application_drafts.answers_sealed": drafts.ANSWERS,
    "hall_messages.facts_sealed": hall_messages.FACTS,
    "outbox.payload_sealed": outbox.PAYLOAD,
    "certificates.facts_sealed": certificates.FACTS,
    "certificate_files.file_sealed": certificates.FILE,
}


@dataclass(frozen=True)
class SealedColumn:
    """A column, what its values are sealed for, and the column that finds them, if there is one."""

    sealed: Column[Any]
    purpose: str
    index: Column[Any] | None = None
    index_purpose: str = ""

    @property
    def is_file(self) -> bool:
        return isinstance(self.sealed.type, LargeBinary)

    @property
    def name(self) -> str:
        return f"{self.sealed.table.name}.{self.sealed.name}"


def own_columns() -> list[SealedColumn]:
    """Return the columns of our own tables; a value and its index have one purpose."""
    return [SealedColumn(sealed, PURPOSES[name], index, PURPOSES[name]) for name, sealed, index in found(Base.metadata)]


def found(metadata: MetaData) -> Iterable[tuple[str, Column[Any], Column[Any] | None]]:
    """Yield each column that is sealed by its name, under its full name, with the column that finds it."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if column.name.endswith(SEALED):
                index = table.columns.get(column.name.removesuffix(SEALED) + INDEX)
                yield f"{table.name}.{column.name}", column, index


class Reseal:
    """Seals rows again. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def left(self, column: SealedColumn) -> int:
        """Return how many rows are sealed under another key than the current one."""
        rows = select(func.count()).select_from(column.sealed.table).where(self._is_old(column))
        return int(self._session().scalar(rows) or 0)

    def batch(self, column: SealedColumn, after: Sequence[Any], size: int) -> Sequence[Any]:
        """Seal up to ``size`` rows behind the primary key ``after``, () at first; return the last one's, () at the end.

        Raises Unreadable for a value whose key is gone. What somebody writes meanwhile stays: it is new enough.
        """
        session, keys = self._session(), list(column.sealed.table.primary_key.columns)
        rows = select(*keys, column.sealed).where(self._is_old(column)).order_by(*keys).limit(size)
        if after:
            rows = rows.where(tuple_(*keys) > tuple_(*after))
        old = session.execute(rows).all()
        if old:
            session.connection().execute(_written(column), [self._again(column, tuple(row)) for row in old])
        return tuple(old[-1][:-1]) if len(old) == size else ()

    def _is_old(self, column: SealedColumn) -> ColumnElement[bool]:
        now = self._vault.current.encode() + b":"
        kind = column.sealed.type
        begins = func.substr(column.sealed, 1, len(now), type_=kind)
        nothing, newest = (b"", now) if column.is_file else ("", now.decode())
        return and_(column.sealed != literal(nothing, kind), begins != literal(newest, kind))

    def _again(self, column: SealedColumn, row: Sequence[Any]) -> dict[str, Any]:
        old, vault = row[-1], self._vault
        keys: dict[str, Any] = {f"key_{n}": value for n, value in enumerate(row[:-1])}
        if column.is_file:
            return {**keys, "old": old, "new": vault.seal_bytes(vault.open_bytes(old, column.purpose), column.purpose)}
        text = vault.open(old, column.purpose)
        index = vault.index(text, column.index_purpose)
        return {**keys, "old": old, "new": vault.seal(text, column.purpose), "index": index}


def _written(column: SealedColumn) -> Any:
    table = column.sealed.table
    same = [key == bindparam(f"key_{n}") for n, key in enumerate(table.primary_key.columns)]
    values: dict[str, Any] = {column.sealed.name: bindparam("new")}
    if column.index is not None:
        values[column.index.name] = bindparam("index")
    return update(table).where(*same, column.sealed == bindparam("old")).values(values)
