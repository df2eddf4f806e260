"""The unit web hall (单位网厅)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy.orm import Session

from app.container.notices import Notices
from app.documents.slips import Slips
from app.domain.clock import Clock
from app.domain.work import Handler, OutboxKind, Transaction
from app.fund_core import FundCore
from app.kv.attempts import Attempts
from app.providers.sms import SmsProvider
from app.services.applications.withdrawals import PolicyOn
from app.services.codes_by_sms import CodesBySms
from app.services.passwords import Passwords
from app.services.units.agents import EnableAgent, KeepAgents, LogInAgent
from app.services.units.checking import CheckLines
from app.services.units.deferral import AskDeferral, UnitState
from app.services.units.deferral_course import DeferralCourse
from app.services.units.opening import OpenUnit
from app.services.units.paid import PaidHere
from app.services.units.paying import PayMonth
from app.services.units.person_facts import PersonFacts
from app.services.units.quiet_codes import DeliverAgentCode, QuietAgentCodes
from app.services.units.sending import CheckFile, SendTask
from app.services.units.staff import Staff
from app.services.units.tasks import PrepareTask, ShowTasks, SubmitTask
from app.services.units.telling import TellStaff
from app.services.units.telling_agents import TellAgent
from app.services.units.unit_details import UnitInformation
from app.store.audit import Audit
from app.store.personal_changes import PersonalChanges
from app.store.unit_agents import UnitAgents
from app.store.unit_deferrals import UnitDeferrals
from app.store.unit_tasks import UnitTasks
from app.store.users import Users
from app.vault import Vault


@dataclass(frozen=True)
class UnitGround:
    """What the unit hall stands on."""

    session: Callable[[], Session]
    vault: Vault
    clock: Clock
    core: FundCore
    codes: CodesBySms
    attempts: Attempts
    policy_on: PolicyOn
    transaction: Transaction
    notices: Notices
    sms: SmsProvider
    centre: str


@dataclass(frozen=True)
class UnitRooms:
    """What the staff's desk works on of units' applications."""

    tasks: UnitTasks
    deferrals: UnitDeferrals
    agents: UnitAgents
    state: UnitState
    course: DeferralCourse


@dataclass(frozen=True)
class UnitUseCases:
    """What the doors at /unit may ask for."""

    open_unit: OpenUnit
    enable_agent: EnableAgent
    log_in: LogInAgent
    keep_agents: KeepAgents
    staff: Staff
    details: UnitInformation
    person_facts: PersonFacts
    prepare: PrepareTask
    submit: SubmitTask
    tasks: ShowTasks
    paying: PayMonth
    deferral: AskDeferral
    paid: PaidHere
    slips: Slips
    rooms: UnitRooms
    handlers: dict[OutboxKind, Handler]


class Common(TypedDict):
    """What every use case of units is given."""

    agents: UnitAgents
    audit: Audit
    clock: Clock


def units_of(ground: UnitGround) -> UnitUseCases:
    """Join the parts."""
    agents, audit, passwords = UnitAgents(ground.session, ground.vault), Audit(ground.session), Passwords()
    staff, tasks, outbox = Staff(ground.core), UnitTasks(ground.session, ground.vault), ground.notices.outbox
    check, deferrals = CheckLines(staff), UnitDeferrals(ground.session, ground.vault)
    state = UnitState(ground.core, staff, ground.clock)
    course = DeferralCourse(deferrals=deferrals, outbox=outbox, clock=ground.clock, policy_on=ground.policy_on)
    prepare = PrepareTask(
        check=check, tasks=tasks, outbox=outbox, audit=audit, clock=ground.clock, policy_on=ground.policy_on
    )
    common: Common = {"agents": agents, "audit": audit, "clock": ground.clock}
    return UnitUseCases(
        open_unit=OpenUnit(
            core=ground.core,
            codes=ground.codes,
            attempts=ground.attempts,
            audit=audit,
            vault=ground.vault,
            clock=ground.clock,
            policy_on=ground.policy_on,
        ),
        enable_agent=EnableAgent(
            core=ground.core,
            codes=QuietAgentCodes(ground.codes, agents, outbox, ground.clock),
            passwords=passwords,
            transaction=ground.transaction,
            **common,
        ),
        log_in=LogInAgent(passwords=passwords, attempts=ground.attempts, **common),
        keep_agents=KeepAgents(codes=ground.codes, **common),
        staff=staff,
        details=UnitInformation(ground.core),
        person_facts=PersonFacts(ground.core, staff),
        prepare=prepare,
        submit=SubmitTask(tasks=tasks, codes=ground.codes, course=course, outbox=outbox, **common),
        tasks=ShowTasks(tasks, agents),
        paying=PayMonth(
            core=ground.core,
            staff=staff,
            tasks=tasks,
            clock=ground.clock,
            policy_on=ground.policy_on,
            transaction=ground.transaction,
        ),
        deferral=AskDeferral(
            state=state,
            prepare=prepare,
            tasks=tasks,
            deferrals=deferrals,
            clock=ground.clock,
            policy_on=ground.policy_on,
            transaction=ground.transaction,
        ),
        paid=PaidHere(tasks),
        slips=Slips(),
        rooms=UnitRooms(tasks, deferrals, agents, state, course),
        handlers={
            OutboxKind.UNIT_CODE: DeliverAgentCode(ground.core, ground.codes, agents, ground.transaction),
            OutboxKind.UNIT_FILE: CheckFile(
                check=check,
                tasks=tasks,
                clock=ground.clock,
                policy_on=ground.policy_on,
                transaction=ground.transaction,
            ),
            OutboxKind.UNIT_TASK: SendTask(
                core=ground.core,
                tasks=tasks,
                changes=PersonalChanges(ground.session, ground.vault),
                course=course,
                outbox=outbox,
                clock=ground.clock,
                transaction=ground.transaction,
            ),
            OutboxKind.UNIT_AGENT_TOLD: TellAgent(
                sms=ground.sms,
                centre=ground.centre,
                tasks=tasks,
                agents=agents,
                transaction=ground.transaction,
            ),
            OutboxKind.UNIT_STAFF_TOLD: TellStaff(
                tasks=tasks,
                agents=agents,
                users=Users(ground.session, ground.vault),
                notify=ground.notices.notify,
                policy_on=ground.policy_on,
                transaction=ground.transaction,
            ),
        },
    )
