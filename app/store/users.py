"""Users (用户): who registered at the hall. What names a person is sealed and found by a keyed index."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.store.base import Base
from app.store.errors import unique
from app.store.instants import Instant
from app.vault import Vault

ID_NUMBER = "user.id_number"
NAME = "user.name"
PHONE = "user.phone"


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    id_index: Mapped[str] = mapped_column(String(64), unique=True)
    id_sealed: Mapped[str] = mapped_column(Text)
    name_sealed: Mapped[str] = mapped_column(Text)
    phone_sealed: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str] = mapped_column(String(255))
    registered_at: Mapped[datetime] = mapped_column(Instant)


@dataclass(frozen=True)
class Identity:
    """A person in clear, for use inside one request; ``phone`` is the one of record when they registered."""

    id_number: str = field(repr=False)
    name: str = field(repr=False)
    phone: str = field(repr=False)


class Users:
    """Finds and adds users. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def index(self, id_number: str) -> str:
        """Return the blind index of an ID number: a name for it in limits and codes."""
        return self._vault.index(id_number, ID_NUMBER)

    def find(self, id_number: str) -> User | None:
        """Return the user with this ID number, whichever key was current when they registered."""
        indexes = self._vault.indexes(id_number, ID_NUMBER)
        return self._session().scalars(select(User).where(User.id_index.in_(indexes))).first()

    def ids_of(self, id_numbers: Iterable[str]) -> dict[str, int]:
        """Return which of these ID numbers are users', and their ids: one question for some hundreds of people."""
        by_index = {index: number for number in id_numbers for index in self._vault.indexes(number, ID_NUMBER)}
        found = self._session().execute(select(User.id_index, User.id).where(User.id_index.in_(by_index)))
        return {by_index[index]: user_id for index, user_id in found}

    def get(self, user_id: int) -> User | None:
        """Return the user, or None."""
        return self._session().get(User, user_id)

    def identity(self, user: User) -> Identity:
        """Open what names the person."""
        return Identity(
            id_number=self._vault.open(user.id_sealed, ID_NUMBER),
            name=self._vault.open(user.name_sealed, NAME),
            phone=self._vault.open(user.phone_sealed, PHONE),
        )

    def add(self, identity: Identity, password_hash: str, at: datetime) -> User:
        """Insert a user. Raises Taken when the ID number is taken."""
        user = User(
            id_index=self.index(identity.id_number),
            id_sealed=self._vault.seal(identity.id_number, ID_NUMBER),
            name_sealed=self._vault.seal(identity.name, NAME),
            phone_sealed=self._vault.seal(identity.phone, PHONE),
            password_hash=password_hash,
            registered_at=at,
        )
        with unique():
            self._session().add(user)
            self._session().flush()
        return user

    def set_phone(self, user: User, phone: str) -> None:
        """Keep the phone of record as the core tells it today."""
        user.phone_sealed = self._vault.seal(phone, PHONE)
