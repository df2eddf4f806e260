"""Proving a new phone (新手机号): a code goes there before the old phone is asked whether it agrees."""

from app.domain.errors import Refusal
from app.domain.masking import mask_mobile
from app.providers.sms import Medium
from app.services.applications.change_details import PROVE_STEP
from app.services.applications.desk import Desk
from app.services.codes_by_sms import CodesBySms, mobile_of_record
from app.services.sms_texts import Purpose
from app.store.users import Users


class ProveNewPhone:
    """The code is bound to the person and the number that was typed; no transaction may be open."""

    def __init__(self, codes: CodesBySms, users: Users) -> None:
        self._codes = codes
        self._users = users

    def phone(self, desk: Desk) -> str:
        """Return the number to be proved, in full. Raises Refusal("page_outdated") where none is."""
        typed = desk.draft.answers.get("phone", "")
        if PROVE_STEP not in desk.steps or not typed:
            raise Refusal("page_outdated")
        return typed

    def send(self, desk: Desk, medium: Medium) -> str:
        """Send a code to it and return it masked.

        Raises Refusal: page_outdated, code_too_soon, code_too_many, sms_unavailable.
        """
        phone, subject = mobile_of_record(self.phone(desk)), self._subject(desk)
        code = self._codes.issue(Purpose.CHANGE_PHONE, subject, phone)
        self._codes.deliver(Purpose.CHANGE_PHONE, subject, phone, code, holder=phone, medium=medium)
        return mask_mobile(phone)

    def check(self, desk: Desk, code: str) -> str:
        """Use the code up and return the proved number.

        Raises Refusal: page_outdated, code_wrong, code_expired, code_exhausted, sms_unavailable.
        """
        phone = self.phone(desk)
        self._codes.check(Purpose.CHANGE_PHONE, self._subject(desk), code, holder=phone)
        return phone

    def _subject(self, desk: Desk) -> str:
        return self._users.index(desk.applicant.id_number)
