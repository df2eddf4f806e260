"""A unit's business on its way: prepared, submitted with a code, let go by a second person, seen."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.clock import Clock, beijing_date
from app.domain.errors import Refusal
from app.domain.unit_agent import Role
from app.domain.unit_task import TaskKind, TaskState, let_go_to
from app.domain.work import OutboxKind
from app.providers.sms import Medium
from app.services.applications.withdrawals import PolicyOn
from app.services.codes_by_sms import CodesBySms
from app.services.sms_texts import Purpose
from app.services.units.asking import core_heard
from app.services.units.checking import CheckLines, typed
from app.services.units.deferral_course import DeferralCourse
from app.services.units.sums import Sums, months_of, sums_of
from app.store.audit import Audit
from app.store.outbox import Outbox
from app.store.unit_agents import Agent, UnitAgents
from app.store.unit_tasks import NewTask, TaskContent, TaskOvertaken, UnitTask, UnitTasks

PAGE = 20
SHOWN = 50
PAYING = frozenset({TaskKind.REMIT.value, TaskKind.LATE.value})


@dataclass(frozen=True)
class ShownTask:
    """A task as a page shows it; `faults` are (row, column, code), `first` the first of its lines.

    `changes` are (fact, before, after), `sums` of money, paid for `months`.
    """

    number: str
    kind: TaskKind
    state: TaskState
    lines: int
    checked: int
    made_by: str = field(repr=False)
    released_by: str = field(repr=False)
    made_by_id: int
    core_order: str
    cause: str
    made_at: datetime
    changed_at: datetime
    first: tuple[Mapping[str, str], ...] = field(default=(), repr=False)
    faults: tuple[tuple[int, str, str], ...] = ()
    changes: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)
    sums: Sums | None = None
    months: tuple[str, ...] = ()


class PrepareTask:
    """What an agent writes becomes a task that is ready, or a file that a worker checks."""

    def __init__(
        self,
        *,
        check: CheckLines,
        tasks: UnitTasks,
        outbox: Outbox,
        audit: Audit,
        clock: Clock,
        policy_on: PolicyOn,
    ) -> None:
        self._check = check
        self._tasks = tasks
        self._outbox = outbox
        self._audit = audit
        self._clock = clock
        self._policy_on = policy_on

    def checked(self, agent: Agent, kind: TaskKind, values: dict[str, str]) -> TaskContent:
        """Check a form against the rules and the core, outside a transaction.

        Raises Refusal: unit_maker_only, core_unavailable, the core's own.
        """
        refuse_checker(agent)
        policy = self._policy_on(beijing_date(self._clock.now()))
        with core_heard():
            return self._check.rows(kind, agent.unit_number, typed(kind, values), policy)

    def keep(self, agent: Agent, kind: TaskKind, content: TaskContent) -> str:
        """Keep what was checked as a task that is ready; return its number."""
        return self._add(agent, kind, TaskState.READY, content).number or ""

    def keep_file(self, agent: Agent, kind: TaskKind, file: bytes) -> str:
        """Keep a file to be checked; return the task's number. Raises Refusal("unit_maker_only")."""
        refuse_checker(agent)
        row = self._add(agent, kind, TaskState.CHECKING, TaskContent(file=file.hex()))
        self._put(OutboxKind.UNIT_FILE, row, "check")
        return row.number or ""

    def _add(self, agent: Agent, kind: TaskKind, state: TaskState, content: TaskContent) -> UnitTask:
        now = self._clock.now()
        new = NewTask(
            agent.credit_code, agent.unit_number, kind, state, agent.id, content, f"unit-task:{secrets.token_hex(16)}"
        )
        row = self._tasks.add(new, now)
        self._audit.record("unit_task_prepared", None, now, {"task": str(row.id), "agent": str(agent.id)})
        return row

    def _put(self, kind: OutboxKind, row: UnitTask, step: str) -> None:
        key = f"unit_task:{row.id}:{step}"
        self._outbox.add(kind, {"task": row.id}, key=key, now=self._clock.now(), correlation=f"unit_task:{row.id}")


class SubmitTask:
    """Submitting and letting go, each with a code to the phone of the one who does it."""

    def __init__(
        self,
        *,
        tasks: UnitTasks,
        agents: UnitAgents,
        codes: CodesBySms,
        course: DeferralCourse,
        outbox: Outbox,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._tasks = tasks
        self._agents = agents
        self._course = course
        self._codes = codes
        self._outbox = outbox
        self._audit = audit
        self._clock = clock

    def send_code(self, agent: Agent, number: str, medium: Medium = Medium.TEXT) -> None:
        """Send a code for this task. Raises Refusal as CodesBySms.send, outside a transaction."""
        self._codes.send(Purpose.UNIT_CHANGE, self._subject(agent, number), agent.phone, medium=medium)

    def submit(self, agent: Agent, number: str, code: str) -> None:
        """Send it to the centre, or to the unit's checker where there is one.

        Raises Refusal: unit_task_unknown, unit_maker_only, unit_task_moved, deferral_open, those of the code.
        """
        refuse_checker(agent)
        row = self._own(agent, number, TaskState.READY)
        self._check(agent, number, code)
        waits = self._agents.count(agent.credit_code, Role.CHECKER) > 0
        to = TaskState.WAITING if waits else let_go_to(TaskKind(row.kind))
        self._move(agent, row, to, "unit_task_submitted")

    def release(self, agent: Agent, number: str, code: str) -> None:
        """Let another agent's task go to the centre. Raises Refusal as `submit`, and unit_checker_only."""
        row = self._to_check(agent, number)
        self._check(agent, number, code)
        to = let_go_to(TaskKind(row.kind))
        self._move(agent, row, to, "unit_task_released", released_by=agent.id)

    def give_back(self, agent: Agent, number: str) -> None:
        """Send another agent's task back. Raises Refusal as `release`."""
        self._move(agent, self._to_check(agent, number), TaskState.DROPPED, "unit_task_given_back", cause="given_back")

    def drop(self, agent: Agent, number: str) -> None:
        """Give up what was not submitted. Raises Refusal: unit_task_unknown, unit_task_moved, unit_maker_only."""
        refuse_checker(agent)
        row = self._own(agent, number, TaskState.READY)
        self._move(agent, row, TaskState.DROPPED, "unit_task_dropped", cause="dropped")

    def _to_check(self, agent: Agent, number: str) -> UnitTask:
        if agent.role is not Role.CHECKER:
            raise Refusal("unit_checker_only")
        row = self._own(agent, number, TaskState.WAITING)
        if row.made_by == agent.id:  # a maker who became a checker since
            raise Refusal("unit_checker_only")
        return row

    def _own(self, agent: Agent, number: str, state: TaskState) -> UnitTask:
        row = self._tasks.own(agent.credit_code, number)
        if row is None:
            raise Refusal("unit_task_unknown")
        if row.state != state.value:
            raise Refusal("unit_task_moved")
        return row

    def _check(self, agent: Agent, number: str, code: str) -> None:
        self._codes.check(Purpose.UNIT_CHANGE, self._subject(agent, number), code)

    def _move(self, agent: Agent, row: UnitTask, to: TaskState, event: str, **facts: str | int) -> None:
        now = self._clock.now()
        try:
            self._tasks.move(row, to, now, **facts)
        except TaskOvertaken:
            raise Refusal("unit_task_moved") from None
        self._audit.record(event, None, now, {"task": str(row.id), "agent": str(agent.id)})
        self._course.moved(row, to)
        if to is TaskState.SENT:
            put_to_core(self._outbox, row, now)

    def _subject(self, agent: Agent, number: str) -> str:
        return self._agents.subject(agent.credit_code, f"{agent.phone} {number}")


class ShowTasks:
    """A unit's own tasks."""

    def __init__(self, tasks: UnitTasks, agents: UnitAgents) -> None:
        self._tasks = tasks
        self._agents = agents

    def list(self, agent: Agent, page: int = 0) -> tuple[list[ShownTask], bool]:
        """Return a page, the newest first, and whether there are more."""
        rows = self._tasks.of_unit(agent.credit_code, limit=PAGE + 1, offset=page * PAGE)
        return [self._shown(row) for row in rows[:PAGE]], len(rows) > PAGE

    def one(self, agent: Agent, number: str) -> ShownTask:
        """Return one with its first lines and its faults. Raises Refusal("unit_task_unknown")."""
        row = self._tasks.own(agent.credit_code, number)
        if row is None:
            raise Refusal("unit_task_unknown")
        return self._shown(row, self._tasks.content(row))

    def lines(self, agent: Agent, number: str) -> Sequence[Mapping[str, str]]:
        """Return all lines of one, however many. Raises Refusal("unit_task_unknown")."""
        row = self._tasks.own(agent.credit_code, number)
        if row is None:
            raise Refusal("unit_task_unknown")
        return self._tasks.content(row).lines

    def _shown(self, row: UnitTask, content: TaskContent | None = None) -> ShownTask:
        return ShownTask(
            number=row.number or "",
            kind=TaskKind(row.kind),
            state=TaskState(row.state),
            lines=row.lines,
            checked=row.checked,
            made_by=self._name(row.made_by),
            released_by=self._name(row.released_by),
            made_by_id=row.made_by,
            core_order=row.core_order,
            cause=row.cause,
            made_at=row.made_at,
            changed_at=row.changed_at,
            first=tuple(content.lines[:SHOWN]) if content else (),
            faults=tuple(content.faults) if content else (),
            changes=content.changes() if content else (),
            sums=sums_of(content.lines) if content and row.kind in PAYING else None,
            months=months_of(content.lines) if content and row.kind in PAYING else (),
        )

    def _name(self, agent_id: int | None) -> str:
        row = self._agents.any(agent_id) if agent_id is not None else None
        return self._agents.opened(row).name if row is not None else ""


def put_to_core(outbox: Outbox, row: UnitTask, now: datetime) -> None:
    """Let a worker take a task to the core."""
    name = f"unit_task:{row.id}"
    outbox.add(OutboxKind.UNIT_TASK, {"task": row.id}, key=f"{name}:send", now=now, correlation=name)


def refuse_checker(agent: Agent) -> None:
    """Raise Refusal("unit_maker_only") for whoever only checks."""
    if agent.role is not Role.MAKER:
        raise Refusal("unit_maker_only")
