"""The door for WeChat: GET verifies the address, POST brings a message or an event.

After a push is authenticated every path answers 200 within the deadline, whatever breaks behind it:
the platform shows its users an error for anything else, and asks again twice.
"""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass

import redis
from flask import Blueprint, Flask, Response, current_app, request
from prometheus_client import Counter, Histogram

from app.container import Container
from app.extensions import db, transaction
from app.handlers.messages import Conversation, router
from app.kv.once import Claim
from app.wechat.envelope import Opened, Rejected
from app.wechat.errors import PlatformError
from app.wechat.messages import MalformedMessage, Message, parse
from app.wechat.replies import Reply, TextReply, render

DEADLINE = "CALLBACK_DEADLINE_SECONDS"
DEADLINE_SECONDS = 2.5  # unless app.config says otherwise; the platform closes after 5, and the issue asks for 3
BODY_LIMIT = 64 * 1024
NO_REPLY = "success"

CALLBACKS = Counter("hall_callbacks", "Pushes of the platform, by kind and outcome.", ("kind", "outcome"))
REPLY_SECONDS = Histogram("hall_reply_seconds", "Seconds from an authentic push to its answer.")

log = logging.getLogger(__name__)
blueprint = Blueprint("callback", __name__)


@dataclass(frozen=True)
class Answer:
    """The reply as it goes over the wire, and as it can be sent later."""

    xml: str
    reply: Reply | None
    outcome: str


workers = ThreadPoolExecutor(max_workers=16, thread_name_prefix="reply")


@blueprint.get("/wechat/callback")
def verify() -> Response:
    """Prove to the platform that the address is ours."""
    try:
        echo = _container().envelope.echo(request.args, int(time.time()))
    except Rejected as refused:
        return _refusal(refused)
    return _text(echo)


@blueprint.post("/wechat/callback")
def receive() -> Response:
    """Answer one push."""
    if (request.content_length or 0) > BODY_LIMIT:
        return _refusal(Rejected("body_too_large", 413))
    now = int(time.time())
    envelope = _container().envelope
    try:
        opened = envelope.open(request.args, request.get_data(), now)
    except Rejected as refused:
        return _refusal(refused)
    with REPLY_SECONDS.time():
        reply = _reply_in_time(opened, now)
    return _text(envelope.seal(reply, opened, now) if reply != NO_REPLY else NO_REPLY)


def _reply_in_time(opened: Opened, now: int) -> str:
    try:
        message = parse(opened.xml)
    except MalformedMessage as fault:
        log.warning("push_malformed", extra={"fields": {"cause": fault.cause}})
        _count("none", "malformed")
        return NO_REPLY
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's way to hand the app to a thread
    answer = workers.submit(_answer_once, app, message, now)
    try:
        in_time = answer.result(timeout=_deadline())
    except Late:
        log.warning("reply_late", extra={"fields": {"kind": message.kind}})
        _count(_kind(message), "late")
        answer.add_done_callback(lambda done: _send_later(app, message, done.result().reply))
        return NO_REPLY
    _count(_kind(message), in_time.outcome)
    return in_time.xml


def _answer_once(app: Flask, message: Message, now: int) -> Answer:
    """Answer a push; one that was seen before gets the reply of the first, and is not sent later a second time."""
    with app.app_context():
        once = _container().once
        try:
            if once.claim(message.once_key) is not Claim.FIRST:
                return Answer(once.wait(message.once_key, _deadline()) or NO_REPLY, None, "again")
        except ConnectionError:
            log.warning("once_only_unavailable")
        answer = _answer(message, now)
        once.finish(message.once_key, answer.xml)
        return answer


def _answer(message: Message, now: int) -> Answer:
    container = _container()
    conversation = Conversation(message, container.bind, container.settings.public_url)
    try:
        with transaction():
            reply = router.answer(conversation)
        return Answer(render(reply, message, now), reply, "replied") if reply else Answer(NO_REPLY, None, "silent")
    except Exception:
        # Whatever breaks behind an authentic push, the platform is answered and the cause is logged.
        log.exception("reply_failed", extra={"fields": {"kind": message.kind}})
        return Answer(NO_REPLY, None, "failed")
    finally:
        db.session.remove()


def _send_later(app: Flask, message: Message, reply: Reply | None) -> None:
    """Send what came too late for the connection as a customer-service message (客服消息)."""
    if not isinstance(reply, TextReply):
        return
    with app.app_context():
        try:
            _container().platform.send_text(message.from_user, reply.text)
        except PlatformError as fault:
            log.warning("late_reply_not_sent", extra={"fields": {"errcode": fault.errcode}})
        except redis.RedisError:
            log.warning("late_reply_not_sent", extra={"fields": {"cause": "redis"}})


def _deadline() -> float:
    return float(current_app.config.get(DEADLINE, DEADLINE_SECONDS))


def _kind(message: Message) -> str:
    """Return the class of a message: unlike what the platform calls it, one of a known few."""
    return type(message).__name__


def _count(kind: str, outcome: str) -> None:
    CALLBACKS.labels(kind, outcome).inc()


def _container() -> Container:
    container: Container = current_app.extensions["container"]
    return container


def _text(body: str) -> Response:
    return Response(body, mimetype="text/plain" if not body.startswith("<xml>") else "application/xml")


def _refusal(refused: Rejected) -> Response:
    log.warning("push_refused", extra={"fields": {"cause": refused.cause}})
    _count("none", "refused")
    return Response(refused.cause, status=refused.status, mimetype="text/plain")
