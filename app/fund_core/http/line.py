"""The line to a core over HTTP: signed requests, time-outs, one safe repetition, a circuit breaker."""

import secrets
from typing import Any

import msgspec
import pybreaker
import requests

from app.domain.clock import Clock
from app.fund_core.errors import CoreRefused, CoreUnavailable, OutcomeUnknown
from app.fund_core.http.counts import counted
from app.fund_core.http.wire import (
    NONCE,
    READS,
    SIGNATURE,
    TIMESTAMP,
    decode_result,
    encode,
    path_of,
    signature,
    signed_path,
)

TIMEOUTS = 3.05, 8.0  # seconds to connect, seconds between bytes
FAILURES, REST_SECONDS = 5, 30
OK, UNSIGNED, CONFLICT = 200, 401, 409


class Line:
    """Signed requests to a core's endpoint. A read is tried twice, a write once; five failures rest the line."""

    def __init__(self, base_url: str, secret: str, clock: Clock) -> None:
        self._base = base_url.rstrip("/")
        self._secret = secret
        self._clock = clock
        self._breaker = pybreaker.CircuitBreaker(
            fail_max=FAILURES, reset_timeout=REST_SECONDS, exclude=[CoreRefused], throw_new_error_on_trip=False
        )

    def call(self, operation: str, **arguments: object) -> Any:
        """What the core answers to an operation of the contract. Raises a CoreError."""
        with counted(operation):
            try:
                return self._breaker.call(self._read if operation in READS else self._ask, operation, arguments)
            except pybreaker.CircuitBreakerError:
                raise CoreUnavailable("resting after repeated failures") from None

    def _read(self, operation: str, arguments: dict[str, object]) -> Any:
        try:
            return self._ask(operation, arguments)
        except (OutcomeUnknown, CoreUnavailable):
            pass
        try:
            return self._ask(operation, arguments)
        except OutcomeUnknown:
            raise CoreUnavailable("no usable answer") from None

    def _ask(self, operation: str, arguments: dict[str, object]) -> Any:
        answer = self._post(path_of(operation), encode(arguments))
        if answer.status_code == CONFLICT:
            raise CoreRefused(_refusal(answer.content))
        if answer.status_code == UNSIGNED:
            raise CoreUnavailable("the core does not accept our signature")
        if answer.status_code != OK:
            raise OutcomeUnknown(f"the core answered with status {answer.status_code}")
        try:
            return decode_result(operation, answer.content)
        except msgspec.MsgspecError:
            raise OutcomeUnknown("the core's answer does not keep the contract") from None

    def _post(self, path: str, body: bytes) -> requests.Response:
        """Errors of the HTTP library carry the request; ours replace them and carry nothing."""
        headers = self._headers(path, body)
        try:
            with requests.Session() as session:
                session.trust_env = False  # no proxy and no .netrc of the machine's between us and the core
                return session.post(self._base + path, body, headers=headers, timeout=TIMEOUTS, allow_redirects=False)
        except requests.ConnectTimeout:
            raise CoreUnavailable("no connection") from None
        except requests.RequestException:
            raise OutcomeUnknown("the connection broke") from None

    def _headers(self, path: str, body: bytes) -> dict[str, str]:
        timestamp, nonce = str(int(self._clock.now().timestamp())), secrets.token_hex(16)
        signed = signature(self._secret, signed_path(self._base, path), timestamp, nonce, body)
        return {"Content-Type": "application/json", TIMESTAMP: timestamp, NONCE: nonce, SIGNATURE: signed}


def _refusal(body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=dict[str, str])["code"]
    except (msgspec.MsgspecError, KeyError):
        raise OutcomeUnknown("a refusal without its code") from None
