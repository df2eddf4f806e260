"""Subscriptions (订阅): who accepted which subscription notice (订阅通知), as the platform's events tell."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ColumnElement, Integer, String, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.store.base import Base
from app.store.instants import Instant
from app.vault import Vault

OPENID = "subscription.openid"


class Subscription(Base):
    """``accepted`` counts: a one-time subscription (一次性订阅) is good for one notice an acceptance."""

    __tablename__ = "subscriptions"

    openid_index: Mapped[str] = mapped_column(String(64), primary_key=True)
    template_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    accepted: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)


class Subscriptions:
    """Counts what followers accepted. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def accept(self, openid: str, template_id: str, at: datetime) -> None:
        """Count one acceptance."""
        session = self._session()
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        index = self._vault.index(openid, OPENID)
        row = insert(Subscription).values(openid_index=index, template_id=template_id, accepted=1, at=at)
        counted = {"accepted": Subscription.accepted + 1, "at": at}
        session.execute(row.on_conflict_do_update(index_elements=["openid_index", "template_id"], set_=counted))

    def refuse(self, openid: str, template_id: str) -> None:
        """Forget what was accepted: the follower wants no more of it."""
        self._session().execute(delete(Subscription).where(*self._of(openid), Subscription.template_id == template_id))

    def spend(self, openid: str, template_id: str) -> None:
        """Use one acceptance up."""
        one = update(Subscription).where(*self._of(openid), Subscription.template_id == template_id)
        self._session().execute(one.values(accepted=Subscription.accepted - 1))

    def accepted_by(self, openid: str) -> frozenset[str]:
        """Return the templates the follower may be sent."""
        found = select(Subscription.template_id).where(*self._of(openid), Subscription.accepted > 0)
        return frozenset(self._session().scalars(found))

    def forget(self, openid: str) -> None:
        """Delete what is kept of a follower."""
        self._session().execute(delete(Subscription).where(*self._of(openid)))

    def _of(self, openid: str) -> tuple[ColumnElement[bool]]:
        return (Subscription.openid_index.in_(self._vault.indexes(openid, OPENID)),)
