"""Messages in the hall (站内消息): every notice lies here, whatever became of it on other ways."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.store.base import Base
from app.store.instants import Instant
from app.store.once import insert_once
from app.vault import Vault

FACTS = "hall_message.facts"


class HallMessage(Base):
    __tablename__ = "hall_messages"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(32))
    facts_sealed: Mapped[str] = mapped_column(Text)
    told_at: Mapped[datetime] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (Index("ix_hall_messages_user_id", "user_id", "id"),)


class HallMessages:
    """Adds, lists and marks messages. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def add(self, user_id: int, kind: str, facts: Mapping[str, str], *, key: str, at: datetime) -> bool:
        """Add a message; False when one with this key is there already."""
        row = self.row(user_id, kind, facts, key=key, at=at)
        return insert_once(self._session(), HallMessage, [row]) == 1

    def row(self, user_id: int, kind: str, facts: Mapping[str, str], *, key: str, at: datetime) -> dict[str, object]:
        """Return a new message's values, for inserting many at once."""
        sealed = self._vault.seal(json.dumps(dict(facts), ensure_ascii=False), FACTS)
        return {"user_id": user_id, "kind": kind, "key": key, "facts_sealed": sealed, "told_at": at}

    def facts(self, message: HallMessage) -> dict[str, str]:
        """Open the facts of a message."""
        facts: dict[str, str] = json.loads(self._vault.open(message.facts_sealed, FACTS))
        return facts

    def of_key(self, key: str) -> HallMessage | None:
        """Return the message with this key, or None."""
        return self._session().scalars(select(HallMessage).where(HallMessage.key == key)).first()

    def of_user(self, user_id: int, *, limit: int, before: int | None = None) -> Sequence[HallMessage]:
        """Return a person's messages, the newest first; ``before`` is the id the page before ended with."""
        found = select(HallMessage).where(HallMessage.user_id == user_id).order_by(HallMessage.id.desc()).limit(limit)
        if before is not None:
            found = found.where(HallMessage.id < before)
        return self._session().scalars(found).all()

    def own(self, user_id: int, message_id: int) -> HallMessage | None:
        """Return a message of this person, or None: somebody else's does not exist for them."""
        found = select(HallMessage).where(HallMessage.user_id == user_id, HallMessage.id == message_id)
        return self._session().scalars(found).first()

    def unread(self, user_id: int) -> int:
        """Return how many messages the person has not read."""
        count = select(func.count()).where(HallMessage.user_id == user_id, HallMessage.read_at.is_(None))
        return int(self._session().scalar(count) or 0)

    def read_all(self, user_id: int, at: datetime) -> None:
        """Mark everything as read."""
        unread = update(HallMessage).where(HallMessage.user_id == user_id, HallMessage.read_at.is_(None))
        self._session().execute(unread.values(read_at=at))
