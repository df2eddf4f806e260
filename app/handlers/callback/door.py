"""POST /wechat/callback as a small WSGI application in front of Flask."""

import logging
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote_plus

from app.handlers.callback.answering import Answering, Rest
from app.handlers.callback.at_once import NO_REPLY
from app.handlers.callback.counts import REPLY_SECONDS, count
from app.wechat.body import BODY_LIMIT
from app.wechat.envelope import Envelope, Opened, Rejected

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/wechat/callback"
PARAMETERS = 16
NOSNIFF = ("X-Content-Type-Options", "nosniff")
Body: TypeAlias = Iterable[bytes]

log = logging.getLogger(__name__)


class CallbackDoor:
    """Answers the platform's pushes and hands every other request on to ``inner``.

    A push that is not authentic is refused with its cause as one word. After that every path answers 200 within the
    deadline, whatever breaks behind it: the platform shows its users an error for anything else, and asks again twice.
    """

    def __init__(
        self,
        inner: "WSGIApplication",
        envelope: Envelope,
        answering: Answering,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._inner = inner
        self._envelope = envelope
        self._answering = answering
        self._now = now

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Body:
        if environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] != PATH:
            return self._inner(environ, start_response)
        try:
            return _send(start_response, HTTPStatus.OK, self._receive(environ))
        except Rejected as fault:
            refused(fault)
            return _send(start_response, HTTPStatus(fault.status), fault.cause)

    def _receive(self, environ: "WSGIEnvironment") -> str:
        parameters, body = _parameters(environ), _body(environ)  # a slow sender holds up nobody but itself
        turn = self._answering.turn
        in_turn = turn.take()
        try:
            opened = self._envelope.open(parameters, body, int(self._now()))
            began = time.monotonic()
            answer = self._begun(opened, in_turn=in_turn)
        finally:
            if in_turn:
                turn.give_back()
        reply = answer if isinstance(answer, str) else _ended(answer)
        REPLY_SECONDS.observe(time.monotonic() - began)
        return reply

    def _begun(self, opened: Opened, *, in_turn: bool) -> str | Rest:
        now = int(self._now())

        def seal(reply: str) -> str:
            return reply if reply == NO_REPLY else self._envelope.seal(reply, opened, now)

        try:
            return self._answering.begin(opened.xml, now, seal, in_turn=in_turn)
        except Exception:
            log.exception("reply_failed")
            return NO_REPLY


def _ended(rest: Rest) -> str:
    try:
        return rest()
    except Exception:
        log.exception("reply_failed")
        return NO_REPLY


def refused(fault: Rejected) -> None:
    """Log and count a request that is not the platform's."""
    log.warning("push_refused", extra={"fields": {"cause": fault.cause}})
    count(None, "refused")


def _parameters(environ: "WSGIEnvironment") -> dict[str, str]:
    """Return the query's parameters; of one that is named twice the first counts."""
    pairs = [pair.partition("=") for pair in environ.get("QUERY_STRING", "").split("&")]
    if len(pairs) > PARAMETERS:
        raise Rejected("too_many_parameters", HTTPStatus.BAD_REQUEST)
    return {unquote_plus(name): unquote_plus(value) for name, _, value in reversed(pairs)}


def _body(environ: "WSGIEnvironment") -> bytes:
    """Return the body, never more than the limit and one byte; raises Rejected before a longer one is read."""
    announced = environ.get("CONTENT_LENGTH") or ""
    if announced.isascii() and announced.isdigit():
        if int(announced) > BODY_LIMIT:
            raise Rejected("body_too_large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body: bytes = environ["wsgi.input"].read(int(announced))
        return body
    if environ.get("wsgi.input_terminated"):
        streamed: bytes = environ["wsgi.input"].read(BODY_LIMIT + 1)
        return streamed
    return b""


def _send(start_response: "StartResponse", status: HTTPStatus, text: str) -> Body:
    body = text.encode()
    kind = "application/xml" if text.startswith("<xml>") else "text/plain"
    headers = [("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(body))), NOSNIFF]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]
