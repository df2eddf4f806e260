"""Fan-outs (群发): one thing for very many people, prepared in bulk, with a lane of its own in the outbox."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, Text, cast, false, func, literal, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.work import Lane, OutboxKind
from app.store.base import Base
from app.store.bindings import Binding
from app.store.instants import Instant
from app.store.once import insert_once
from app.store.outbox import PAYLOAD, OutboxRow, OutboxState
from app.store.users import User
from app.vault import Vault

FACTS = "fan_out.facts"
COLUMNS = (
    "kind", "key", "lane", "payload_sealed", "correlation", "state", "attempts", "failures", "first_due", "next_at",
    "touched_at", "claimed_by", "step", "outcome",
)  # fmt: skip


class Audience(StrEnum):
    """Who is told: everybody who registered, those bound to WeChat (the tag 已绑定), or those with another tag."""

    ALL = "all"
    BOUND = "bound"
    TAG = "tag"  # whom the platform names


class FanOutState(StrEnum):
    """``preparing`` until the last row is in the outbox; workers work on it meanwhile."""

    PREPARING = "preparing"
    PREPARED = "prepared"
    PAUSED = "paused"


class FanOut(Base):
    """``cursor`` is the last user whose row is in the outbox: a run that was stopped goes on there.

    A tag has no such order: there it is 1 once the platform has named everybody.
    """

    __tablename__ = "fan_outs"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    purpose: Mapped[str] = mapped_column(String(16))
    audience: Mapped[str] = mapped_column(String(16))
    facts_sealed: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))
    cursor: Mapped[int] = mapped_column(Integer)
    rows: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(Instant)
    touched_at: Mapped[datetime] = mapped_column(Instant)

    @property
    def lane(self) -> int:
        return Lane.FIRST_FAN_OUT + self.id


class FanOuts:
    """Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def open(self, key: str, purpose: str, audience: Audience, facts: Mapping[str, str], now: datetime) -> FanOut:
        """Return the fan-out of this key, a new one unless it was begun before."""
        row = {
            "key": key,
            "purpose": purpose,
            "audience": audience.value,
            "facts_sealed": self._vault.seal(json.dumps(dict(facts), ensure_ascii=False), FACTS),
            "state": FanOutState.PREPARING.value,
            "cursor": 0,
            "rows": 0,
            "created_at": now,
            "touched_at": now,
        }
        insert_once(self._session(), FanOut, [row])
        return self._session().scalars(select(FanOut).where(FanOut.key == key)).one()

    def get(self, number: int) -> FanOut | None:
        return self._session().get(FanOut, number)

    def newest(self, limit: int) -> Sequence[FanOut]:
        """Return the newest fan-outs."""
        return self._session().scalars(select(FanOut).order_by(FanOut.id.desc()).limit(limit)).all()

    def facts(self, fan_out: FanOut) -> dict[str, str]:
        """Open what is told to everybody."""
        facts: dict[str, str] = json.loads(self._vault.open(fan_out.facts_sealed, FACTS))
        return facts

    def lanes(self) -> tuple[int, ...]:
        """Return the lanes to work on that still have rows: no paused one, the oldest first."""
        waiting = select(OutboxRow.id).where(
            OutboxRow.state == OutboxState.WAITING, OutboxRow.lane == FanOut.id + Lane.FIRST_FAN_OUT
        )
        running = select(FanOut.id).where(FanOut.state != FanOutState.PAUSED, waiting.exists()).order_by(FanOut.id)
        return tuple(Lane.FIRST_FAN_OUT + number for number in self._session().scalars(running))

    def unfinished(self, since: datetime) -> Sequence[FanOut]:
        """Return fan-outs whose preparation nobody has gone on with since."""
        stuck = select(FanOut).where(FanOut.state == FanOutState.PREPARING, FanOut.touched_at < since)
        return self._session().scalars(stuck.where(FanOut.audience != Audience.TAG)).all()

    def left(self, fan_out: FanOut) -> int:
        """Return how many rows of the fan-out are still to be done."""
        count = select(func.count()).where(OutboxRow.lane == fan_out.lane, OutboxRow.state == OutboxState.WAITING)
        return int(self._session().scalar(count) or 0)

    def total(self, fan_out: FanOut) -> int:
        """Return how many people are meant."""
        return int(self._session().scalar(select(func.count()).select_from(_people(fan_out).subquery())) or 0)

    def prepare_some(self, fan_out: FanOut, limit: int, now: datetime) -> int:
        """Put the next people's rows into the outbox by one statement; how many, 0 when all are in."""
        session = self._session()
        some = _people(fan_out).where(User.id > fan_out.cursor).order_by(User.id).limit(limit).subquery()
        count, last = session.execute(select(func.count(), func.max(some.c.id))).one()
        if count:
            insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
            rows = insert(OutboxRow).from_select(COLUMNS, self._rows(fan_out, some.c.id, now))
            session.execute(rows.on_conflict_do_nothing(index_elements=["key"]))
            fan_out.cursor, fan_out.rows = last, fan_out.rows + count
        is_whole = fan_out.audience != Audience.TAG or bool(fan_out.cursor)
        if count < limit and is_whole and fan_out.state == FanOutState.PREPARING:
            fan_out.state = FanOutState.PREPARED
        fan_out.touched_at = now
        session.flush()
        return int(count)

    def add_people(self, fan_out: FanOut, users: Collection[int], now: datetime) -> int:
        """Put the rows of these people into the outbox; how many were new."""
        session, some = self._session(), select(User.id).where(User.id.in_(users)).subquery()
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        rows = insert(OutboxRow).from_select(COLUMNS, self._rows(fan_out, some.c.id, now))
        added = session.execute(rows.on_conflict_do_nothing(index_elements=["key"]).returning(OutboxRow.id)).all()
        fan_out.rows, fan_out.touched_at = fan_out.rows + len(added), now
        session.flush()
        return len(added)

    def finish(self, fan_out: FanOut) -> None:
        """Note that the platform has named everybody with the tag."""
        fan_out.cursor = 1
        if fan_out.state == FanOutState.PREPARING:
            fan_out.state = FanOutState.PREPARED

    def _rows(self, fan_out: FanOut, user_id: ColumnElement[int], now: datetime) -> Select[*tuple[Any, ...]]:
        """Return the rows as a query: what differs is the key, which ends with the user's number."""
        sealed = self._vault.seal(json.dumps({"fan_out": fan_out.id}), PAYLOAD)
        key = literal(f"fan:{fan_out.id}:") + cast(user_id, String)
        moment = literal(now, Instant)
        state, kind = literal(OutboxState.WAITING.value), literal(OutboxKind.FAN_OUT.value)
        texts = (literal(sealed), literal(fan_out.key[:64]), state, literal(0), literal(0))
        rows = select(kind, key, literal(fan_out.lane), *texts, moment, moment, moment, *(literal(""),) * 3)
        return rows.where(true())  # without a WHERE, SQLite takes the ON of ON CONFLICT for a join's


def _people(fan_out: FanOut) -> Select[int]:
    if fan_out.audience == Audience.BOUND:
        return select(User.id).join(Binding, Binding.user_id == User.id)
    # Whom a tag names is asked of the platform, see BroadcastToTag: there is nobody to go on with here.
    return select(User.id) if fan_out.audience == Audience.ALL else select(User.id).where(false())
