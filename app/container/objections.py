"""What units changed of people's details: before those people, and their objections at the staff's desk."""

from dataclasses import dataclass

from app.container.applications import Tables
from app.container.notices import Notices
from app.domain.clock import Clock
from app.domain.work import Handler, OutboxKind, Transaction
from app.fund_core import FundCore
from app.services.applications.withdrawals import PolicyOn
from app.services.changes_by_unit import ChangesByUnit
from app.services.objected import ObjectedChanges
from app.services.restore_facts import RestoreFacts
from app.services.staff.objections import ObjectionDesk
from app.store.objections import Objections
from app.store.personal_changes import PersonalChanges
from app.store.staff import Staff
from app.store.unit_agents import UnitAgents
from app.store.unit_tasks import UnitTasks


@dataclass(frozen=True)
class ObjectionUseCases:
    """What doors and workers are given."""

    changes: ChangesByUnit
    desk: ObjectionDesk
    handlers: dict[OutboxKind, Handler]


def objections_of(
    core: FundCore,
    tables: Tables,
    notices: Notices,
    clock: Clock,
    *,
    transaction: Transaction,
    policy_on: PolicyOn,
) -> ObjectionUseCases:
    """Join the parts."""
    session, vault, audit = tables.session, tables.vault, tables.audit
    changes, objections = PersonalChanges(session, vault), Objections(session, vault)
    tasks, agents = UnitTasks(session, vault), UnitAgents(session, vault)
    objected = ObjectedChanges(changes, tasks, agents)
    return ObjectionUseCases(
        changes=ChangesByUnit(
            changes=changes,
            objections=objections,
            tasks=tasks,
            agents=agents,
            users=tables.users,
            audit=audit,
            clock=clock,
            policy_on=policy_on,
        ),
        desk=ObjectionDesk(
            core=core,
            objections=objections,
            objected=objected,
            users=tables.users,
            staff=Staff(session, vault),
            notify=notices.notify,
            outbox=notices.outbox,
            audit=audit,
            clock=clock,
            transaction=transaction,
        ),
        handlers={
            OutboxKind.OBJECTION: RestoreFacts(
                core=core,
                objections=objections,
                objected=objected,
                notify=notices.notify,
                audit=audit,
                clock=clock,
                transaction=transaction,
            )
        },
    )
