"""What units changed of people's details, before those people."""

from app.container.applications import Tables
from app.domain.clock import Clock
from app.services.changes_by_unit import ChangesByUnit
from app.store.personal_changes import PersonalChanges
from app.store.unit_agents import UnitAgents
from app.store.unit_tasks import UnitTasks


def changes_by_unit_of(tables: Tables, clock: Clock) -> ChangesByUnit:
    """Join the parts."""
    return ChangesByUnit(
        changes=PersonalChanges(tables.session, tables.vault),
        tasks=UnitTasks(tables.session, tables.vault),
        agents=UnitAgents(tables.session, tables.vault),
        users=tables.users,
        audit=tables.audit,
        clock=clock,
    )
