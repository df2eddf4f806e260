"""Submitting (提交申请): a code bound to person, service and amount; then the application and what follows from it."""

import logging
from typing import Protocol

from app.domain.application import GROUPS, UNDO, Channel, ServiceKey, promised_on
from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.masking import mask_mobile
from app.domain.money import format_yuan, to_fen
from app.domain.notice import NoticeKind
from app.domain.work import OutboxKind
from app.fund_core import Person
from app.providers.sms import Medium
from app.services.applications.base import Applicant, Proposal
from app.services.applications.desk import Desk, answered
from app.services.applications.names import NAMES
from app.services.applications.withdrawals import PolicyOn
from app.services.codes_by_sms import CodesBySms, mobile_of_record
from app.services.notify import Notify
from app.store.applications import Application, Applications, NewApplication
from app.store.audit import Audit
from app.store.drafts import Drafts
from app.store.errors import Taken
from app.store.outbox import Outbox
from app.store.users import Users

log = logging.getLogger(__name__)


class PersonSource(Protocol):
    """The part of the core that knows persons."""

    def find_person(self, id_number: str) -> Person | None: ...


class SendCode:
    """Sends the code for a proposal; its text names the service and the amount."""

    def __init__(self, core: PersonSource, codes: CodesBySms, users: Users) -> None:
        self._core = core
        self._codes = codes
        self._users = users

    def execute(self, desk: Desk, proposal: Proposal, medium: Medium = Medium.TEXT) -> str:
        """Return the masked phone it went to. No transaction may be open.

        Raises Refusal: the first failed condition; no_phone_on_record, code_too_soon, code_too_many, sms_unavailable.
        """
        proposal.demand()
        with answered():
            person = self._core.find_person(desk.applicant.id_number)
        phone = mobile_of_record(person.phone if person else "")
        subject = self._users.index(desk.applicant.id_number)
        self._codes.send(desk.service.key, subject, phone, amount_text(proposal), medium=medium)
        return mask_mobile(phone)


class Submit:
    """`check` asks nobody and holds no transaction; `execute` is one transaction."""

    def __init__(
        self,
        *,
        codes: CodesBySms,
        users: Users,
        applications: Applications,
        drafts: Drafts,
        outbox: Outbox,
        notify: Notify,
        audit: Audit,
        clock: Clock,
        policy_on: PolicyOn,
    ) -> None:
        self._codes = codes
        self._users = users
        self._applications = applications
        self._drafts = drafts
        self._outbox = outbox
        self._notify = notify
        self._audit = audit
        self._clock = clock
        self._policy_on = policy_on

    def sent_before(self, user_id: int, form_key: str) -> str | None:
        """Return the number of the application that this form of this person became already."""
        row = self._applications.sent_as(user_id, form_key)
        return row.number if row else None

    @staticmethod
    def check(proposal: Proposal, seen_amount: str) -> None:
        """Raise the first failed condition, or Refusal("amount_changed") when the person saw another amount."""
        proposal.demand()
        if seen_amount != amount_text(proposal):
            raise Refusal("amount_changed", {"amount": str(proposal.amount)})

    def execute(self, desk: Desk, proposal: Proposal, code: str, channel: Channel) -> str:
        """Return the new application's number.

        The row comes before the code: the same form sent twice at once waits here and ends as already_submitted,
        instead of using the code up. Raises Refusal: already_submitted, code_wrong, code_expired, code_exhausted,
        sms_unavailable.
        """
        row = self._add(desk, proposal, channel)
        subject = self._users.index(desk.applicant.id_number)
        self._codes.check(desk.service.key, subject, code, amount=amount_text(proposal))
        self._drafts.drop(desk.applicant.user_id, desk.service.key)
        self._follow(row, desk.applicant, desk.service.key)
        return row.number or ""

    def _add(self, desk: Desk, proposal: Proposal, channel: Channel) -> Application:
        now, key = self._clock.now(), desk.service.key
        new = NewApplication(
            user_id=desk.applicant.user_id,
            service=key,
            channel=channel.value,
            open_key=proposal.open_key,
            facts=proposal.facts,
            amount_fen=to_fen(proposal.amount),
            form_key=desk.draft.form_key,
            submitted_at=now,
            undo_until=now + UNDO if desk.service.moves_money else None,
            promised_on=promised_on(key, desk.applicant.on, self._policy_on(desk.applicant.on)),
            checks=tuple((one.code, one.facts) for one in proposal.conditions),
        )
        try:
            return self._applications.add(new)
        except Taken:
            raise Refusal("already_submitted") from None

    def _follow(self, row: Application, applicant: Applicant, service: ServiceKey) -> None:
        now, key = self._clock.now(), f"application:{row.id}"
        facts = {"service": service.value, "application": str(row.id), "group": GROUPS[service].name.lower()}
        log.info("application_submitted", extra={"fields": facts | {"channel": row.channel}})
        self._audit.record("application_submitted", applicant.user_id, now, facts)
        told = {"service": NAMES[service], "number": row.number or "", "promised": row.promised_on.isoformat()}
        self._notify.tell(applicant.user_id, NoticeKind.APPLICATION_SUBMITTED, told, key=f"{key}:submitted")
        self._outbox.add(
            OutboxKind.CORE_SUBMISSION,
            {"application": row.id},
            key=f"{key}:send",
            now=now,
            not_before=row.undo_until,
            correlation=key,
        )


def amount_text(proposal: Proposal) -> str:
    """The amount as the SMS and the page write it, empty where no money moves."""
    return format_yuan(proposal.amount) if proposal.amount else ""
