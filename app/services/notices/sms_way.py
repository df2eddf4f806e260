"""The way by SMS (短信), for what must not be missed."""

from typing import Protocol

from app.domain.errors import Refusal
from app.providers.sms import SmsRefused, SmsUnavailable
from app.services.codes_by_sms import mobile_of_record
from app.services.notices.ways import Letter, Result, Verdict
from app.services.people import PersonSource, core_answers
from app.services.sms_texts import signed


class Provider(Protocol):
    """What sends texts, once per reference."""

    def send(self, phone: str, text: str, reference: str) -> None: ...


class BySms:
    """To the phone of record as the core tells it today; while the core is silent, to the one it told last."""

    def __init__(self, provider: Provider, core: PersonSource, centre: str) -> None:
        self._provider = provider
        self._core = core
        self._centre = centre

    def send(self, letter: Letter) -> Result:
        if not letter.notice.sms:
            return Result(Verdict.NEXT, "no_sms")
        try:
            phone = letter.phone or mobile_of_record(self._phone(letter))
            self._provider.send(phone, signed(self._centre, letter.notice.sms), letter.id)
        except Refusal:
            return Result(Verdict.NEXT, "no_phone")
        except SmsUnavailable:
            return Result(Verdict.RETRY, "sms_unavailable")  # the provider takes a reference once
        except SmsRefused:
            return Result(Verdict.NEXT, "sms_refused", is_alarm=True)
        return Result(Verdict.SENT, "sms_sent")

    def _phone(self, letter: Letter) -> str:
        try:
            with core_answers():
                person = self._core.find_person(letter.identity.id_number)
        except Refusal:
            return letter.identity.phone
        return person.phone if person else ""
