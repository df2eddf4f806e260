"""What a unit changed of a person's details (个人信息变更), as the person sees it: both sides, unit and day."""

from dataclasses import dataclass, field
from datetime import datetime

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.services.people import identity_of
from app.services.units.telling import unit_of
from app.store.audit import Audit
from app.store.personal_changes import PersonalChange, PersonalChanges
from app.store.unit_agents import UnitAgents
from app.store.unit_tasks import UnitTask, UnitTasks
from app.store.users import Users

NEWEST = 50


@dataclass(frozen=True)
class ChangeByUnit:
    """One change; ``facts`` are (fact, before, after). ``known`` once the person said that they know."""

    number: str
    unit: str
    made_at: datetime
    known: bool
    facts: tuple[tuple[str, str, str], ...] = field(repr=False)


class ChangesByUnit:
    """Everybody sees their own only: somebody else's change does not exist. In the caller's transaction."""

    def __init__(
        self,
        *,
        changes: PersonalChanges,
        tasks: UnitTasks,
        agents: UnitAgents,
        users: Users,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._changes = changes
        self._tasks = tasks
        self._agents = agents
        self._users = users
        self._audit = audit
        self._clock = clock

    def list(self, user_id: int) -> tuple[ChangeByUnit, ...]:
        """Return the person's fifty newest, the newest first."""
        own = identity_of(self._users, user_id).id_number
        return tuple(map(self._shown, self._changes.of_person(own, NEWEST)))

    def one(self, user_id: int, number: str) -> ChangeByUnit:
        """Return one. Raises Refusal("change_unknown")."""
        return self._shown(self._own(user_id, number))

    def acknowledge(self, user_id: int, number: str) -> None:
        """Note that the person knows (知道了); once. Raises Refusal("change_unknown")."""
        row = self._own(user_id, number)
        if row.known_at is None:
            row.known_at = self._clock.now()
            self._audit.record("change_known", user_id, row.known_at, {"change": str(row.id)})

    def _own(self, user_id: int, number: str) -> PersonalChange:
        row = self._changes.own(identity_of(self._users, user_id).id_number, number)
        if row is None:
            raise Refusal("change_unknown")
        return row

    def _shown(self, row: PersonalChange) -> ChangeByUnit:
        task = self._task(row)
        return ChangeByUnit(
            number=task.number or "",
            unit=unit_of(self._agents, task),
            made_at=row.made_at,
            known=row.known_at is not None,
            facts=self._tasks.content(task).changes(),
        )

    def _task(self, row: PersonalChange) -> UnitTask:
        task = self._tasks.get(row.task_id)
        if task is None:
            raise LookupError(f"unit task {row.task_id}")  # the key of the table forbids it
        return task
