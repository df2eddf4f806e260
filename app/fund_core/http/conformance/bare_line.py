"""A bare line to a core's endpoint, to send what a proper client never sends."""

import secrets

import requests

from app.domain.clock import Clock
from app.fund_core.errors import CoreUnavailable
from app.fund_core.http.wire import NONCE, SIGNATURE, TIMESTAMP, signature, signed_path

TIMEOUTS = 3.05, 8.0  # seconds to connect, seconds between bytes


class BareLine:
    """Sends signed requests whose parts may be spoiled on purpose."""

    def __init__(self, base_url: str, secret: str, clock: Clock) -> None:
        self._base = base_url.rstrip("/")
        self._secret = secret
        self._clock = clock

    def headers(self, path: str, body: bytes, *, late_by: int = 0) -> dict[str, str]:
        """Right headers for a request made `late_by` seconds ago."""
        timestamp, nonce = str(int(self._clock.now().timestamp()) - late_by), secrets.token_hex(16)
        signed = signature(self._secret, signed_path(self._base, path), timestamp, nonce, body)
        return {TIMESTAMP: timestamp, NONCE: nonce, SIGNATURE: signed}

    def post(self, path: str, body: bytes, headers: dict[str, str]) -> requests.Response:
        """The answer, whatever it is. CoreUnavailable when there is none."""
        try:
            return requests.post(self._base + path, body, headers=headers, timeout=TIMEOUTS, allow_redirects=False)
        except requests.RequestException:
            raise CoreUnavailable("no answer") from None
