"""Issuing (开具) a certificate: code, number, file, and the older one for the same target made void."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from app.documents import qr_svg
from app.domain.certificate import Facts, Kind, grouped, last_day, new_code, number_of
from app.domain.clock import Clock, beijing_date
from app.domain.errors import Refusal
from app.domain.identity import mask_mobile
from app.domain.notice import NoticeKind
from app.services.certificates.choice import Choice
from app.services.certificates.names import NAMES
from app.services.certificates.press import Press
from app.services.codes_by_sms import CodesBySms, mobile_of_record
from app.services.notify import Notify
from app.services.people import PersonSource, core_answers
from app.services.sms_texts import Purpose
from app.store.applications import Applications
from app.store.audit import Audit
from app.store.certificates import Certificates, Draft
from app.store.errors import Taken
from app.store.users import Identity, Users


@dataclass(frozen=True)
class Ticket:
    """A certificate between its number and its file."""

    certificate_id: int
    draft: Draft


class IssueCertificate:
    """A door calls send_code, then begin and finish each in a transaction, and make between them in none.

    ``months`` is the validity (有效期) by kind, zero for no limit; the QR opens ``address`` and a token.
    """

    def __init__(
        self,
        *,
        core: PersonSource,
        codes: CodesBySms,
        users: Users,
        applications: Applications,
        certificates: Certificates,
        press: Press,
        audit: Audit,
        notify: Notify,
        clock: Clock,
        months: Mapping[Kind, int],
        address: str,
    ) -> None:
        self._core = core
        self._codes = codes
        self._users = users
        self._applications = applications
        self._certificates = certificates
        self._press = press
        self._audit = audit
        self._notify = notify
        self._clock = clock
        self._months = months
        self._address = address

    def send_code(self, identity: Identity, choice: Choice) -> str:
        """Send a code for exactly this choice and return the masked phone. Calls out: hold no transaction open.

        Raises Refusal: seal_unavailable, no_phone_on_record, code_too_soon, code_too_many, sms_unavailable,
        core_unavailable.
        """
        self._press.ready(self._clock.now())
        with core_answers():
            person = self._core.find_person(identity.id_number)
        phone = mobile_of_record(person.phone if person else "")
        subject = self._users.index(identity.id_number)
        code = self._codes.issue(Purpose.ISSUE_CERTIFICATE, subject, holder=choice.digest)
        self._codes.deliver(Purpose.ISSUE_CERTIFICATE, subject, phone, code, holder=choice.digest)
        return mask_mobile(phone)

    def dated(self, user_id: int, kind: Kind, facts: Facts) -> dict[str, object]:
        """Return the facts with the day of issue, today, and the last day it would hold (empty for no limit).

        A withdrawal's receipt also names bank and card it was paid to, where it was applied for here: the core keeps
        the card of today only. Reads our tables.
        """
        today = beijing_date(self._clock.now())
        until = last_day(today, self._months[kind])
        days = {"issued_on": today.isoformat(), "valid_until": until.isoformat() if until else ""}
        return {**facts, **self._paid_to(user_id, str(facts.get("order") or "")), **days}

    def begin(self, user_id: int, identity: Identity, choice: Choice, facts: Facts, code: str) -> Ticket:
        """Use the code up, and give the certificate its number, check code and QR.

        Raises Refusal: seal_unavailable, code_wrong, code_expired, code_exhausted, sms_unavailable.
        """
        self._press.ready(self._clock.now())
        subject = self._users.index(identity.id_number)
        self._codes.check(Purpose.ISSUE_CERTIFICATE, subject, code, holder=choice.digest)
        draft = self._draft(user_id, choice, facts)
        return Ticket(self._certificates.add(draft).id, draft)

    def make(self, ticket: Ticket) -> bytes:
        """Return the sealed file. May call the TSA. Raises Refusal as ``Press.file`` does."""
        return self._press.file(ticket.draft.kind, ticket.draft.facts, ticket.draft.issued_at)

    def finish(self, ticket: Ticket, file: bytes) -> str:
        """Let the certificate count, void the older one for the same target, and return the number.

        Raises Refusal("certificate_in_progress") when another one for the target came first.
        """
        row = self._certificates.get(ticket.certificate_id)
        if row is None:
            raise Refusal("certificate_unknown")
        older, now = self._certificates.live_for(ticket.draft), self._clock.now()
        if older is not None:
            self._certificates.void(older, now, "reissued")
            self._audit.record(
                "certificate_voided", row.user_id, now, {"certificate": str(older.id), "by": str(row.id)}
            )
        try:
            self._certificates.finish(row, file, sha256(file).hexdigest(), self._press.fingerprint)
        except Taken:
            raise Refusal("certificate_in_progress") from None
        self._audit.record("certificate_issued", row.user_id, now, {"certificate": str(row.id), "kind": row.kind})
        told = {"name": NAMES[ticket.draft.kind], "number": row.number}
        self._notify.tell(row.user_id, NoticeKind.CERTIFICATE_ISSUED, told, key=f"certificate:{row.id}:issued")
        return row.number

    def _paid_to(self, user_id: int, order: str) -> dict[str, object]:
        """The bank, and the last four digits of the card."""
        applied = self._applications.sent_under(user_id, order) if order else None
        told = self._applications.facts(applied) if applied else {}
        return {"card_tail": told["card"][-4:], "card_bank": told.get("bank", "")} if told.get("card") else {}

    def _draft(self, user_id: int, choice: Choice, facts: Facts) -> Draft:
        now, token = self._clock.now(), secrets.token_urlsafe(18)
        today = beijing_date(now)
        number = number_of(today, self._certificates.next_serial(today))
        printed = {
            **self.dated(user_id, choice.kind, facts),
            "number": number,
            "code": grouped(new_code(secrets.choice)),
            "qr": qr_svg(self._address + token),
        }
        until = last_day(today, self._months[choice.kind])
        return Draft(user_id, number, choice.kind, token, choice.target, printed, now, until)
