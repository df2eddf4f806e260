"""The staff's desk: accounts, the queue, deciding."""

from collections.abc import Callable
from dataclasses import dataclass

import redis

from app.container.applications import Tables
from app.container.notices import Notices
from app.container.units import UnitRooms
from app.domain.clock import Clock
from app.domain.work import Transaction
from app.kv.attempts import Attempts
from app.kv.staff_sessions import StaffSessions
from app.services.applications.course import Course
from app.services.applications.withdrawals import PolicyOn
from app.services.bind import Bind
from app.services.passwords import Passwords
from app.services.staff.accounts import StaffAccounts
from app.services.staff.decide import Decide
from app.services.staff.decide_deferral import DecideDeferral
from app.services.staff.deferrals import DeferralDesk
from app.services.staff.enter import EnterDesk
from app.services.staff.look import LookAtCase
from app.services.staff.manage import Manage
from app.services.staff.queue import ReviewQueue
from app.services.staff.today import Today
from app.services.staff.trail import Trail
from app.store.applications import Applications
from app.store.certificates import Certificates
from app.store.decisions import Decisions
from app.store.outbox_queue import OutboxQueue
from app.store.staff import Staff


@dataclass(frozen=True)
class StaffUseCases:
    """What the doors of the desk and its commands are given."""

    accounts: StaffAccounts
    enter: EnterDesk
    queue: ReviewQueue
    look: LookAtCase
    decide: Decide
    trail: Trail
    manage: Manage
    today: Today
    deferrals: DeferralDesk
    decide_deferral: DecideDeferral


@dataclass(frozen=True)
class Beside:
    """What managers of the desk work on that other rooms own."""

    queue: OutboxQueue
    certificates: Certificates
    bind: Bind
    hint: Callable[[], None]
    units: UnitRooms
    transaction: Transaction


def staff_of(
    tables: Tables,
    notices: Notices,
    client: redis.Redis,
    prefix: str,
    clock: Clock,
    *,
    beside: Beside,
    passwords: Passwords,
    policy_on: PolicyOn,
) -> StaffUseCases:
    """Join them."""
    rows, decisions = Applications(tables.session, tables.vault), Decisions(tables.session, tables.vault)
    staff, sessions, audit = Staff(tables.session, tables.vault), StaffSessions(client, prefix, clock), tables.audit
    return StaffUseCases(
        accounts=StaffAccounts(staff=staff, passwords=passwords, sessions=sessions, audit=audit, clock=clock),
        enter=EnterDesk(
            staff=staff,
            passwords=passwords,
            attempts=Attempts(client, f"{prefix}:staff"),
            sessions=sessions,
            audit=audit,
            clock=clock,
        ),
        queue=ReviewQueue(rows, clock),
        trail=Trail(audit, staff, rows, clock),
        today=Today(rows, beside.queue, clock),
        deferrals=DeferralDesk(
            tasks=beside.units.tasks,
            deferrals=beside.units.deferrals,
            agents=beside.units.agents,
            staff=staff,
            state=beside.units.state,
            audit=audit,
            clock=clock,
            policy_on=policy_on,
            transaction=beside.transaction,
        ),
        decide_deferral=DecideDeferral(
            tasks=beside.units.tasks,
            deferrals=beside.units.deferrals,
            staff=staff,
            course=beside.units.course,
            outbox=notices.outbox,
            audit=audit,
            clock=clock,
            transaction=beside.transaction,
        ),
        manage=Manage(
            queue=beside.queue,
            certificates=beside.certificates,
            users=tables.users,
            bind=beside.bind,
            audit=audit,
            clock=clock,
            hint=beside.hint,
        ),
        look=LookAtCase(
            applications=rows, decisions=decisions, users=tables.users, staff=staff, audit=audit, clock=clock
        ),
        decide=Decide(
            applications=rows,
            decisions=decisions,
            users=tables.users,
            staff=staff,
            course=Course(applications=rows, users=tables.users, notify=notices.notify, audit=audit, clock=clock),
            outbox=notices.outbox,
            audit=audit,
            clock=clock,
            policy_on=policy_on,
        ),
    )
