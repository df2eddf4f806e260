"""A write happens once for each key: the key, what was asked and what came of it are one row in one transaction."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.domain.money import from_fen, to_fen
from app.fund_core.embedded.edge import written
from app.fund_core.embedded.tables import orders
from app.fund_core.errors import CoreRefused
from app.fund_core.records import Order

Work = Callable[[Connection], Order]


def once(engine: Engine, key: str, blank: Order, content: Mapping[str, str], work: Work) -> Order:
    """The outcome of `work` under `key`: run now, or the first outcome again, a refusal included.

    `blank` is the order before it is known what comes of it. CoreRefused("key_reused") when `content` differs.
    """
    digest = _digest(content)
    try:
        row = _first(engine, key, digest, blank, work)
    except IntegrityError:  # the key is taken: whoever took it has finished by now
        row = _stored(engine, key)
    return _outcome(row, digest)


def _first(engine: Engine, key: str, digest: str, blank: Order, work: Work) -> RowMapping:
    found = _find(engine, key)
    if found is not None:
        return found
    with engine.begin() as connection:
        connection.execute(insert(orders).values(key=key, content=digest, **_columns(blank)))
        outcome = _attempt(connection, work)
        connection.execute(update(orders).where(orders.c.key == key).values(outcome))
    return _stored(engine, key)


def _attempt(connection: Connection, work: Work) -> dict[str, Any]:
    """What `work` did. It checks everything before its first write, so a refusal leaves nothing behind."""
    try:
        return _columns(work(connection))
    except CoreRefused as refused:
        return {"refusal": refused.code}


def _find(engine: Engine, key: str) -> RowMapping | None:
    with engine.connect() as connection:
        return connection.execute(select(orders).where(orders.c.key == key)).mappings().one_or_none()


def _stored(engine: Engine, key: str) -> RowMapping:
    with written(), engine.connect() as connection:
        return connection.execute(select(orders).where(orders.c.key == key)).mappings().one()


def _outcome(row: RowMapping, digest: str) -> Order:
    if row["content"] != digest:
        raise CoreRefused("key_reused")
    if row["refusal"]:
        raise CoreRefused(row["refusal"])
    plain: dict[str, Any] = {name: row[name] for name in ("number", "kind", "state", "subject", "booked_on")}
    money = {name: from_fen(row[name]) for name in ("amount", "interest", "total")}
    return Order(**plain | money)


def _columns(order: Order) -> dict[str, Any]:
    plain = {name: getattr(order, name) for name in ("number", "kind", "state", "subject", "booked_on")}
    return plain | {name: to_fen(getattr(order, name)) for name in ("amount", "interest", "total")}


def _digest(content: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(dict(content), sort_keys=True).encode()).hexdigest()
