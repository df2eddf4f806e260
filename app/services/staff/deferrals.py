"""单位申请 (缓缴) before staff: the queue, one application with what the core says of it, and its paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.clock import Clock, beijing_date
from app.domain.contribution import month_number
from app.domain.deferral import DESK, Stage, demand_right
from app.domain.errors import Refusal
from app.domain.paper import Paper
from app.domain.staff import Act, Member, Role
from app.domain.unit_task import TaskState
from app.domain.work import Transaction
from app.services.applications.withdrawals import PolicyOn
from app.services.units.deferral import UnitFacts, UnitState
from app.services.units.sums import DEFERRED
from app.store.audit import Audit
from app.store.staff import Staff
from app.store.unit_agents import UnitAgents
from app.store.unit_deferrals import UnitDeferral, UnitDeferrals
from app.store.unit_tasks import UnitTask, UnitTasks

PAGE_SIZE = 50
ROLES = (Role.ACCEPT, Role.REVIEW, Role.MANAGE)
Line = Mapping[str, str]


@dataclass(frozen=True)
class Waiting:
    """One line of the queue. ``days_left`` counts to the promised day; below zero it is late."""

    number: str
    unit_name: str
    stage: Stage
    term: tuple[str, str]
    people: int
    reached_at: datetime
    promised_on: date
    days_left: int


@dataclass(frozen=True)
class Check:
    """A comparison with the core or with our own tasks: its code, whether it is as it should be, and its facts."""

    code: str
    passed: bool
    facts: Line


@dataclass(frozen=True)
class Step:
    """A decision, at which stage and by whom, and what was written."""

    stage: Stage
    act: Act
    by: str = field(repr=False)
    words: str = field(repr=False)
    at: datetime


@dataclass(frozen=True)
class Case:
    """An application as staff see it. ``checks`` are of one that waits, none while the core is silent: then nobody
    decides.

    ``mark`` changes with every decision; ``why_not`` is the code of what keeps this member from deciding.
    """

    number: str
    unit_number: str
    unit_name: str
    agent: str = field(repr=False)
    state: TaskState
    stage: Stage
    proposed: str
    line: Line = field(repr=False)
    paper_type: str
    reached_at: datetime
    promised_on: date
    mark: str
    checks: tuple[Check, ...]
    steps: tuple[Step, ...]
    acts: frozenset[Act]
    why_not: str


class DeferralDesk:
    """Opens its own transactions: none is open while the core is asked. Each look is in the audit trail."""

    def __init__(
        self,
        *,
        tasks: UnitTasks,
        deferrals: UnitDeferrals,
        agents: UnitAgents,
        staff: Staff,
        state: UnitState,
        audit: Audit,
        clock: Clock,
        policy_on: PolicyOn,
        transaction: Transaction,
    ) -> None:
        self._tasks = tasks
        self._deferrals = deferrals
        self._agents = agents
        self._staff = staff
        self._state = state
        self._audit = audit
        self._clock = clock
        self._policy_on = policy_on
        self._transaction = transaction

    def queue(self, page: int = 1) -> tuple[tuple[Waiting, ...], bool]:
        """Return a page of what waits, those promised first in front, and whether there is more."""
        with self._transaction():
            rows = self._deferrals.waiting(limit=PAGE_SIZE + 1, offset=(page - 1) * PAGE_SIZE)
            return tuple(self._waiting(*both) for both in rows[:PAGE_SIZE]), len(rows) > PAGE_SIZE

    def look(self, member: Member, number: str) -> Case:
        """Return one. Raises Refusal: staff_role_missing, unknown_application."""
        member.demand(*ROLES)
        with self._transaction():
            task, _ = found(self._deferrals, number)
            credit_code, waits = task.credit_code, task.state == TaskState.CENTRE.value
            self._note("staff_saw_deferral", member, task)
        facts = self._facts(credit_code) if waits else None
        with self._transaction():
            return self._case(member, *found(self._deferrals, number), facts)

    def paper(self, member: Member, number: str) -> Paper:
        """Return the resolution (决议). Raises Refusal: staff_role_missing, unknown_application."""
        member.demand(*ROLES)
        with self._transaction():
            task, row = found(self._deferrals, number)
            self._note("staff_saw_resolution", member, task)
            return self._deferrals.paper(row)

    def _facts(self, credit_code: str) -> UnitFacts | None:
        """What the core says now; None while it is silent."""
        try:
            return self._state.facts(credit_code)
        except Refusal:
            return None

    def _waiting(self, task: UnitTask, row: UnitDeferral) -> Waiting:
        line, (reached, promised) = self._tasks.content(task).lines[0], _reached(row)
        return Waiting(
            number=task.number or "",
            unit_name=self._maker(task)[0],
            stage=row.stage,
            term=(line["first_month"], line["last_month"]),
            people=int(line["people"]),
            reached_at=reached,
            promised_on=promised,
            days_left=(promised - beijing_date(self._clock.now())).days,
        )

    def _case(self, member: Member, task: UnitTask, row: UnitDeferral, facts: UnitFacts | None) -> Case:
        line, why_not = self._tasks.content(task).lines[0], why_not_now(member, task, row)
        reached, promised = _reached(row)
        checks = () if facts is None else (*_compared(line, facts), *self._ours(line, task))
        if not why_not and not checks:
            why_not = "core_unavailable"
        unit_name, agent = self._maker(task)
        return Case(
            number=task.number or "",
            unit_number=task.unit_number,
            unit_name=unit_name,
            agent=agent,
            state=TaskState(task.state),
            stage=row.stage,
            proposed=row.proposed,
            line=line,
            paper_type=row.paper_type,
            reached_at=reached,
            promised_on=promised,
            mark=mark_of(task, row),
            checks=checks,
            steps=self._steps(task),
            acts=frozenset() if why_not else DESK[row.stage][1],
            why_not=why_not,
        )

    def _ours(self, line: Line, task: UnitTask) -> tuple[Check, ...]:
        asked, others = beijing_date(task.made_at), self._tasks.under_way(task.credit_code, task.id)
        days, most = (
            (asked - date.fromisoformat(line["resolved_on"])).days,
            self._policy_on(asked).deferral_resolution_days,
        )
        return (
            Check("resolution_fresh", 0 <= days <= most, {"days": str(days), "most": str(most)}),
            Check("no_other_task", others == 0, {"count": str(others)}),
        )

    def _steps(self, task: UnitTask) -> tuple[Step, ...]:
        rows = self._deferrals.decisions(task.id)
        names = self._staff.names({one.staff_id for one in rows})
        steps, stage = list[Step](), Stage.PROPOSE
        for row in rows:
            by, words = names.get(row.staff_id, ""), self._deferrals.words(row)
            steps.append(Step(stage, Act(row.act), by, words, row.at))
            stage = Stage.CONFIRM if stage is Stage.PROPOSE else Stage.PROPOSE
        return tuple(steps)

    def _maker(self, task: UnitTask) -> tuple[str, str]:
        """The unit's name and its handler's."""
        row = self._agents.any(task.made_by)
        opened = self._agents.opened(row) if row else None
        return (opened.unit_name, opened.name) if opened else (task.unit_number, "")

    def _note(self, event: str, member: Member, task: UnitTask) -> None:
        self._audit.record(event, None, self._clock.now(), {"staff": str(member.id), "task": str(task.id)})


def found(deferrals: UnitDeferrals, number: str) -> tuple[UnitTask, UnitDeferral]:
    """Return an application that has reached the centre. Raises Refusal("unknown_application")."""
    both = deferrals.numbered(number)
    if both is None:
        raise Refusal("unknown_application")
    return both


def mark_of(task: UnitTask, row: UnitDeferral) -> str:
    """Return what a form must carry to decide on what its page showed."""
    return f"{task.state}.{row.step}"


def why_not_now(member: Member, task: UnitTask, row: UnitDeferral) -> str:
    """Return the code of what keeps this member from deciding now, "" for nothing."""
    if task.state != TaskState.CENTRE.value:
        return "staff_not_at_desk"
    try:
        demand_right(member, row.stage, Act.APPROVE, row.proposed_by)
    except Refusal as refusal:
        return refusal.code
    return ""


def _reached(row: UnitDeferral) -> tuple[datetime, date]:
    if row.reached_at is None or row.promised_on is None:
        raise LookupError(f"unit task {row.task_id}")
    return row.reached_at, row.promised_on


def _compared(line: Line, facts: UnitFacts) -> tuple[Check, ...]:
    first, last, now = line["first_month"], facts.last_paid, str(facts.people)
    arrears = max(month_number(first) - month_number(last) - 1, 0) if last else 0
    return (
        Check("status_normal", facts.status != DEFERRED, {"until": facts.until}),
        Check("month_unpaid", last < first, {"last": last or "—"}),
        Check("no_arrears", arrears == 0, {"months": str(arrears)}),
        Check("people_same", now == line["people"], {"asked": line["people"], "now": now}),
    )
