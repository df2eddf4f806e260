"""Bindings (绑定): one openid to one user, both unique."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.store.base import Base
from app.store.errors import unique
from app.store.instants import Instant
from app.vault import Vault

OPENID = "binding.openid"


class Binding(Base):
    __tablename__ = "bindings"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    openid_index: Mapped[str] = mapped_column(String(64), unique=True)
    openid_sealed: Mapped[str] = mapped_column(Text)
    bound_at: Mapped[datetime] = mapped_column(Instant)


class Bindings:
    """Finds, adds and ends bindings. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def of_openid(self, openid: str) -> Binding | None:
        """Return the binding of a follower, or None."""
        indexes = self._vault.indexes(openid, OPENID)
        return self._session().scalars(select(Binding).where(Binding.openid_index.in_(indexes))).first()

    def of_user(self, user_id: int) -> Binding | None:
        """Return the binding of a user, or None."""
        return self._session().scalars(select(Binding).where(Binding.user_id == user_id)).first()

    def users_of(self, openids: Collection[str]) -> list[int]:
        """Return the users these followers are bound to."""
        indexes = [index for openid in openids for index in self._vault.indexes(openid, OPENID)]
        return list(self._session().scalars(select(Binding.user_id).where(Binding.openid_index.in_(indexes))))

    def openid(self, binding: Binding) -> str:
        """Open the openid, for sending a notice."""
        return self._vault.open(binding.openid_sealed, OPENID)

    def add(self, user_id: int, openid: str, at: datetime) -> Binding:
        """Insert a binding. Raises Taken when either side is taken."""
        binding = Binding(
            user_id=user_id,
            openid_index=self._vault.index(openid, OPENID),
            openid_sealed=self._vault.seal(openid, OPENID),
            bound_at=at,
        )
        with unique():
            self._session().add(binding)
            self._session().flush()
        return binding

    def end(self, binding: Binding) -> None:
        """Delete the binding."""
        self._session().execute(delete(Binding).where(Binding.id == binding.id))
