"""Sends a code to the phone of record (预留手机号) and checks what comes back."""

import secrets

from app.domain.errors import Refusal
from app.domain.identity import InvalidMobile, normalise_mobile
from app.kv.codes import VerificationCodes
from app.providers.sms import Medium, SmsError, SmsProvider
from app.services.counts import CODES
from app.services.sms_texts import Business, code_text


class CodesBySms:
    """``centre`` signs every text, such as 运城公积金. Subjects are blind indexes, see VerificationCodes."""

    def __init__(self, codes: VerificationCodes, sms: SmsProvider, centre: str) -> None:
        self._codes = codes
        self._sms = sms
        self._centre = centre

    def send(
        self, purpose: Business, subject: str, phone: str, amount: str = "", *, medium: Medium = Medium.TEXT
    ) -> None:
        """Issue a code and send it.

        Raises Refusal: code_too_soon(seconds), code_too_many, no_phone_on_record, sms_unavailable.
        """
        mobile = mobile_of_record(phone)
        code = self._codes.issue(purpose, subject, amount)
        self.deliver(purpose, subject, mobile, code, amount=amount, medium=medium)

    def issue(self, purpose: Business, subject: str, holder: str = "") -> str:
        """Issue a code without sending it: for numbers that may be nobody's."""
        return self._codes.issue(purpose, subject, holder=holder)

    def deliver(
        self,
        purpose: Business,
        subject: str,
        phone: str,
        code: str,
        *,
        amount: str = "",
        holder: str = "",
        reference: str = "",
        medium: Medium = Medium.TEXT,
    ) -> None:
        """Send an issued code; one that cannot be sent is withdrawn. The same ``reference`` again is not sent again.

        Raises Refusal("sms_unavailable").
        """
        text = code_text(self._centre, purpose, code, amount)
        try:
            self._sms.send(phone, text, reference or secrets.token_hex(8), medium)
        except SmsError:
            CODES.labels(purpose.value, "failed").inc()
            self._codes.withdraw(purpose, subject, holder)
            raise Refusal("sms_unavailable") from None
        CODES.labels(purpose.value, "sent").inc()

    def check(self, purpose: Business, subject: str, code: str, *, amount: str = "", holder: str = "") -> None:
        """Use a code up. Raises Refusal: code_wrong, code_expired, code_exhausted, sms_unavailable."""
        self._codes.check(purpose, subject, code, amount, holder)


def mobile_of_record(phone: str) -> str:
    """Return the phone of record when it can get texts. Raises Refusal("no_phone_on_record")."""
    try:
        return normalise_mobile(phone)
    except InvalidMobile:
        raise Refusal("no_phone_on_record") from None
