"""Deciding on 缓缴: one of the staff proposes, another confirms or gives back; nobody decides alone (条例 art. 20)."""

from app.domain.clock import BEIJING, Clock
from app.domain.deferral import Stage, demand_right
from app.domain.errors import Refusal
from app.domain.staff import Act, Member
from app.domain.unit_task import TaskState
from app.domain.work import Transaction
from app.services.staff.deferrals import found, mark_of
from app.services.units.deferral_course import DeferralCourse
from app.services.units.tasks import put_to_core
from app.store.audit import Audit
from app.store.outbox import Outbox
from app.store.staff import Staff
from app.store.unit_deferrals import Said, Standing, UnitDeferral, UnitDeferrals
from app.store.unit_tasks import TaskOvertaken, UnitTask, UnitTasks

REFUSED = "centre_refused"


class DecideDeferral:
    """One transaction: the decision, the state, the audit entry and what follows happen together."""

    def __init__(
        self,
        *,
        tasks: UnitTasks,
        deferrals: UnitDeferrals,
        staff: Staff,
        course: DeferralCourse,
        outbox: Outbox,
        audit: Audit,
        clock: Clock,
        transaction: Transaction,
    ) -> None:
        self._tasks = tasks
        self._deferrals = deferrals
        self._staff = staff
        self._course = course
        self._outbox = outbox
        self._audit = audit
        self._clock = clock
        self._transaction = transaction

    def execute(self, member: Member, number: str, act: Act, words: str, mark: str) -> None:
        """Decide; ``mark`` is what the member saw, ``words`` of a refusal the unit will read.

        Raises Refusal: unknown_application, staff_overtaken(who, when), and those of ``demand_right``.
        """
        with self._transaction():
            task, row = found(self._deferrals, number)
            if mark != mark_of(task, row):
                raise self._overtaken(task, row)
            if task.state != TaskState.CENTRE.value:
                raise Refusal("staff_not_at_desk")
            stage, proposed = row.stage, row.proposed
            demand_right(member, stage, act, row.proposed_by)
            if not self._deferrals.decide(
                row, _leads_to(member, row, act), Said(member.id, act, words), self._clock.now()
            ):
                raise self._overtaken(task, row)
            facts = {"staff": str(member.id), "task": str(task.id), "act": act.value}
            self._audit.record("staff_decided_deferral", None, self._clock.now(), facts)
            if stage is Stage.CONFIRM and act is Act.APPROVE:
                self._end(task, proposed)

    def _end(self, task: UnitTask, proposed: str) -> None:
        now = self._clock.now()
        try:
            if proposed == Act.APPROVE.value:
                self._tasks.move(task, TaskState.SENT, now)
                put_to_core(self._outbox, task, now)
            else:
                self._tasks.move(task, TaskState.REFUSED, now, cause=REFUSED)
        except TaskOvertaken:
            raise Refusal("staff_overtaken", {"who": "", "when": ""}) from None
        self._course.moved(task, TaskState(task.state))

    def _overtaken(self, task: UnitTask, row: UnitDeferral) -> Refusal:
        """Say who decided meanwhile, and when."""
        decided = self._deferrals.decisions(row.task_id)
        last = decided[-1] if decided else None
        who = self._staff.names({last.staff_id}).get(last.staff_id, "") if last else ""
        at = (last.at if last else task.changed_at).astimezone(BEIJING)
        return Refusal("staff_overtaken", {"who": who, "when": f"{at:%m-%d %H:%M}"})


def _leads_to(member: Member, row: UnitDeferral, act: Act) -> Standing:
    if row.stage is Stage.PROPOSE:
        return Standing(act.value, member.id)
    if act is Act.SEND_BACK:
        return Standing("", None)
    return Standing(row.proposed, row.proposed_by, member.id)
