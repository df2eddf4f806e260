"""缓缴申请 (条例 art. 20): what a unit may ask for, compared with the core, and kept with its paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from app.documents.evidence import PaperRefused, taken_in
from app.domain.clock import Clock, beijing_date
from app.domain.deferral import Agreed, DeferralWish, first_months, refuse_wish
from app.domain.errors import Refusal
from app.domain.paper import Paper
from app.domain.unit_task import TaskKind, TaskState
from app.domain.work import Transaction
from app.fund_core import Unit
from app.services.applications.withdrawals import PolicyOn
from app.services.units.asking import core_heard
from app.services.units.staff import Staff
from app.services.units.sums import DEFERRED, last_paid
from app.services.units.tasks import PrepareTask, refuse_checker
from app.store.unit_agents import Agent
from app.store.unit_deferrals import UnitDeferral, UnitDeferrals
from app.store.unit_tasks import TaskContent, UnitTask, UnitTasks


class UnitBook(Protocol):
    """The part of the core that knows units."""

    def find_unit(self, credit_code: str) -> Unit | None: ...


@dataclass(frozen=True)
class UnitFacts:
    """A unit as the core has it today: months as YYYY-MM, "" where nothing was paid; `until` "" where it pays."""

    status: str
    last_paid: str
    people: int
    until: str
    first_months: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """How an application stands with the centre; `reason` is why it was refused."""

    promised_on: date | None
    reason: str = field(repr=False)


class UnitState:
    """Asks the core; no transaction is open meanwhile."""

    def __init__(self, core: UnitBook, staff: Staff, clock: Clock) -> None:
        self._core = core
        self._staff = staff
        self._clock = clock

    def facts(self, credit_code: str) -> UnitFacts:
        """Return what an application is compared with. Raises Refusal: unknown_unit, core_unavailable."""
        with core_heard():
            unit = self._core.find_unit(credit_code)
            if unit is None or not unit.number:
                raise Refusal("unknown_unit")
            last = last_paid(self._staff.everybody(unit.number))
        months = first_months(last, unit.first_month, beijing_date(self._clock.now()))
        until = unit.deferrals[-1].last_month if unit.status == DEFERRED and unit.deferrals else ""
        return UnitFacts(unit.status, last, unit.employees, until, months)


class AskDeferral:
    """Always the agent's own unit. Opens its own transactions."""

    def __init__(
        self,
        *,
        state: UnitState,
        prepare: PrepareTask,
        tasks: UnitTasks,
        deferrals: UnitDeferrals,
        clock: Clock,
        policy_on: PolicyOn,
        transaction: Transaction,
    ) -> None:
        self._state = state
        self._prepare = prepare
        self._tasks = tasks
        self._deferrals = deferrals
        self._clock = clock
        self._policy_on = policy_on
        self._transaction = transaction

    def facts(self, agent: Agent) -> UnitFacts:
        """Return what the form is filled with. Raises Refusal: unknown_unit, core_unavailable."""
        return self._state.facts(agent.credit_code)

    def open_number(self, agent: Agent) -> str:
        """Return the number of the unit's open application, "" without one."""
        with self._transaction():
            row = self._deferrals.open_of(agent.unit_number)
            task = self._tasks.get(row.task_id) if row else None
            return (task.number or "") if task else ""

    def prepare(self, agent: Agent, wish: DeferralWish, file: bytes) -> str:
        """Keep an application as a task that is ready; return its number.

        Raises Refusal: unit_maker_only, deferral_open, already_deferred, nobody_to_defer, those of ``refuse_wish``, the
        paper's (paper_…), unknown_unit, core_unavailable.
        """
        refuse_checker(agent)
        if self.open_number(agent):
            raise Refusal("deferral_open")
        facts = self._allowed(agent, wish)
        try:
            paper = taken_in(file)
        except PaperRefused as refused:
            raise Refusal(refused.code) from None
        with self._transaction():
            number = self._prepare.keep(agent, TaskKind.DEFER, TaskContent([_line(wish, facts)]))
            self._deferrals.add(self._own(agent, number).id, paper)
        return number

    def check_again(self, agent: Agent, number: str) -> None:
        """Compare an application that is about to go on with the core; other business is left alone.

        Raises Refusal as ``prepare``, but for the paper's.
        """
        with self._transaction():
            row = self._tasks.own(agent.credit_code, number)
            ready = row is not None and row.state in {TaskState.READY.value, TaskState.WAITING.value}
            if row is None or not ready or row.kind != TaskKind.DEFER.value:
                return
            line, made = self._tasks.content(row).lines[0], beijing_date(row.made_at)
        self._allowed(agent, wish_of(line), made)

    def asked(self, agent: Agent, number: str) -> Asked:
        """Return how an application stands, in the caller's transaction. Raises Refusal("unit_task_unknown")."""
        row = self._row(self._own(agent, number))
        return Asked(row.promised_on, self._deferrals.reason(row.task_id))

    def paper(self, agent: Agent, number: str) -> Paper:
        """Return the paper that came with an application. Raises Refusal("unit_task_unknown")."""
        with self._transaction():
            return self._deferrals.paper(self._row(self._own(agent, number)))

    def _allowed(self, agent: Agent, wish: DeferralWish, on: date | None = None) -> UnitFacts:
        facts, today = self.facts(agent), beijing_date(self._clock.now())
        if facts.status == DEFERRED:
            raise Refusal("already_deferred", {"until": facts.until})
        if not facts.people:
            raise Refusal("nobody_to_defer")
        refuse_wish(wish, facts.first_months, on or today, self._policy_on(today))
        return facts

    def _own(self, agent: Agent, number: str) -> UnitTask:
        row = self._tasks.own(agent.credit_code, number)
        if row is None:
            raise Refusal("unit_task_unknown")
        return row

    def _row(self, task: UnitTask) -> UnitDeferral:
        row = self._deferrals.get(task.id)
        if row is None:
            raise Refusal("unit_task_unknown")
        return row


def wish_of(line: Mapping[str, str]) -> DeferralWish:
    """Return what a task's line asks for."""
    return DeferralWish(
        line["first_month"],
        int(line["months"]),
        line["reason"],
        Agreed(line["agreed_by"]),
        date.fromisoformat(line["resolved_on"]),
    )


def _line(wish: DeferralWish, facts: UnitFacts) -> dict[str, str]:
    return {
        "first_month": wish.first_month,
        "last_month": wish.last_month,
        "months": str(wish.months),
        "reason": wish.reason,
        "agreed_by": wish.agreed_by.value,
        "resolved_on": wish.resolved_on.isoformat(),
        "people": str(facts.people),
        "last_paid": facts.last_paid,
    }
