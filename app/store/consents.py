"""Consents (授权同意): who agreed to which version of the privacy notice, and when. Rows are only added."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.store.base import Base
from app.store.instants import Instant


class Consent(Base):
    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    version: Mapped[str] = mapped_column(String(32))
    given_at: Mapped[datetime] = mapped_column(Instant)


class Consents:
    """Records and reads consents. Never commits."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = session

    def give(self, user_id: int, version: str, at: datetime) -> None:
        """Record that the user agreed to ``version``."""
        self._session().add(Consent(user_id=user_id, version=version, given_at=at))
        self._session().flush()

    def latest(self, user_id: int) -> str | None:
        """Return the version the user agreed to last, or None."""
        newest = select(Consent.version).where(Consent.user_id == user_id).order_by(Consent.id.desc())
        return self._session().scalars(newest).first()
