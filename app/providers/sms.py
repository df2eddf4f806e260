"""The SMS provider (短信平台): one text to one phone, to be read or to be heard."""

from enum import StrEnum

import requests

TIMEOUTS = (3.0, 5.0)  # seconds to connect, to answer
SERVER_FAULT = 500
OK_CODES = range(200, 300)


class Medium(StrEnum):
    """How a text reaches the phone: as a message, or read out by a call (语音验证码)."""

    TEXT = "text"
    VOICE = "voice"


class SmsError(Exception):
    """A text was not sent. Never holds the phone or the text."""


class SmsUnavailable(SmsError):
    """The provider could not be reached, or failed itself; later may be better."""


class SmsRefused(SmsError):
    """The provider said no: the number or the text is not to its liking."""


class SmsProvider:
    """Sends texts by ``POST {base_url}/send`` with JSON ``phone``, ``text``, ``reference``, ``channel``."""

    def __init__(self, base_url: str) -> None:
        self._address = f"{base_url.rstrip('/')}/send"

    def send(self, phone: str, text: str, reference: str, medium: Medium = Medium.TEXT) -> None:
        """Send one text; ``reference`` is ours, to ask the provider about it. Raises SmsUnavailable, SmsRefused."""
        message = {"phone": phone, "text": text, "reference": reference, "channel": medium.value}
        try:
            answer = requests.post(self._address, json=message, timeout=TIMEOUTS, allow_redirects=False)
        except requests.RequestException as fault:
            raise SmsUnavailable(type(fault).__name__) from None  # the cause's own text may hold the request
        if answer.status_code >= SERVER_FAULT:
            raise SmsUnavailable(f"status {answer.status_code}")
        if answer.status_code not in OK_CODES:
            raise SmsRefused(f"status {answer.status_code}")
