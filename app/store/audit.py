"""The audit trail (审计日志): rows are only added, and each holds the hash of the one before."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import BigInteger, ColumnElement, Connection, Integer, String, Text, event, func, select, text, update
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column

from app.store.base import Base
from app.store.instants import Instant

GENESIS = "0" * 64
HEAD_ID = 1
FIRST_HEAD = text("INSERT INTO audit_head (id, hash) VALUES (:id, :hash) ON CONFLICT (id) DO NOTHING")
PERSONAL = re.compile(r"\d{11}")  # an ID number, a phone or a card has at least so many digits in a row


class AppendOnly(Exception):
    """Somebody tried to change or delete a row of the trail."""


class AuditRow(Base):
    __tablename__ = "audit_rows"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    event: Mapped[str] = mapped_column(String(64))
    user_id: Mapped[int | None] = mapped_column(index=True)
    facts: Mapped[str] = mapped_column(Text)
    prev_hash: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class AuditHead(Base):
    """The newest hash, in one row: its lock puts writers in line, and it betrays a trail cut off at the end."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(String(64))


def _refuse(_: "Mapper[AuditRow]", __: Connection, ___: AuditRow) -> None:
    raise AppendOnly


event.listen(AuditRow, "before_update", _refuse)
event.listen(AuditRow, "before_delete", _refuse)


@dataclass(frozen=True)
class Wanted:
    """What is searched for: an event's name, a user, facts, and from when until when; all that are given count."""

    event: str = ""
    user_id: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    since: datetime | None = None
    until: datetime | None = None


class Audit:
    """Writes and verifies the trail. Never commits."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = session

    def record(
        self, event_name: str, user_id: int | None, at: datetime, facts: Mapping[str, str] | None = None
    ) -> None:
        """Add a row; ``facts`` hold codes, versions and our own row numbers. ValueError for personal data in them."""
        if any(PERSONAL.search(fact) for fact in (facts or {}).values()):
            raise ValueError("personal data has no place in the audit trail")
        session = self._session()
        previous = self._take_head(session)
        row = AuditRow(
            at=at.astimezone(UTC), event=event_name, user_id=user_id, facts=_canonical(facts or {}), prev_hash=previous
        )
        row.hash = _hash(row)
        session.add(row)
        session.execute(update(AuditHead).where(AuditHead.id == HEAD_ID).values(hash=row.hash))
        session.flush()

    def first_broken(self) -> int | None:
        """Return the id of the first row that does not fit, 0 when the end is missing, or None when all is well."""
        previous = GENESIS
        every = select(AuditRow).order_by(AuditRow.id).execution_options(yield_per=1000)
        with self._session().scalars(every) as rows:  # a broken row ends the walk early, and the cursor with it
            for row in rows:
                if row.prev_hash != previous or row.hash != _hash(row):
                    return row.id
                previous = row.hash
        head = self._session().scalar(select(AuditHead.hash))
        return None if (head or GENESIS) == previous else 0

    def search(self, wanted: Wanted, *, limit: int, offset: int = 0) -> Sequence[AuditRow]:
        """Return rows that fit, the newest first."""
        rows = select(AuditRow).where(*_conditions(wanted)).order_by(AuditRow.id.desc())
        return self._session().scalars(rows.limit(limit).offset(offset)).all()

    def size(self) -> int:
        """Return how many rows there are."""
        return int(self._session().scalar(select(func.count()).select_from(AuditRow)) or 0)

    def _take_head(self, session: Session) -> str:
        # The update comes before the read: it locks the row, so that what is read stays the newest until the commit.
        locked = update(AuditHead).where(AuditHead.id == HEAD_ID).values(id=HEAD_ID).returning(AuditHead.hash)
        head = session.execute(locked).scalar_one_or_none()
        if head is None:
            session.execute(FIRST_HEAD, {"id": HEAD_ID, "hash": GENESIS})
            head = session.execute(locked).scalar_one()
        return head


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.event:
        yield AuditRow.event == wanted.event
    if wanted.user_id is not None:
        yield AuditRow.user_id == wanted.user_id
    if wanted.since is not None:
        yield AuditRow.at >= wanted.since
    if wanted.until is not None:
        yield AuditRow.at < wanted.until
    for name, value in wanted.facts.items():
        yield AuditRow.facts.contains(_canonical({name: value})[1:-1], autoescape=True)


def _canonical(facts: Mapping[str, str]) -> str:
    return json.dumps(dict(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(row: AuditRow) -> str:
    content = {
        "at": row.at.isoformat(),
        "event": row.event,
        "facts": row.facts,
        "prev": row.prev_hash,
        "user": "" if row.user_id is None else str(row.user_id),
    }
    return sha256(_canonical(content).encode()).hexdigest()
