"""Every column under the vault, and how a batch of rows is sealed again under the newest key.

A value that begins with the current key's name is done; so the work can stop anywhere, go on, and be started twice.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    MetaData,
    and_,
    bindparam,
    exists,
    func,
    literal,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Session

from app.store import (
    applications,
    bindings,
    broadcast_drafts,
    certificates,
    decisions,
    drafts,
    fan_outs,
    followers,
    hall_messages,
    objections,
    outbox,
    personal_changes,
    staff,
    subscriptions,
    unit_agents,
    unit_deferrals,
    unit_tasks,
    users,
)
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
    "unit_tasks.content_sealed": unit_tasks.CONTENT,
    "objections.reason_sealed": objections.REASON,
    "objections.words_sealed": objections.WORDS,
    "personal_changes.id_sealed": personal_changes.ID_NUMBER,
    "unit_deferrals.paper_sealed": unit_deferrals.PAPER,
    "unit_decisions.words_sealed": unit_deferrals.WORDS,
    "unit_agents.phone_sealed": unit_agents.PHONE,
    "unit_agents.name_sealed": unit_agents.NAME,
    "certificates.facts_sealed": certificates.FACTS,
    "broadcast_drafts.words_sealed": broadcast_drafts.WORDS,
    "fan_outs.facts_sealed": fan_outs.FACTS,
    "certificate_files.file_sealed": certificates.FILE,
    "applications.checks_sealed": applications.CHECKS,
    "decisions.words_sealed": decisions.WORDS,
    "staff.id_sealed": staff.ID_NUMBER,
    "staff.name_sealed": staff.NAME,
    "staff.totp_sealed": staff.TOTP,
}

ALSO: dict[str, Any] = {
    "also": subscriptions.Subscription.__table__.c.openid_index,
    "also_purpose": subscriptions.OPENID,
}


@dataclass(frozen=True)
class SealedColumn:
    """A column, what its values are sealed for, and the column that finds them, if there is one."""

    sealed: Column[Any]
    purpose: str
    index: Column[Any] | None = None
    index_purpose: str = ""
    also: Column[Any] | None = None  # rows elsewhere that are found by the same text
    also_purpose: str = ""

    @property
    def is_file(self) -> bool:
        return isinstance(self.sealed.type, LargeBinary)

    @property
    def name(self) -> str:
        return f"{self.sealed.table.name}.{self.sealed.name}"


def own_columns() -> list[SealedColumn]:
    """Return the columns of our own tables; a value and its index have one purpose."""
    return [_own(name, sealed, index) for name, sealed, index in found(Base.metadata)]


def _own(name: str, sealed: Column[Any], index: Column[Any] | None) -> SealedColumn:
    column = SealedColumn(sealed, PURPOSES[name], index, PURPOSES[name])
    return replace(column, **ALSO) if name == "followers.openid_sealed" else column


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
            self._move_the_others(column, [row[-1] for row in old])
        return tuple(old[-1][:-1]) if len(old) == size else ()

    def _move_the_others(self, column: SealedColumn, old: list[str]) -> None:
        """Let rows elsewhere be found by the newest key too; where a newer one is there already, that one counts."""
        also = column.also
        if also is None:
            return
        of_text = [self._vault.indexes(self._vault.open(one, column.purpose), column.also_purpose) for one in old]
        moved = [{"new": newest, "old": older} for newest, *others in of_text for older in others]
        rest = [key for key in also.table.primary_key.columns if key is not also]
        twin = also.table.alias()
        newer = exists().where(twin.c[also.name] == bindparam("new"), *(twin.c[key.name] == key for key in rest))
        statement = update(also.table).where(also == bindparam("old"), ~newer).values({also.name: bindparam("new")})
        self._session().connection().execute(statement, moved)

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
