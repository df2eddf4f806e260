"""Finds who answers a message: an event by its class, a menu click by its key, a text by the words in it."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar
from urllib.parse import quote

from app.domain.counties import County
from app.handlers.messages import texts
from app.services.bind import Bind
from app.services.notices.events import NoticeEvents
from app.wechat.messages import ClickEvent, Message, TextMessage, VoiceMessage
from app.wechat.replies import Reply, TextReply

LONGEST_ECHO = 10


@dataclass(frozen=True)
class Conversation:
    """One message and what its answer may use. Whatever a handler changes is committed by the door."""

    message: Message
    bind: Bind
    public_url: str
    account: str
    counties: tuple[County, ...]
    user_of: Callable[[str], int | None]
    notices: NoticeEvents
    balances_of: Callable[[int], tuple[Decimal, ...]] | None = None

    @property
    def openid(self) -> str:
        return self.message.from_user

    def is_bound(self) -> bool:
        """Whether this follower's openid is bound to a person."""
        return self.user_of(self.openid) is not None

    def balances(self) -> tuple[Decimal, ...]:
        """Return a bound follower's balances in yuan; none where the centre keeps them out of the chat."""
        user_id = self.user_of(self.openid) if self.balances_of else None
        return () if user_id is None or self.balances_of is None else self.balances_of(user_id)

    def link(self, path: str, words: str) -> str:
        """Return a link that recognises the follower on the way to ``path``."""
        return f'<a href="{self.public_url}/wechat/oauth/start?to={quote(path, safe="/")}">{words}</a>'


Handler = Callable[[Conversation], Reply | None]


def only_looks(handler: "Registered") -> "Registered":
    """Mark a handler that changes nothing: its message may be answered twice, as long as both get the same reply."""
    _LOOKS.add(handler)
    return handler


def changes_nothing(handler: Handler) -> bool:
    """Whether a handler only looks."""
    return handler in _LOOKS


_LOOKS: set[Handler] = set()
Registered = TypeVar("Registered", bound=Handler)


def plain(text: str) -> str:
    """Return the text as words are compared: full-width folded, lower case, trimmed."""
    return unicodedata.normalize("NFKC", text).strip().lower()


class Router:
    """Registers handlers by decorator and finds the one for a message."""

    def __init__(self) -> None:
        self._kinds: dict[type[Message], Handler] = {}
        self._clicks: dict[str, Handler] = {}
        self._words: dict[str, Handler] = {}

    def on(self, kind: type[Message]) -> Callable[[Registered], Registered]:
        """Register for a class of message."""
        return self._into(self._kinds, kind)

    def on_click(self, key: str) -> Callable[[Registered], Registered]:
        """Register for a menu key."""
        return self._into(self._clicks, key)

    def on_words(self, *words: str) -> Callable[[Registered], Registered]:
        """Register for words; a single digit must be the whole message, any other word may stand within it."""

        def register(handler: Registered) -> Registered:
            self._words.update(dict.fromkeys(words, handler))
            return handler

        return register

    @staticmethod
    def _into(
        table: dict[str, Handler] | dict[type[Message], Handler], key: object
    ) -> Callable[[Registered], Registered]:
        def register(handler: Registered) -> Registered:
            table[key] = handler  # type: ignore[index]  # the caller pairs table and key
            return handler

        return register

    @property
    def click_keys(self) -> frozenset[str]:
        return frozenset(self._clicks)

    def find(self, message: Message) -> Handler:
        """Return the handler of a message; there is one for every message, if only one that stays silent."""
        if isinstance(message, TextMessage):
            return self._find_by_words(message.content)
        if isinstance(message, VoiceMessage):
            return self._find_by_words(message.recognition)
        if isinstance(message, ClickEvent):
            return self._clicks.get(message.key, _help)
        return self._kinds.get(type(message), _silence)

    def _find_by_words(self, text: str) -> Handler:
        words = plain(text)
        if texts.PERSONAL_NUMBER.search(words):
            return _no_numbers_here
        return self._words.get(words) or self._longest(words) or _not_understood

    def _longest(self, words: str) -> Handler | None:
        found = [word for word in self._words if len(word) > 1 and word in words]
        return self._words[max(found, key=len)] if found else None


@only_looks
def _silence(_: Conversation) -> None:
    """Say nothing, as the platform allows."""


@only_looks
def _help(_: Conversation) -> Reply:
    return TextReply(texts.HELP)


@only_looks
def _no_numbers_here(_: Conversation) -> Reply:
    return TextReply(texts.NO_NUMBERS_HERE)


@only_looks
def _not_understood(conversation: Conversation) -> Reply:
    message = conversation.message
    said = message.recognition if isinstance(message, VoiceMessage) else getattr(message, "content", "")
    return TextReply(texts.NOT_UNDERSTOOD.format(said=said.strip()[:LONGEST_ECHO]))
