"""The change that an objection is about: whose it is, which unit made it, and both sides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.services.units.telling import unit_of
from app.store.objections import Objection
from app.store.personal_changes import PersonalChanges
from app.store.unit_agents import UnitAgents
from app.store.unit_tasks import UnitTasks


@dataclass(frozen=True)
class Disputed:
    """``number`` is the unit's task; ``facts`` are (fact, before, after) of what differs."""

    number: str
    unit: str
    made_at: datetime
    id_number: str = field(repr=False)
    before: Mapping[str, str] = field(repr=False)
    after: Mapping[str, str] = field(repr=False)
    facts: tuple[tuple[str, str, str], ...] = field(repr=False)


class ObjectedChanges:
    """Reads, in the caller's transaction."""

    def __init__(self, changes: PersonalChanges, tasks: UnitTasks, agents: UnitAgents) -> None:
        self._changes = changes
        self._tasks = tasks
        self._agents = agents

    def of(self, row: Objection) -> Disputed:
        """Return what the objection is about."""
        change = self._changes.get(row.change_id)
        task = self._tasks.get(change.task_id) if change else None
        if change is None or task is None:
            raise LookupError(f"objection {row.id}")  # the keys of the tables forbid it
        content = self._tasks.content(task)
        return Disputed(
            number=task.number or "",
            unit=unit_of(self._agents, task),
            made_at=change.made_at,
            id_number=self._changes.id_number(change),
            before=content.before,
            after=content.after,
            facts=content.changes(),
        )
