"""缴存记录: what a unit paid here, 汇缴 and 补缴, and what the receipt of each says."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import Refusal
from app.domain.unit_task import TaskKind, TaskState
from app.services.units.sums import Sums, months_of, sums_of
from app.store.unit_agents import Agent
from app.store.unit_tasks import UnitTask, UnitTasks

PAGE = 12  # a year of months
KINDS = (TaskKind.REMIT, TaskKind.LATE)


@dataclass(frozen=True)
class Paid:
    """What was paid at once: one month of everybody (汇缴), or some months of some people (补缴), `lines` in all."""

    number: str
    kind: TaskKind
    months: tuple[str, ...]
    lines: int
    sums: Sums
    core_order: str
    at: datetime


class PaidHere:
    """A unit's own payments, in the caller's transaction."""

    def __init__(self, tasks: UnitTasks) -> None:
        self._tasks = tasks

    def history(self, agent: Agent, page: int = 0) -> tuple[list[Paid], bool]:
        """Return what was paid here, the newest first, and whether there is more."""
        rows = self._tasks.done(agent.credit_code, KINDS, limit=PAGE + 1, offset=page * PAGE)
        return [self._paid(row) for row in rows[:PAGE]], len(rows) > PAGE

    def receipt(self, agent: Agent, number: str) -> Paid:
        """Return one that is done. Raises Refusal("unit_task_unknown")."""
        row = self._tasks.own(agent.credit_code, number)
        if row is None or row.state != TaskState.DONE.value or row.kind not in {kind.value for kind in KINDS}:
            raise Refusal("unit_task_unknown")
        return self._paid(row)

    def _paid(self, row: UnitTask) -> Paid:
        lines = self._tasks.content(row).lines
        months, sums = months_of(lines), sums_of(lines)
        return Paid(row.number or "", TaskKind(row.kind), months, len(lines), sums, row.core_order, row.changed_at)
