"""Staff accounts (工作人员): one person each. Who they are is sealed, and so is the secret of their one-time codes."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import BigInteger, String, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.staff import Member, Role
from app.store.base import Base
from app.store.errors import unique
from app.store.instants import Instant
from app.vault import Vault

ID_NUMBER, NAME, TOTP = "staff.id_number", "staff.name", "staff.totp"


class StaffRow(Base):
    """``totp_step`` is the thirty seconds of the last code that let somebody in: no code serves twice."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(10), unique=True)
    name_sealed: Mapped[str] = mapped_column(Text)
    id_index: Mapped[str] = mapped_column(String(64), unique=True)
    id_sealed: Mapped[str] = mapped_column(Text)
    roles: Mapped[str] = mapped_column(String(64))
    password_hash: Mapped[str] = mapped_column(String(255))
    totp_sealed: Mapped[str] = mapped_column(Text)
    totp_step: Mapped[int] = mapped_column(BigInteger)
    active: Mapped[bool]
    added_at: Mapped[datetime] = mapped_column(Instant)


@dataclass(frozen=True)
class NewStaff:
    """Who is added; ``id_number`` tells whose applications they may not decide."""

    number: str
    name: str = field(repr=False)
    id_number: str = field(repr=False)
    roles: frozenset[Role]


class Staff:
    """Finds and adds staff. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def find(self, number: str) -> StaffRow | None:
        """Return the account with this number (工号), or None."""
        return self._session().scalars(select(StaffRow).where(StaffRow.number == number)).first()

    def get(self, staff_id: int) -> StaffRow | None:
        return self._session().get(StaffRow, staff_id)

    def all(self) -> list[StaffRow]:
        """Return every account, by number."""
        return list(self._session().scalars(select(StaffRow).order_by(StaffRow.number)))

    def add(self, new: NewStaff, password_hash: str, secret: str, at: datetime) -> StaffRow:
        """Insert an account. Raises Taken when the number or the person has one."""
        row = StaffRow(
            number=new.number,
            name_sealed=self._vault.seal(new.name, NAME),
            id_index=self._vault.index(new.id_number, ID_NUMBER),
            id_sealed=self._vault.seal(new.id_number, ID_NUMBER),
            roles=",".join(sorted(new.roles)),
            password_hash=password_hash,
            totp_sealed=self._vault.seal(secret, TOTP),
            totp_step=0,
            active=True,
            added_at=at,
        )
        with unique():
            self._session().add(row)
            self._session().flush()
        return row

    def renew(self, row: StaffRow, password_hash: str, secret: str) -> None:
        """Give the account another password and another secret, and let it in again."""
        row.password_hash, row.totp_sealed = password_hash, self._vault.seal(secret, TOTP)
        row.totp_step, row.active = 0, True
        self._session().flush()

    def secret(self, row: StaffRow) -> str:
        """Open the secret of the one-time codes."""
        return self._vault.open(row.totp_sealed, TOTP)

    def id_number(self, row: StaffRow) -> str:
        """Open whose account it is."""
        return self._vault.open(row.id_sealed, ID_NUMBER)

    def use_step(self, row: StaffRow, step: int) -> bool:
        """Use a code's thirty seconds up; False when it or a later one was used before. One statement: two at once."""
        newer = update(StaffRow).where(StaffRow.id == row.id, StaffRow.totp_step < step).values(totp_step=step)
        used = self._session().execute(newer.execution_options(synchronize_session=False))
        return bool(getattr(used, "rowcount", 0))

    def member(self, row: StaffRow) -> Member:
        """Return the account as the desk knows it."""
        roles = frozenset(Role(role) for role in row.roles.split(",") if role)
        return Member(row.id, row.number, self._vault.open(row.name_sealed, NAME), roles)

    def names(self, ids: Collection[int]) -> dict[int, str]:
        """Return names and numbers as one text by id: 王芳（1002）."""
        rows = self._session().scalars(select(StaffRow).where(StaffRow.id.in_(ids)))
        return {row.id: f"{self._vault.open(row.name_sealed, NAME)}（{row.number}）" for row in rows}
