"""Codes for ID numbers that may be nobody's: who asks sees the same, and waits as long, either way."""

import logging
import secrets

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.work import OutboxKind, Outcome, Task, Transaction, done, retry
from app.providers.sms import Medium
from app.services.codes_by_sms import CodesBySms, mobile_of_record
from app.services.people import PersonSource, core_answers, spelled
from app.services.sms_texts import Purpose
from app.store.outbox import Outbox
from app.store.users import Users

log = logging.getLogger(__name__)


class QuietCodes:
    """Issues a code and puts a row into the outbox for every number: whether it is a user's is asked by the worker.

    Asking the core and sending take time that only a known number would cost, and their failures would tell a known
    one apart.
    """

    def __init__(self, codes: CodesBySms, users: Users, outbox: Outbox, clock: Clock) -> None:
        self._codes = codes
        self._users = users
        self._outbox = outbox
        self._clock = clock

    def send(self, purpose: Purpose, id_number: str, holder: str = "", medium: Medium = Medium.TEXT) -> None:
        """Send a code if the number is a user's. Raises Refusal: code_too_soon, code_too_many, sms_unavailable."""
        number = spelled(id_number)
        code = self._codes.issue(purpose, self._users.index(number), holder)
        facts = {"purpose": purpose.value, "number": number, "code": code, "holder": holder, "medium": medium.value}
        self._outbox.add(OutboxKind.QUIET_CODE, facts, key=f"code:{secrets.token_hex(12)}", now=self._clock.now())

    def check(self, purpose: Purpose, id_number: str, code: str, holder: str = "") -> None:
        """Use a code up. Raises Refusal: code_wrong, code_expired, code_exhausted, sms_unavailable."""
        self._codes.check(purpose, self._users.index(spelled(id_number)), code, holder=holder)


class DeliverQuietCode:
    """The worker's half: sends the code when the number is a user's."""

    def __init__(self, core: PersonSource, codes: CodesBySms, users: Users, transaction: Transaction) -> None:
        self._core = core
        self._codes = codes
        self._users = users
        self._transaction = transaction

    def __call__(self, task: Task) -> Outcome:
        """Sent; again later while the core is silent; given up when the provider is: who waits asks again at once."""
        number = str(task.payload["number"])
        with self._transaction():
            is_user = self._users.find(number) is not None
        if not is_user:
            return done("nobody")
        try:
            self._deliver(task, number)
        except Refusal as refused:
            log.warning("code_not_sent", extra={"fields": {"cause": refused.code, "purpose": task.payload["purpose"]}})
            return retry(refused.code) if refused.code == "core_unavailable" else done(refused.code)
        return done("sent")

    def _deliver(self, task: Task, number: str) -> None:
        with core_answers():
            person = self._core.find_person(number)
        self._codes.deliver(
            Purpose(str(task.payload["purpose"])),
            self._users.index(number),
            mobile_of_record(person.phone if person else ""),
            str(task.payload["code"]),
            holder=str(task.payload["holder"]),
            reference=task.key,
            medium=Medium(str(task.payload["medium"])),
        )
