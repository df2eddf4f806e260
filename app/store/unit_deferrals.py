"""缓缴: what a unit's application has beside its task, and what staff of the centre decided of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Integer, LargeBinary, String, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.deferral import Stage
from app.domain.paper import Paper
from app.domain.staff import Act
from app.domain.unit_task import TaskState
from app.store.base import Base
from app.store.errors import unique
from app.store.instants import Instant
from app.store.unit_tasks import UnitTask
from app.vault import Vault

PAPER, WORDS = "unit_deferral.paper", "unit_decision.words"
WAITS = UnitTask.state == TaskState.CENTRE.value


class UnitDeferral(Base):
    """``open_key`` is the unit's number while the application is open: one at a time. ``step`` counts decisions."""

    __tablename__ = "unit_deferrals"
    __table_args__ = (CheckConstraint("decided_by <> proposed_by", name="second_person"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("unit_tasks.id", ondelete="CASCADE"), primary_key=True)
    open_key: Mapped[str | None] = mapped_column(String(20), unique=True)
    paper_type: Mapped[str] = mapped_column(String(32))
    paper_sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    reached_at: Mapped[datetime | None] = mapped_column(Instant)
    promised_on: Mapped[date | None] = mapped_column(Date)
    step: Mapped[int] = mapped_column(Integer)
    proposed: Mapped[str] = mapped_column(String(16))
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))

    @property
    def stage(self) -> Stage:
        """Whose turn it is while it waits."""
        return Stage.CONFIRM if self.proposed else Stage.PROPOSE


class UnitDecision(Base):
    """What one of the staff did with a unit's application, and what they wrote."""

    __tablename__ = "unit_decisions"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("unit_tasks.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    act: Mapped[str] = mapped_column(String(16))
    words_sealed: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)


@dataclass(frozen=True)
class Standing:
    """What a decision leads to: who proposed what (nobody: "" and None), and who had the last word, if anybody."""

    proposed: str
    proposed_by: int | None
    decided_by: int | None = None


@dataclass(frozen=True)
class Said:
    """What is written down of a decision."""

    by: int
    act: Act
    words: str = field(repr=False)


class UnitDeferrals:
    """Adds, finds and decides. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def add(self, task_id: int, paper: Paper) -> UnitDeferral:
        """Keep the resolution (决议) with its task, sealed."""
        row = UnitDeferral(
            task_id=task_id,
            paper_type=paper.media_type,
            paper_sealed=self._vault.seal_bytes(paper.content, PAPER),
            step=0,
            proposed="",
        )
        self._session().add(row)
        self._session().flush()
        return row

    def get(self, task_id: int) -> UnitDeferral | None:
        return self._session().get(UnitDeferral, task_id)

    def paper(self, row: UnitDeferral) -> Paper:
        """Open the resolution."""
        return Paper(row.paper_type, self._vault.open_bytes(row.paper_sealed, PAPER))

    def open_of(self, unit_number: str) -> UnitDeferral | None:
        """Return the unit's open application, if there is one."""
        return self._session().scalars(select(UnitDeferral).where(UnitDeferral.open_key == unit_number)).first()

    def hold(self, row: UnitDeferral, unit_number: str) -> None:
        """Make it the unit's open application. Raises Taken where another one is."""
        with unique():
            row.open_key = unit_number
            self._session().flush()

    def free(self, row: UnitDeferral) -> None:
        """It is open no more."""
        row.open_key = None
        self._session().flush()

    def reached(self, row: UnitDeferral, at: datetime, promised_on: date) -> None:
        """Note that the centre has it from now on."""
        row.reached_at, row.promised_on = at, promised_on
        self._session().flush()

    def waiting(self, *, limit: int, offset: int = 0) -> Sequence[tuple[UnitTask, UnitDeferral]]:
        """Return a page of what waits for the centre, those promised first in front."""
        both = select(UnitTask, UnitDeferral).join(UnitDeferral, UnitDeferral.task_id == UnitTask.id).where(WAITS)
        page = both.order_by(UnitDeferral.promised_on, UnitTask.id).limit(limit).offset(offset)
        return [(task, row) for task, row in self._session().execute(page)]

    def numbered(self, number: str) -> tuple[UnitTask, UnitDeferral] | None:
        """Return the application with this 办件编号 that has reached the centre, decided ones too, or None."""
        both = select(UnitTask, UnitDeferral).join(UnitDeferral, UnitDeferral.task_id == UnitTask.id)
        own = UnitTask.number == number, UnitDeferral.reached_at.is_not(None)
        found = self._session().execute(both.where(*own)).first()
        return None if found is None else (found[0], found[1])

    def decide(self, row: UnitDeferral, to: Standing, said: Said, at: datetime) -> bool:
        """Note a decision on what was seen; False when somebody was faster. One statement: two at once."""
        seen = update(UnitDeferral).where(UnitDeferral.task_id == row.task_id, UnitDeferral.step == row.step)
        moved = self._session().execute(
            seen.values(step=row.step + 1, **vars(to)).execution_options(synchronize_session=False)
        )
        if not getattr(moved, "rowcount", 0):
            return False
        sealed = self._vault.seal(said.words, WORDS)
        noted = {"staff_id": said.by, "act": said.act.value, "words_sealed": sealed, "at": at}
        self._session().add(UnitDecision(task_id=row.task_id, **noted))
        self._session().flush()
        self._session().refresh(row)
        return True

    def decisions(self, task_id: int) -> Sequence[UnitDecision]:
        """Return what was decided, the oldest first."""
        own = select(UnitDecision).where(UnitDecision.task_id == task_id).order_by(UnitDecision.id)
        return self._session().scalars(own).all()

    def words(self, row: UnitDecision) -> str:
        """Open what was written."""
        return self._vault.open(row.words_sealed, WORDS)

    def reason(self, task_id: int) -> str:
        """Return why the centre refused, for the unit to read; empty where it did not."""
        refused = [one for one in self.decisions(task_id) if one.act == Act.REFUSE.value]
        return self.words(refused[-1]) if refused else ""
