"""Known devices (常用设备): where a user proved who they are not long ago, by a digest of the browser's own token."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.store.base import Base
from app.store.instants import Instant


class KnownDevice(Base):
    __tablename__ = "known_devices"
    __table_args__ = (UniqueConstraint("user_id", "token_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64))
    entered_at: Mapped[datetime] = mapped_column(Instant, index=True)


class KnownDevices:
    """Remembers and forgets devices. A token is random, so its plain digest tells nothing. Never commits."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = session

    def is_known(self, user_id: int, token: str, since: datetime) -> bool:
        """Whether this user entered on this device at or after ``since``."""
        found = select(KnownDevice.id).where(
            KnownDevice.user_id == user_id,
            KnownDevice.token_hash == _digest(token),
            KnownDevice.entered_at >= since,
        )
        return self._session().execute(found).first() is not None

    def remember(self, user_id: int, token: str, at: datetime) -> None:
        """Keep that the user entered on this device now; twice at once is still one row."""
        session = self._session()
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        row = insert(KnownDevice).values(user_id=user_id, token_hash=_digest(token), entered_at=at)
        session.execute(row.on_conflict_do_update(index_elements=["user_id", "token_hash"], set_={"entered_at": at}))

    def forget_all(self, user_id: int) -> None:
        """Forget every device of a user: the next entry asks again."""
        self._session().execute(delete(KnownDevice).where(KnownDevice.user_id == user_id))

    def forget_before(self, moment: datetime) -> None:
        """Forget the devices nobody entered on since ``moment``."""
        self._session().execute(delete(KnownDevice).where(KnownDevice.entered_at < moment))


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
