"""Any FundCore behind docs/core-contract.openapi.yaml: a running reference for a core's vendor."""

import hmac
from collections.abc import Callable
from threading import Lock

import msgspec
from flask import Flask, Response, abort, request

from app.domain.clock import Clock
from app.domain.errors import DomainError
from app.fund_core import FundCore
from app.fund_core.errors import CoreError, CoreRefused
from app.fund_core.http.wire import (
    NONCE,
    READS,
    SIGNATURE,
    TIMESTAMP,
    WRITES,
    decode_arguments,
    encode,
    path_of,
    signature,
)

WINDOW_SECONDS = 300
BODY_LIMIT = 8 * 1024 * 1024  # a remittance for fifty thousand people


class Gate:
    """Lets a signed request in once, within five minutes of its timestamp."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._secret = secret
        self._clock = clock
        self._seen: dict[str, float] = {}
        self._lock = Lock()

    def admits(self, path: str, headers: dict[str, str], body: bytes) -> bool:
        """Whether the signature is right, the time near and the nonce new."""
        timestamp, nonce = headers[TIMESTAMP], headers[NONCE]
        expected = signature(self._secret, path, timestamp, nonce, body)
        if not hmac.compare_digest(expected.encode(), headers[SIGNATURE].encode()):
            return False
        now = self._clock.now().timestamp()
        fresh = timestamp.isdecimal() and abs(now - int(timestamp)) <= WINDOW_SECONDS
        return fresh and self._is_new(nonce, now)

    def _is_new(self, nonce: str, now: float) -> bool:
        with self._lock:
            self._seen = {known: at for known, at in self._seen.items() if now - at <= 2 * WINDOW_SECONDS}
            new = nonce not in self._seen
            self._seen.setdefault(nonce, now)
        return new


def create_core_server(core: FundCore, secret: str, clock: Clock) -> Flask:
    """A WSGI application that answers the contract's operations from `core`."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    gate = Gate(secret, clock)
    app.before_request(lambda: _guard(gate))
    for operation in READS + WRITES:
        app.add_url_rule(path_of(operation), operation, _view(core, operation), methods=["POST"])
    return app


def _guard(gate: Gate) -> None:
    headers = {name: request.headers.get(name, "") for name in (TIMESTAMP, NONCE, SIGNATURE)}
    if not gate.admits(request.script_root + request.path, headers, request.get_data()):
        abort(401)


def _view(core: FundCore, operation: str) -> Callable[[], Response]:
    def view() -> Response:
        try:
            arguments = decode_arguments(operation, request.get_data())
            return _json(200, encode(getattr(core, operation)(**arguments)))
        except CoreRefused as refused:
            return _json(409, encode({"code": refused.code}))
        except (msgspec.MsgspecError, DomainError):
            return _json(409, encode({"code": "invalid_input"}))
        except CoreError:
            return _json(503, encode({"code": "unavailable"}))

    return view


def _json(status: int, body: bytes) -> Response:
    return Response(body, status, content_type="application/json")
