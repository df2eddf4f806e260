"""汇缴 and 比例调整: what a month costs, reckoned again from the core before it is sent, as 补缴 is (rules 4.16)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from app.domain.clock import Clock, beijing_date
from app.domain.contribution import Rounding, contribution, is_ratio
from app.domain.errors import Refusal
from app.domain.money import ZERO
from app.domain.unit_task import TaskKind, TaskState
from app.domain.work import Transaction
from app.fund_core import PersonAccount, Unit
from app.services.applications.withdrawals import PolicyOn
from app.services.units.asking import core_heard
from app.services.units.late import refuse_changed
from app.services.units.staff import Staff
from app.services.units.sums import (
    NORMAL,
    Change,
    Line,
    Months,
    Sums,
    changed_people,
    changes,
    last_paid,
    month_lines,
    payable,
    sums_of,
)
from app.services.units.tasks import refuse_checker
from app.store.unit_agents import Agent
from app.store.unit_tasks import TaskContent, UnitTasks


class UnitBook(Protocol):
    """The part of the core that knows units."""

    def find_unit(self, credit_code: str) -> Unit | None: ...


@dataclass(frozen=True)
class Due:
    """核定: a month as it would be paid. `before` are the sums of `last`, None where that was not paid here.

    `unpaid` counts people in their normal state without an amount: they are not in the list. `deferred_until` is the
    last month of the 缓缴 that paying this month would end, "" where it ends none.
    """

    month: str
    months: tuple[str, ...]
    last: str
    lines: Sequence[Line] = field(repr=False)
    sums: Sums
    before: Sums | None
    changes: Sequence[Change] = field(repr=False)
    unpaid: int
    deferred_until: str = ""


@dataclass(frozen=True)
class Deferred:
    """缓缴 runs and no other month is due: its last month, and the months of it that may be paid all the same."""

    until: str
    months: tuple[str, ...]


class PayMonth:
    """A unit's month. Everything comes from the core and the agent's own unit; the browser only names the month."""

    def __init__(
        self,
        *,
        core: UnitBook,
        staff: Staff,
        tasks: UnitTasks,
        clock: Clock,
        policy_on: PolicyOn,
        transaction: Transaction,
    ) -> None:
        self._core = core
        self._staff = staff
        self._tasks = tasks
        self._clock = clock
        self._policy_on = policy_on
        self._transaction = transaction

    def due(self, agent: Agent, month: str = "") -> Due:
        """Reckon a month, by default the one after the last paid; opens its own transaction.

        Raises Refusal: month_not_payable, month_deferred(until), nobody_to_pay_for, core_unavailable, unknown_unit.
        """
        unit, people = self.unit(agent), self._everybody(agent)
        last = last_paid(people)
        may = payable(last, unit, f"{self._today():%Y-%m}")
        wanted = _chosen(may, month)
        lines = month_lines(people, wanted)
        if not lines:
            raise Refusal("nobody_to_pay_for")
        before = self._paid_here(agent, last)
        told = changed_people(people, lines, last) if before is None else changes(lines, before)
        unpaid = sum(one.status == NORMAL for one in people) - len(lines)
        earlier = None if before is None else sums_of(before)
        ends = may.until if wanted in may.deferred else ""
        return Due(wanted, may.every, last, lines, sums_of(lines), earlier, told, unpaid, ends)

    def deferred(self, agent: Agent) -> Deferred:
        """Return the 缓缴 that runs. Raises Refusal as `unit`, and month_all_paid without one."""
        unit = self.unit(agent)
        may = payable(last_paid(self._everybody(agent)), unit, f"{self._today():%Y-%m}")
        if not may.until:
            raise Refusal("month_all_paid")
        return Deferred(may.until, may.deferred)

    def prepared(self, agent: Agent, month: str) -> TaskContent:
        """Return the month to be kept as a task. Raises Refusal as `due`, and unit_maker_only."""
        refuse_checker(agent)
        return TaskContent(self.due(agent, month).lines)

    def ratios(self, agent: Agent, unit_ratio: Decimal, person_ratio: Decimal) -> TaskContent:
        """Return 比例调整 with a month's costs before and after, to be kept as a task.

        Raises Refusal: unit_maker_only, ratio_out_of_range, ratio_same, core_unavailable.
        """
        refuse_checker(agent)
        policy = self._policy_on(self._today())
        limits = policy.ratio_minimum, policy.ratio_maximum
        if not (is_ratio(unit_ratio, *limits) and is_ratio(person_ratio, *limits)):
            raise Refusal("ratio_out_of_range", {"lowest": f"{limits[0]:f}", "highest": f"{limits[1]:f}"})
        now = self.unit(agent)
        if (now.unit_ratio, now.person_ratio) == (unit_ratio, person_ratio):
            raise Refusal("ratio_same")
        rounding = Rounding(policy.contribution_rounding)
        return TaskContent([self._ratio_line(now, unit_ratio, person_ratio, rounding, self._everybody(agent))])

    def check_again(self, agent: Agent, number: str) -> None:
        """Reckon a task that is about to go on; others are left alone. Opens its own transaction.

        Raises Refusal: remit_changed when it is no longer what was shown, and as `due` and `ratios`.
        """
        with self._transaction():
            row = self._tasks.own(agent.credit_code, number)
            if row is None or row.state not in {TaskState.READY.value, TaskState.WAITING.value}:
                return
            kind, lines = row.kind, [dict(line) for line in self._tasks.content(row).lines]
        if kind == TaskKind.REMIT.value:
            now: Sequence[Line] = self.due(agent, lines[0]["month"]).lines
        elif kind == TaskKind.RATIOS.value:
            now = self._ratios_again(agent, lines[0])
        else:
            if kind == TaskKind.LATE.value:
                refuse_changed(self._staff, agent.unit_number, lines)
            return
        if [dict(one) for one in now] != lines:
            raise Refusal("remit_changed")

    def unit(self, agent: Agent) -> Unit:
        """Return the agent's unit as the core has it. Raises Refusal: unknown_unit, core_unavailable."""
        with core_heard():
            found = self._core.find_unit(agent.credit_code)
        if found is None:
            raise Refusal("unknown_unit")
        return found

    def last_paid(self, agent: Agent) -> str:
        """Return the month until which the core has the unit paid, "" for none. Raises Refusal as `unit`."""
        return last_paid(self._everybody(agent))

    def _ratios_again(self, agent: Agent, line: Line) -> Sequence[Line]:
        policy = self._policy_on(self._today())
        ratios = Decimal(line["unit_ratio"]), Decimal(line["person_ratio"])
        rounding = Rounding(policy.contribution_rounding)
        return [self._ratio_line(self.unit(agent), *ratios, rounding, self._everybody(agent))]

    def _ratio_line(
        self, now: Unit, unit: Decimal, person: Decimal, rounding: Rounding, people: Sequence[PersonAccount]
    ) -> Line:
        paying = [one for one in people if one.status == NORMAL and one.base]
        before = sum((one.monthly_unit + one.monthly_person for one in paying), ZERO)
        after = sum((contribution(one.base, unit, person, rounding).total for one in paying), ZERO)
        return {
            "unit_before": f"{now.unit_ratio:f}",
            "person_before": f"{now.person_ratio:f}",
            "unit_ratio": f"{unit:f}",
            "person_ratio": f"{person:f}",
            "people": str(len(paying)),
            "before": f"{before:.2f}",
            "after": f"{after:.2f}",
        }

    def _everybody(self, agent: Agent) -> list[PersonAccount]:
        with core_heard():
            return list(self._staff.everybody(agent.unit_number))

    def _paid_here(self, agent: Agent, month: str) -> Sequence[Line] | None:
        """Return the lines of the unit's last month, if that was paid here."""
        with self._transaction():
            rows = self._tasks.done(agent.credit_code, (TaskKind.REMIT,), limit=1)
            lines = self._tasks.content(rows[0]).lines if rows else ()
        return lines if lines and lines[0]["month"] == month else None

    def _today(self) -> date:
        return beijing_date(self._clock.now())


def _chosen(may: Months, month: str) -> str:
    """The month that is meant: the first that is due, unless one is named. Raises Refusal as `due`."""
    if month:
        if month not in may.every:
            raise Refusal("month_not_payable")
        return month
    if may.due:
        return may.due[0]
    raise Refusal("month_deferred", {"until": may.until}) if may.until else Refusal("month_all_paid")
