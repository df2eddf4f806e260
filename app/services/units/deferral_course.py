"""What goes with each move of 缓缴: one open application a unit, the promised day, and word to its handler."""

from app.domain.clock import Clock, beijing_date
from app.domain.deferral import promised_on
from app.domain.errors import Refusal
from app.domain.unit_task import TaskKind, TaskState
from app.domain.work import OutboxKind
from app.services.applications.withdrawals import PolicyOn
from app.store.errors import Taken
from app.store.outbox import Outbox
from app.store.unit_deferrals import UnitDeferrals
from app.store.unit_tasks import UnitTask

OPEN = frozenset({TaskState.WAITING, TaskState.CENTRE})
ENDED = frozenset({TaskState.DROPPED, TaskState.DONE, TaskState.REFUSED})
TOLD = frozenset({TaskState.DONE, TaskState.REFUSED})


class DeferralCourse:
    """In the transaction of the move. Other business passes by."""

    def __init__(self, *, deferrals: UnitDeferrals, outbox: Outbox, clock: Clock, policy_on: PolicyOn) -> None:
        self._deferrals = deferrals
        self._outbox = outbox
        self._clock = clock
        self._policy_on = policy_on

    def moved(self, task: UnitTask, to: TaskState) -> None:
        """Do what the new state asks for. Raises Refusal("deferral_open") where another application is open."""
        if task.kind != TaskKind.DEFER.value:
            return
        row, now = self._deferrals.get(task.id), self._clock.now()
        if row is None:
            raise LookupError(f"unit task {task.id}")
        if to in OPEN:
            try:
                self._deferrals.hold(row, task.unit_number)
            except Taken:
                raise Refusal("deferral_open") from None
        if to is TaskState.CENTRE:
            today = beijing_date(now)
            self._deferrals.reached(row, now, promised_on(today, self._policy_on(today)))
        if to in ENDED:
            self._deferrals.free(row)
        if to in TOLD:
            name = f"unit_task:{task.id}"
            self._outbox.add(
                OutboxKind.UNIT_AGENT_TOLD, {"task": task.id}, key=f"{name}:agent", now=now, correlation=name
            )
