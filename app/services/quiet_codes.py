"""Codes for ID numbers that may be nobody's: who asks sees the same, and waits as long, either way."""

import logging
from collections.abc import Callable

from app.domain.errors import Refusal
from app.services.codes_by_sms import CodesBySms, mobile_of_record
from app.services.people import PersonSource, core_answers, spelled
from app.services.sms_texts import Purpose
from app.store.users import Users

log = logging.getLogger(__name__)

Later = Callable[[Callable[[], None]], object]


class QuietCodes:
    """``later`` runs a function soon, outside the request (an executor's ``submit``): asking the core and sending
    take time that only a known number would cost, and their failures would tell a known one apart.
    """

    def __init__(self, core: PersonSource, codes: CodesBySms, users: Users, later: Later) -> None:
        self._core = core
        self._codes = codes
        self._users = users
        self._later = later

    def send(self, purpose: Purpose, id_number: str, holder: str = "") -> None:
        """Send a code if the number is a user's. Raises Refusal: code_too_soon, code_too_many, sms_unavailable."""
        number = spelled(id_number)
        subject = self._users.index(number)
        is_user = self._users.find(number) is not None
        code = self._codes.issue(purpose, subject, holder)
        if is_user:
            self._later(lambda: self._deliver(purpose, subject, number, code, holder))

    def check(self, purpose: Purpose, id_number: str, code: str, holder: str = "") -> None:
        """Use a code up. Raises Refusal: code_wrong, code_expired, code_exhausted, sms_unavailable."""
        self._codes.check(purpose, self._users.index(spelled(id_number)), code, holder=holder)

    def _deliver(self, purpose: Purpose, subject: str, number: str, code: str, holder: str) -> None:
        try:
            with core_answers():
                person = self._core.find_person(number)
            if person is not None:
                self._codes.deliver(purpose, subject, mobile_of_record(person.phone), code, holder=holder)
        except Refusal as refused:
            log.warning("code_not_sent", extra={"fields": {"cause": refused.code, "purpose": purpose.value}})
