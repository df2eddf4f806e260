"""Applications: the services a person applies for, and what carries them from the draft to the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.container.notices import Notices
from app.container.outside import Registries
from app.documents.slips import Slips
from app.domain.application import ServiceKey
from app.domain.clock import Clock
from app.domain.work import Handler, OutboxKind, Transaction
from app.fund_core import FundCore
from app.services.applications.announced import AnnouncedWithdrawal
from app.services.applications.base import Service
from app.services.applications.change_details import ChangeDetails
from app.services.applications.core_submission import CoreSubmission
from app.services.applications.course import Course
from app.services.applications.desk import Desks
from app.services.applications.employment_ended import EmploymentEnded
from app.services.applications.follow_order import FollowOrder
from app.services.applications.fund_loan import FundLoan
from app.services.applications.new_phone import ProveNewPhone
from app.services.applications.outside_loan import OutsideLoanRepayment
from app.services.applications.payoff import PayOff
from app.services.applications.prepayment import Prepay
from app.services.applications.purchase import Purchase
from app.services.applications.rent import Rent
from app.services.applications.retirement import Retirement
from app.services.applications.show import ShowApplications
from app.services.applications.submit import SendCode, Submit
from app.services.applications.take_back import TakeBack
from app.services.applications.transfer_in import TransferIn
from app.services.applications.withdrawals import PolicyOn
from app.services.codes_by_sms import CodesBySms
from app.services.staff.decide import AnswerDesk
from app.store.applications import Applications
from app.store.audit import Audit
from app.store.decisions import Decisions
from app.store.drafts import Drafts
from app.store.users import Users
from app.vault import Vault


@dataclass(frozen=True)
class Tables:
    """Where applications are written."""

    session: Callable[[], Session]
    vault: Vault
    users: Users
    audit: Audit


@dataclass(frozen=True)
class ApplicationUseCases:
    """What doors and workers are given."""

    services: Mapping[ServiceKey, Service]
    desks: Desks
    send_code: SendCode
    submit: Submit
    new_phone: ProveNewPhone
    take_back: TakeBack
    answer: AnswerDesk
    show: ShowApplications
    slips: Slips
    handlers: Mapping[OutboxKind, Handler]


def services_of(core: FundCore, registries: Registries, policy_on: PolicyOn) -> dict[ServiceKey, Service]:
    """Every service there is. Who adds one adds a line here, a page in handlers, and its words."""
    found: tuple[Service, ...] = (
        Retirement(core, policy_on),
        EmploymentEnded(core, policy_on),
        Purchase(core, registries.homes, policy_on),
        Rent(core, registries.homes, policy_on),
        FundLoan(core, policy_on),
        OutsideLoanRepayment(ServiceKey.COMMERCIAL_LOAN, core, registries.loans, policy_on),
        OutsideLoanRepayment(ServiceKey.PROVINCE_LOAN, core, registries.loans, policy_on),
        AnnouncedWithdrawal(ServiceKey.DECORATION, core, registries.homes, policy_on),
        AnnouncedWithdrawal(ServiceKey.PROPERTY_FEE, core, registries.homes, policy_on),
        PayOff(core, policy_on),
        Prepay(core, policy_on),
        ChangeDetails(core, policy_on),
        TransferIn(core, policy_on),
    )
    return {service.key: service for service in found}


def applications_of(
    core: FundCore,
    codes: CodesBySms,
    notices: Notices,
    tables: Tables,
    clock: Clock,
    *,
    registries: Registries,
    transaction: Transaction,
    policy_on: PolicyOn,
) -> ApplicationUseCases:
    """Join them; `transaction` is for the workers' handlers, which open and close their own."""
    services = services_of(core, registries, policy_on)
    rows = Applications(tables.session, tables.vault)
    drafts = Drafts(tables.session, tables.vault)
    decisions = Decisions(tables.session, tables.vault)
    course = Course(applications=rows, users=tables.users, notify=notices.notify, audit=tables.audit, clock=clock)
    return ApplicationUseCases(
        services=services,
        desks=Desks(services=services, users=tables.users, applications=rows, drafts=drafts, clock=clock),
        send_code=SendCode(core, codes, tables.users),
        new_phone=ProveNewPhone(codes, tables.users),
        submit=Submit(
            codes=codes,
            users=tables.users,
            applications=rows,
            drafts=drafts,
            outbox=notices.outbox,
            notify=notices.notify,
            audit=tables.audit,
            clock=clock,
            policy_on=policy_on,
        ),
        take_back=TakeBack(rows, tables.audit, clock),
        answer=AnswerDesk(rows, decisions, tables.audit, clock),
        show=ShowApplications(rows, drafts, clock, decisions),
        slips=Slips(),
        handlers={
            OutboxKind.CORE_SUBMISSION: CoreSubmission(
                services=services,
                applications=rows,
                course=course,
                outbox=notices.outbox,
                clock=clock,
                transaction=transaction,
                policy_on=policy_on,
            ),
            OutboxKind.FOLLOW_ORDER: FollowOrder(
                services=services,
                applications=rows,
                users=tables.users,
                course=course,
                tracks=core,
                transaction=transaction,
            ),
        },
    )
