"""Finds who answers a message: an event by its class, a menu click by its key, a text by the words in it."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

from app.handlers.messages import texts
from app.services.bind import Bind
from app.wechat.messages import ClickEvent, Message, TextMessage, VoiceMessage
from app.wechat.replies import Reply, TextReply

LONGEST_ECHO = 10


@dataclass(frozen=True)
class Conversation:
    """One message and what its answer may use. Whatever a handler changes is committed by the door."""

    message: Message
    bind: Bind
    public_url: str
    user_of: Callable[[str], int | None]

    @property
    def openid(self) -> str:
        return self.message.from_user

    def is_bound(self) -> bool:
        """Whether this follower's openid is bound to a person."""
        return self.user_of(self.openid) is not None

    def link(self, path: str, words: str) -> str:
        """Return a link that recognises the follower on the way to ``path``."""
        return f'<a href="{self.public_url}/wechat/oauth/start?to={quote(path, safe="/")}">{words}</a>'


Handler = Callable[[Conversation], Reply | None]
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

    def answer(self, conversation: Conversation) -> Reply | None:
        """Return the reply, or None where the message asks for none."""
        message = conversation.message
        if isinstance(message, TextMessage):
            return self._answer_text(conversation, message.content)
        if isinstance(message, VoiceMessage):
            return self._answer_text(conversation, message.recognition or "")
        if isinstance(message, ClickEvent):
            handler = self._clicks.get(message.key)
            return handler(conversation) if handler else TextReply(texts.HELP)
        handler = self._kinds.get(type(message))
        return handler(conversation) if handler else None

    def _answer_text(self, conversation: Conversation, text: str) -> Reply | None:
        words = plain(text)
        if texts.PERSONAL_NUMBER.search(words):
            return TextReply(texts.NO_NUMBERS_HERE)
        handler = self._words.get(words) or self._longest(words)
        return (
            handler(conversation)
            if handler
            else TextReply(texts.NOT_UNDERSTOOD.format(said=text.strip()[:LONGEST_ECHO]))
        )

    def _longest(self, words: str) -> Handler | None:
        found = [word for word in self._words if len(word) > 1 and word in words]
        return self._words[max(found, key=len)] if found else None
