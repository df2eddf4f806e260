"""What a unit changed of a person's details (个人信息变更), as the person sees it: both sides, unit and day."""

from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.clock import Clock, beijing_date
from app.domain.errors import Refusal
from app.domain.objection import ObjectionState, last_day
from app.services.applications.withdrawals import PolicyOn
from app.services.people import identity_of
from app.services.units.telling import unit_of
from app.store.audit import Audit
from app.store.errors import Taken
from app.store.objections import Objection, Objections
from app.store.personal_changes import PersonalChange, PersonalChanges
from app.store.unit_agents import UnitAgents
from app.store.unit_tasks import UnitTask, UnitTasks
from app.store.users import Users

NEWEST = 50


@dataclass(frozen=True)
class OwnObjection:
    """What the person objected, and what staff decided: ``words`` are theirs, empty until then."""

    state: ObjectionState
    reason: str = field(repr=False)
    made_at: datetime
    words: str = field(repr=False)
    decided_at: datetime | None


@dataclass(frozen=True)
class ChangeByUnit:
    """One change; ``facts`` are (fact, before, after). ``known`` once the person said that they know.

    ``until`` is the last day to object; ``may_object`` until then, once.
    """

    number: str
    unit: str
    made_at: datetime
    known: bool
    until: date
    may_object: bool
    objection: OwnObjection | None
    facts: tuple[tuple[str, str, str], ...] = field(repr=False)


class ChangesByUnit:
    """Everybody sees their own only: somebody else's change does not exist. In the caller's transaction."""

    def __init__(
        self,
        *,
        changes: PersonalChanges,
        objections: Objections,
        tasks: UnitTasks,
        agents: UnitAgents,
        users: Users,
        audit: Audit,
        clock: Clock,
        policy_on: PolicyOn,
    ) -> None:
        self._changes = changes
        self._objections = objections
        self._tasks = tasks
        self._agents = agents
        self._users = users
        self._audit = audit
        self._clock = clock
        self._policy_on = policy_on

    def list(self, user_id: int) -> tuple[ChangeByUnit, ...]:
        """Return the person's fifty newest, the newest first."""
        own = identity_of(self._users, user_id).id_number
        rows = self._changes.of_person(own, NEWEST)
        objections = self._objections.of_changes([row.id for row in rows])
        return tuple(self._shown(row, objections.get(row.id)) for row in rows)

    def one(self, user_id: int, number: str) -> ChangeByUnit:
        """Return one. Raises Refusal("change_unknown")."""
        row = self._own(user_id, number)
        return self._shown(row, self._objection(row))

    def acknowledge(self, user_id: int, number: str) -> None:
        """Note that the person knows (知道了); once. Raises Refusal("change_unknown")."""
        row = self._own(user_id, number)
        if row.known_at is None:
            row.known_at = self._clock.now()
            self._audit.record("change_known", user_id, row.known_at, {"change": str(row.id)})

    def object(self, user_id: int, number: str, reason: str) -> None:
        """Keep an objection (有异议), for staff to decide. It moves nothing, so no code is asked.

        Raises Refusal: change_unknown, objected_already, objection_late(until).
        """
        row, now = self._own(user_id, number), self._clock.now()
        if self._objection(row) is not None:
            raise Refusal("objected_already")
        if beijing_date(now) > self._until(row):
            raise Refusal("objection_late", {"until": self._until(row).isoformat()})
        try:
            objection = self._objections.add(row.id, user_id, reason, now)
        except Taken:  # the same form twice at once
            raise Refusal("objected_already") from None
        row.known_at = row.known_at or now
        self._audit.record("objection_made", user_id, now, {"objection": str(objection.id), "change": str(row.id)})

    def _own(self, user_id: int, number: str) -> PersonalChange:
        row = self._changes.own(identity_of(self._users, user_id).id_number, number)
        if row is None:
            raise Refusal("change_unknown")
        return row

    def _objection(self, row: PersonalChange) -> Objection | None:
        return self._objections.of_changes([row.id]).get(row.id)

    def _until(self, row: PersonalChange) -> date:
        changed_on = beijing_date(row.made_at)
        return last_day(changed_on, self._policy_on(changed_on).objection_days)

    def _shown(self, row: PersonalChange, objection: Objection | None) -> ChangeByUnit:
        task, until = self._task(row), self._until(row)
        return ChangeByUnit(
            number=task.number or "",
            unit=unit_of(self._agents, task),
            made_at=row.made_at,
            known=row.known_at is not None,
            until=until,
            may_object=objection is None and beijing_date(self._clock.now()) <= until,
            objection=self._own_objection(objection) if objection else None,
            facts=self._tasks.content(task).changes(),
        )

    def _own_objection(self, row: Objection) -> OwnObjection:
        state, words = ObjectionState(row.state), self._objections.words(row)
        return OwnObjection(state, self._objections.reason(row), row.made_at, words, row.decided_at)

    def _task(self, row: PersonalChange) -> UnitTask:
        task = self._tasks.get(row.task_id)
        if task is None:
            raise LookupError(f"unit task {row.task_id}")  # the key of the table forbids it
        return task
