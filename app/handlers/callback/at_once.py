"""The short way: a push that only looks is answered on the thread that holds its connection.

Handing a push to another thread and its reply back costs more than most of the work, and is needed only where somebody
who is asked may be slow. Here everybody who is asked is bounded: the database by half a second, Redis by its time-outs.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from app.container import Container
from app.handlers.callback.turn import Turn
from app.handlers.callback.windows import opening
from app.handlers.messages import Conversation
from app.handlers.messages.router import Handler
from app.handlers.places import centre_of
from app.wechat.messages import Message
from app.wechat.replies import render

LONGEST_SECONDS = 2.25  # a turn, half a second of the database, one and a half of Redis that breaks, is gone, is silent
SHUT_SECONDS = 5.0
NO_REPLY = "success"

Seal = Callable[[str], str]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sealed:
    """A reply as it goes back to the platform, and what it is counted as."""

    text: str
    outcome: str


class AtOnce:
    """Answers one push at a time, whose thread has the turn; at the first trouble it is shut for five seconds.

    ``elsewhere`` does a job on another thread: connecting may take its time.
    """

    def __init__(self, container: Container, turn: Turn, elsewhere: Callable[[Callable[[], None]], object]) -> None:
        self._container = container
        self._turn = turn
        self._elsewhere = elsewhere
        self._opens_at = 0.0

    def answer(self, message: Message, handler: Handler, now: int, seal: Seal) -> Sealed | None:
        """Return the reply, or None where it cannot be had this way: then the long way is left, without the turn."""
        if not self._container.kept_lookup.is_open:
            self._open_soon()
            return None
        try:
            xml, outcome = self._looked(message, handler, now)
        except ConnectionError:
            self._shut()
            return None
        except Exception:
            log.exception("reply_failed", extra={"fields": {"kind": message.kind}})
            return Sealed(NO_REPLY, "failed")
        return self._agreed(message, xml, outcome, seal)

    def _looked(self, message: Message, handler: Handler, now: int) -> tuple[str, str]:
        container = self._container
        reply = handler(
            Conversation(
                message,
                container.bind,
                container.settings.public_url,
                centre_of(container.policy).account,
                container.policy.counties,
                container.kept_lookup.user_of,
                container.delivery.events,
            )
        )
        return (render(reply, message, now), "replied") if reply else (NO_REPLY, "silent")

    def _agreed(self, message: Message, xml: str, outcome: str, seal: Seal) -> Sealed:
        """Keep the reply for other deliveries of its push; while Redis does, it is sealed."""
        sealed: list[str] = []
        once, beside = self._container.once, opening(self._container.chat_windows, message)
        try:
            first = once.agree(message.once_key, xml, beside, lambda: sealed.append(seal(xml)))
        except ConnectionError:
            log.warning("once_only_unavailable")
            self._shut()
            first = None
        if first is not None:
            return Sealed(seal(first), "again")
        return Sealed(sealed[-1] if sealed else seal(xml), outcome)

    def _shut(self) -> None:
        self._container.kept_lookup.close()
        self._opens_at = time.monotonic() + SHUT_SECONDS

    def _open_soon(self) -> None:
        if time.monotonic() >= self._opens_at:
            self._opens_at = time.monotonic() + SHUT_SECONDS
            self._elsewhere(self._open)

    def _open(self) -> None:
        with self._turn.waited_for():
            self._container.kept_lookup.open()
