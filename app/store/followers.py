"""Followers (关注者) of the account: who can be reached there. Deleted when they leave, as the platform demands."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import String, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.store.base import Base
from app.store.instants import Instant
from app.store.subscriptions import Subscriptions
from app.vault import Vault

OPENID = "follower.openid"


class Follower(Base):
    __tablename__ = "followers"

    id: Mapped[int] = mapped_column(primary_key=True)
    openid_index: Mapped[str] = mapped_column(String(64), unique=True)
    openid_sealed: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(Instant)


class Followers:
    """Finds, notes and forgets followers. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def is_known(self, openid: str) -> bool:
        """Whether this openid follows the account, as far as we were told."""
        indexes = self._vault.indexes(openid, OPENID)
        found = select(Follower.id).where(Follower.openid_index.in_(indexes))
        return self._session().execute(found).first() is not None

    def note(self, openid: str, at: datetime) -> None:
        """Remember a follower; nothing changes for one who is known."""
        if self.is_known(openid):
            return
        sealed = self._vault.seal(openid, OPENID)
        self._session().add(Follower(openid_index=self._vault.index(openid, OPENID), openid_sealed=sealed, since=at))
        self._session().flush()

    def forget(self, openid: str) -> None:
        """Delete what is kept of a follower, what they subscribed to included."""
        indexes = self._vault.indexes(openid, OPENID)
        self._session().execute(delete(Follower).where(Follower.openid_index.in_(indexes)))
        Subscriptions(self._session, self._vault).forget(openid)
