"""From an authentic push to its reply: once, within the deadline, in one transaction."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from flask import Flask

from app.container import Container
from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.callback.at_once import LONGEST_SECONDS, NO_REPLY, AtOnce, Seal
from app.handlers.callback.counts import count
from app.handlers.callback.crew import Crew
from app.handlers.callback.turn import Turn
from app.handlers.callback.windows import opening
from app.handlers.messages import Conversation, router
from app.handlers.messages.router import Handler, changes_nothing
from app.handlers.places import centre_of
from app.kv.line import Command
from app.wechat.errors import PlatformError
from app.wechat.messages import MalformedMessage, Message, parse
from app.wechat.replies import Reply, TextReply, render

if TYPE_CHECKING:
    from concurrent.futures import Future

DEADLINE = "CALLBACK_DEADLINE_SECONDS"
DEADLINE_SECONDS = 2.5  # unless app.config says otherwise; the platform closes after 5, and the issue asks for 3

Rest = Callable[[], str]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """The reply as it goes over the wire, and as it can be sent later."""

    xml: str
    reply: Reply | None
    outcome: str


class Answering:
    """Works pushes out on threads of its own, so that the one that holds the connection can let go of it in time."""

    def __init__(self, app: Flask, container: Container) -> None:
        self._app = app
        self._container = container
        self._crew: Crew[Answer] = Crew()
        self._helpers: Crew[None] = Crew(few=1, many=1)
        self.turn = Turn()
        self._at_once = AtOnce(container, self.turn, self._helpers.start)

    def begin(self, body: bytes, now: int, seal: Seal, *, in_turn: bool) -> str | Rest:
        """Return the sealed reply, or the rest of the work: to be called when the turn has been given back.

        The rest returns the reply, or ``success`` where there is none or it is late. ``now`` is whole seconds.
        """
        try:
            message = parse(body)
        except MalformedMessage as fault:
            log.warning("push_malformed", extra={"fields": {"cause": fault.cause}})
            count(None, "malformed")
            return NO_REPLY
        began = time.monotonic()
        handler = router.find(message)
        if in_turn and self._may_look_at_once(handler):
            answer = self._at_once.answer(message, handler, now, seal)
            if answer is not None:
                count(message, answer.outcome)
                return answer.text
        return lambda: seal(self._by_crew(message, handler, now, began))

    def _may_look_at_once(self, handler: Handler) -> bool:
        """Whether nobody is asked who may be slow (the core is, for amounts), and there is time for the rest."""
        asks_core = self._container.policy.chat_amounts
        return changes_nothing(handler) and not asks_core and self._seconds() >= LONGEST_SECONDS

    def _by_crew(self, message: Message, handler: Handler, now: int, began: float) -> str:
        """Let another thread answer, and wait for it until the deadline, which was counted from ``began``."""
        answer = self._crew.start(partial(self._answer_once, message, handler, now))
        if not self._crew.is_done(answer, self._deadline() + began - time.monotonic()):
            return self._put_off(message, answer)
        in_time = answer.result()
        count(message, in_time.outcome)
        return in_time.xml

    def _put_off(self, message: Message, answer: "Future[Answer]") -> str:
        """Let go of the connection: what comes of it is sent later."""
        log.warning("reply_late", extra={"fields": {"kind": message.kind}})
        count(message, "late")
        answer.add_done_callback(lambda done: self._send_later(message, done.result().reply))
        return NO_REPLY

    def _answer_once(self, message: Message, handler: Handler, now: int) -> Answer:
        """Answer a push; one seen before gets the reply of the first, and is not sent later a second time."""
        return (self._look if changes_nothing(handler) else self._handle)(message, handler, now)

    def _look(self, message: Message, handler: Handler, now: int) -> Answer:
        """Answer what changes nothing without a claim: whichever delivery is ready first gives the reply of all."""
        answer = self._answer(message, handler, now)
        if answer.outcome == "failed":
            return answer  # the next delivery may fare better
        try:
            first = self._container.once.agree(message.once_key, answer.xml, self._opening(message))
        except ConnectionError:
            log.warning("once_only_unavailable")
            return answer
        return answer if first is None else Answer(first, None, "again")

    def _handle(self, message: Message, handler: Handler, now: int) -> Answer:
        """Answer what may change something: one delivery claims it, the others wait for its reply."""
        once = self._container.once
        try:
            claim = once.claim(message.once_key, self._opening(message))
        except ConnectionError:
            log.warning("once_only_unavailable")
            return self._answer(message, handler, now)
        if not claim.is_first:
            reply = claim.reply if claim.reply is not None else once.wait(message.once_key, self._deadline())
            return Answer(reply or NO_REPLY, None, "again")
        answer = self._answer(message, handler, now)
        once.finish(message.once_key, answer.xml)
        return answer

    def _answer(self, message: Message, handler: Handler, now: int) -> Answer:
        try:
            reply = self._replied(message, handler)
        except Exception:
            # Whatever breaks behind an authentic push, the platform is answered and the cause is logged.
            log.exception("reply_failed", extra={"fields": {"kind": message.kind}})
            return Answer(NO_REPLY, None, "failed")
        return Answer(render(reply, message, now), reply, "replied") if reply else Answer(NO_REPLY, None, "silent")

    def _replied(self, message: Message, handler: Handler) -> Reply | None:
        container = self._container
        conversation = Conversation(
            message,
            container.bind,
            container.settings.public_url,
            centre_of(container.policy).account,
            container.policy.counties,
            container.user_of,
            container.delivery.events,
            self._balances if container.policy.chat_amounts else None,
        )
        with self._app.app_context(), transaction():
            return handler(conversation)

    def _balances(self, user_id: int) -> tuple[Decimal, ...]:
        """Return the balances of a person's accounts; none while the core is silent: the link is answered then."""
        with transaction():  # it ends before the core is asked
            identity = self._container.who_is.execute(user_id)
        try:
            return tuple(account.balance for account in self._container.show_account.execute(identity).value)
        except Refusal:
            return ()

    def _opening(self, message: Message) -> Command | None:
        return opening(self._container.chat_windows, message)

    def _send_later(self, message: Message, reply: Reply | None) -> None:
        """Send what came too late for the connection as a customer-service message (客服消息)."""
        if not isinstance(reply, TextReply):
            return
        if not self._container.chat_windows.take(message.from_user):
            log.warning("late_reply_not_sent", extra={"fields": {"cause": "window"}})
            return
        try:
            self._container.platform.send_text(message.from_user, reply.text)
        except PlatformError as fault:
            log.warning("late_reply_not_sent", extra={"fields": {"errcode": fault.errcode}})
        except ConnectionError:
            log.warning("late_reply_not_sent", extra={"fields": {"cause": "redis"}})

    def _deadline(self) -> float:
        """Return the seconds a push may wait: none while all threads are held up, so that everybody is answered."""
        if self._crew.is_stuck():
            return 0.0
        return self._seconds()

    def _seconds(self) -> float:
        return float(self._app.config.get(DEADLINE, DEADLINE_SECONDS))
