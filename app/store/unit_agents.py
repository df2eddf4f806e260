"""A unit's agents (经办人): who may act for it in the unit hall. Name and phone are sealed; never commits."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.unit_agent import Role
from app.store.base import Base
from app.store.errors import unique
from app.store.instants import Instant
from app.vault import Vault

PHONE, NAME = "unit_agent.phone", "unit_agent.name"


class UnitAgent(Base):
    """One of a unit and phone. Without a password yet: added, and not come in; `removed_at` bars the way."""

    __tablename__ = "unit_agents"
    __table_args__ = (UniqueConstraint("credit_code", "phone_index"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    credit_code: Mapped[str] = mapped_column(String(18))
    unit_number: Mapped[str] = mapped_column(String(20))
    unit_name: Mapped[str] = mapped_column(String(255))
    phone_index: Mapped[str] = mapped_column(String(64))
    phone_sealed: Mapped[str] = mapped_column(Text)
    name_sealed: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    added_at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)


@dataclass(frozen=True)
class Agent:
    """An agent in clear, for use inside one request. `is_active`: has set a password."""

    id: int
    credit_code: str
    unit_number: str
    unit_name: str
    name: str = field(repr=False)
    phone: str = field(repr=False)
    role: Role
    is_active: bool


@dataclass(frozen=True)
class NewAgent:
    """Who is to be added."""

    credit_code: str
    unit_number: str
    unit_name: str
    name: str = field(repr=False)
    phone: str = field(repr=False)
    role: Role


class UnitAgents:
    """Finds and adds agents."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def subject(self, credit_code: str, phone: str) -> str:
        """Return a name for an agent, known or not, in limits and codes."""
        return self._vault.index(f"{credit_code} {phone}", PHONE)

    def find(self, credit_code: str, phone: str) -> UnitAgent | None:
        """Return the unit's agent with this phone, removed ones too."""
        own = UnitAgent.credit_code == credit_code, UnitAgent.phone_index.in_(self._vault.indexes(phone, PHONE))
        return self._session().scalars(select(UnitAgent).where(*own)).first()

    def get(self, agent_id: int) -> UnitAgent | None:
        """Return the agent unless removed."""
        row = self._session().get(UnitAgent, agent_id)
        return None if row is None or row.removed_at is not None else row

    def any(self, agent_id: int) -> UnitAgent | None:
        """Return the agent, removed ones too: what they did keeps their name."""
        return self._session().get(UnitAgent, agent_id)

    def of_unit(self, credit_code: str) -> list[UnitAgent]:
        """Return the unit's agents, the oldest first."""
        own = UnitAgent.credit_code == credit_code, UnitAgent.removed_at.is_(None)
        return list(self._session().scalars(select(UnitAgent).where(*own).order_by(UnitAgent.id)))

    def count(self, credit_code: str, role: Role) -> int:
        """Return how many of the unit's agents have this role and a password."""
        own = UnitAgent.credit_code == credit_code, UnitAgent.removed_at.is_(None), UnitAgent.role == role.value
        wanted = select(func.count()).where(*own, UnitAgent.password_hash.is_not(None))
        return int(self._session().scalar(wanted) or 0)

    def add(self, new: NewAgent, at: datetime) -> UnitAgent:
        """Insert an agent, or take a removed one back. Raises Taken when two pages do it at once."""
        row = self.find(new.credit_code, new.phone)
        if row is None:
            row = UnitAgent(
                credit_code=new.credit_code,
                phone_index=self._vault.index(new.phone, PHONE),
                phone_sealed=self._vault.seal(new.phone, PHONE),
            )
            self._session().add(row)
        row.unit_number, row.unit_name = new.unit_number, new.unit_name
        row.name_sealed, row.role = self._vault.seal(new.name, NAME), new.role.value
        row.added_at, row.removed_at, row.password_hash = at, None, None
        with unique():
            self._session().flush()
        return row

    def opened(self, row: UnitAgent) -> Agent:
        """Open what names the agent."""
        return Agent(
            id=row.id,
            credit_code=row.credit_code,
            unit_number=row.unit_number,
            unit_name=row.unit_name,
            name=self._vault.open(row.name_sealed, NAME),
            phone=self._vault.open(row.phone_sealed, PHONE),
            role=Role(row.role),
            is_active=row.password_hash is not None,
        )
