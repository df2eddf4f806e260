"""A write happens once for each key: the key, what was asked and what came of it are one row in one transaction."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.domain.money import from_fen, to_fen
from app.fund_core.embedded.edge import written
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.tables import orders
from app.fund_core.errors import CoreRefused, CoreUnavailable
from app.fund_core.records import Order

ACCEPTED, DONE, FAILED, REFUSED = "accepted", "done", "failed", "refused"
Work = Callable[[Connection], Order]


class Once:
    """Runs writes under their keys. What was asked is kept as a keyed digest only: it holds personal data."""

    def __init__(self, engine: Engine, sealing: Sealing) -> None:
        self._engine = engine
        self._sealing = sealing

    def run(self, key: str, blank: Order, content: Mapping[str, str], work: Work) -> Order:
        """The outcome of `work` under `key`: run now, or the first outcome again, a refusal included.

        `blank` is the order before it is known what comes of it. CoreRefused("key_reused") when `content` differs.
        """
        asked = json.dumps(dict(content), sort_keys=True)
        try:
            row = self._first(key, asked, blank, work)
        except IntegrityError:  # the key is taken: whoever took it has finished by now
            row = self._taken(key)
        if row["content"] not in self._sealing.indexes(orders.c.content, asked):
            raise CoreRefused("key_reused")
        if row["state"] == REFUSED:
            raise CoreRefused(row["reason"])
        return order_of(row)

    def _first(self, key: str, asked: str, blank: Order, work: Work) -> RowMapping:
        with self._engine.connect() as connection:
            found = find(connection, key)
        if found is not None:
            return found
        content = self._sealing.index(orders.c.content, asked)
        with self._engine.begin() as connection:
            connection.execute(insert(orders).values(key=key, content=content, **_columns(blank)))
            connection.execute(update(orders).where(orders.c.key == key).values(_attempt(connection, blank, work)))
        return self._stored(key)

    def _taken(self, key: str) -> RowMapping:
        """The row of whoever was first under this key. Without one, another write took what was wanted."""
        with written(), self._engine.connect() as connection:
            row = find(connection, key)
        if row is None:
            raise CoreUnavailable("another write came first")
        return row

    def _stored(self, key: str) -> RowMapping:
        with written(), self._engine.connect() as connection:
            return connection.execute(select(orders).where(orders.c.key == key)).mappings().one()


def _attempt(connection: Connection, blank: Order, work: Work) -> dict[str, Any]:
    """What `work` did; a refusal leaves nothing of it behind."""
    try:
        with connection.begin_nested():
            return _columns(work(connection))
    except CoreRefused as refused:
        return {"state": REFUSED, "reason": refused.code, "settled_on": blank.booked_on}


def find(connection: Connection, key: str) -> RowMapping | None:
    """The row under a key."""
    return connection.execute(select(orders).where(orders.c.key == key)).mappings().one_or_none()


def by_number(connection: Connection, number: str) -> RowMapping:
    """The row of an order. CoreRefused("unknown_order")."""
    row = connection.execute(select(orders).where(orders.c.number == number)).mappings().one_or_none()
    if row is None:
        raise CoreRefused("unknown_order")
    return row


def refuse_open_order(connection: Connection, subject: str) -> None:
    """CoreRefused("open_order") while a payment or a debit of this account or loan is on its way."""
    if is_open(connection, subject):
        raise CoreRefused("open_order")


def is_open(connection: Connection, subject: str) -> bool:
    """Whether a payment or a debit of this account or loan is on its way."""
    return bool(open_among(connection, [subject]))


def open_among(connection: Connection, subjects: Sequence[str]) -> set[str]:
    """Those of some accounts or loans with a payment or a debit on its way."""
    return set(connection.scalars(select(orders.c.open_subject).where(orders.c.open_subject.in_(subjects))))


def accepted(connection: Connection) -> list[str]:
    """The numbers of the orders to be settled."""
    wanted = select(orders.c.number).where(orders.c.open_subject > "")  # by the index, on SQLite too
    return list(connection.scalars(wanted.order_by(orders.c.open_subject)))


def locked(connection: Connection, number: str) -> RowMapping | None:
    """The accepted order, held by this transaction; None when somebody else has settled it."""
    open_now = orders.c.number == number, orders.c.state == ACCEPTED
    touch = update(orders).where(*open_now).values(state=orders.c.state)
    return connection.execute(touch.returning(*orders.c)).mappings().one_or_none()


def settle(connection: Connection, number: str, on: date, reason: str, **money: int) -> None:
    """Write the end of an order: done, or failed for a reason. `money` may replace its amounts, in fen."""
    end = {"state": FAILED if reason else DONE, "reason": reason, "settled_on": on, "open_subject": None, **money}
    connection.execute(update(orders).where(orders.c.number == number).values(end))


def order_of(row: RowMapping) -> Order:
    """The order of a row."""
    names = ("number", "kind", "state", "subject", "booked_on", "reason", "settled_on")
    plain: dict[str, Any] = {name: row[name] for name in names}
    return Order(
        **plain, amount=from_fen(row["amount"]), interest=from_fen(row["interest"]), total=from_fen(row["total"])
    )


def accepted_as(blank: Order, amount: Decimal, interest: Decimal) -> Order:
    """The order once its money is on the way."""
    total = amount + interest
    return replace(blank, state=ACCEPTED, settled_on=None, amount=amount, interest=interest, total=total)


def _columns(order: Order) -> dict[str, Any]:
    names = ("number", "kind", "state", "subject", "booked_on", "reason", "settled_on")
    plain = {name: getattr(order, name) for name in names}
    open_subject = order.subject if order.state == ACCEPTED else None
    money = {name: to_fen(getattr(order, name)) for name in ("amount", "interest", "total")}
    return {**plain, **money, "open_subject": open_subject}
