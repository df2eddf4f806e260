"""A unit's business (单位办件): what is prepared, checked, let go and done. What it says of people is sealed."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.clock import beijing_date
from app.domain.unit_task import TaskKind, TaskState, move, task_number
from app.store.base import Base
from app.store.instants import Instant
from app.vault import Vault

CONTENT = "unit_task.content"
UNDER_WAY = [state.value for state in (TaskState.WAITING, TaskState.CENTRE, TaskState.SENT)]


class TaskOvertaken(Exception):
    """Somebody else moved the task first."""


class UnitTask(Base):
    """`lines` is how many people it is about, `checked` how many rows of its file were looked at so far."""

    __tablename__ = "unit_tasks"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    credit_code: Mapped[str] = mapped_column(String(18), index=True)
    unit_number: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    made_by: Mapped[int] = mapped_column(ForeignKey("unit_agents.id", ondelete="RESTRICT"))
    released_by: Mapped[int | None] = mapped_column(ForeignKey("unit_agents.id", ondelete="RESTRICT"))
    lines: Mapped[int] = mapped_column(Integer)
    checked: Mapped[int] = mapped_column(Integer)
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    core_key: Mapped[str] = mapped_column(String(64), unique=True)
    core_order: Mapped[str] = mapped_column(String(32))
    cause: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)


@dataclass(frozen=True)
class TaskContent:
    """Its lines, or what is wrong with its file: (row, column, code). `file` is the file itself, in hex, until then.

    Where facts are changed, `before` is all of them as they were read, and `after` as they shall be.
    """

    lines: Sequence[Mapping[str, str]] = field(default=(), repr=False)
    faults: Sequence[tuple[int, str, str]] = ()
    file: str = field(default="", repr=False)
    before: Mapping[str, str] = field(default_factory=dict, repr=False)
    after: Mapping[str, str] = field(default_factory=dict, repr=False)

    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """Return (fact, before, after) of all that differs."""
        return tuple((fact, old, self.after[fact]) for fact, old in self.before.items() if old != self.after[fact])


@dataclass(frozen=True)
class NewTask:
    """What is inserted."""

    credit_code: str
    unit_number: str
    kind: TaskKind
    state: TaskState
    made_by: int
    content: TaskContent
    core_key: str = field(repr=False)


class UnitTasks:
    """Finds, adds and moves tasks. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def add(self, new: NewTask, at: datetime) -> UnitTask:
        row = UnitTask(
            credit_code=new.credit_code,
            unit_number=new.unit_number,
            kind=new.kind.value,
            state=new.state.value,
            made_by=new.made_by,
            lines=len(new.content.lines),
            checked=len(new.content.lines),
            content_sealed=self._sealed(new.content),
            core_key=new.core_key,
            core_order="",
            cause="",
            made_at=at,
            changed_at=at,
        )
        self._session().add(row)
        self._session().flush()
        row.number = task_number(beijing_date(at), row.id)
        return row

    def get(self, task_id: int) -> UnitTask | None:
        return self._session().get(UnitTask, task_id)

    def own(self, credit_code: str, number: str) -> UnitTask | None:
        """Return the unit's task; another unit's is None, like one that nobody has."""
        wanted = select(UnitTask).where(UnitTask.credit_code == credit_code, UnitTask.number == number)
        return self._session().scalars(wanted).first()

    def of_unit(self, credit_code: str, *, limit: int, offset: int = 0) -> list[UnitTask]:
        """Return a page of the unit's tasks, the newest first."""
        own = select(UnitTask).where(UnitTask.credit_code == credit_code).order_by(UnitTask.id.desc())
        return list(self._session().scalars(own.limit(limit).offset(offset)))

    def done(self, credit_code: str, kinds: Sequence[TaskKind], *, limit: int, offset: int = 0) -> list[UnitTask]:
        """Return a page of the unit's tasks of these kinds that the core carried out, the newest first."""
        own = (
            select(UnitTask)
            .where(
                UnitTask.credit_code == credit_code,
                UnitTask.kind.in_([kind.value for kind in kinds]),
                UnitTask.state == TaskState.DONE.value,
            )
            .order_by(UnitTask.id.desc())
        )
        return list(self._session().scalars(own.limit(limit).offset(offset)))

    def under_way(self, credit_code: str, but: int) -> int:
        """Return how many of the unit's tasks are on their way (在途), one not counted."""
        own = UnitTask.credit_code == credit_code, UnitTask.id != but, UnitTask.state.in_(UNDER_WAY)
        return int(self._session().scalar(select(func.count()).where(*own)) or 0)

    def content(self, row: UnitTask) -> TaskContent:
        """Open what it is about."""
        kept = json.loads(self._vault.open_bytes(row.content_sealed, CONTENT))
        return TaskContent(**(kept | {"faults": [tuple(fault) for fault in kept["faults"]]}))

    def replace(self, row: UnitTask, content: TaskContent) -> None:
        """Put what was found out in place of the file."""
        row.content_sealed, row.lines = self._sealed(content), len(content.lines)

    def note_checked(self, task_id: int, rows: int) -> None:
        """Say how far the file was looked at."""
        self._session().execute(update(UnitTask).where(UnitTask.id == task_id).values(checked=rows))

    def move(self, row: UnitTask, to: TaskState, at: datetime, **facts: str | int) -> None:
        """Note the next state. Raises InvalidTaskMove, or TaskOvertaken when somebody else moved it meanwhile."""
        move(TaskState(row.state), to)
        still = update(UnitTask).where(UnitTask.id == row.id, UnitTask.state == row.state)
        moved = self._session().execute(
            still.values(state=to.value, changed_at=at, **facts).execution_options(synchronize_session=False)
        )
        if not getattr(moved, "rowcount", 0):
            raise TaskOvertaken
        self._session().refresh(row)

    def _sealed(self, content: TaskContent) -> bytes:
        return self._vault.seal_bytes(json.dumps(vars(content), ensure_ascii=False, default=list).encode(), CONTENT)
