"""Messages in the hall (站内消息) as their owner reads them."""

from dataclasses import dataclass, field
from datetime import datetime

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.notice import Group, NoticeKind, render, words_of
from app.store.hall_messages import HallMessage, HallMessages

A_PAGE = 20


@dataclass(frozen=True)
class HallNotice:
    """One message; ``path`` is the page it leads to."""

    id: int
    group: Group
    title: str
    text: str = field(repr=False)
    path: str
    told_at: datetime
    is_read: bool


@dataclass(frozen=True)
class MessagePage:
    """Some messages, the newest first; ``before`` asks for the next page, None at the end."""

    messages: tuple[HallNotice, ...]
    before: int | None
    unread: int


class ReadMessages:
    """Everybody reads their own only: somebody else's message does not exist."""

    def __init__(self, messages: HallMessages, clock: Clock) -> None:
        self._messages = messages
        self._clock = clock

    def page(self, user_id: int, before: int | None = None) -> MessagePage:
        """Return a page of messages."""
        rows = self._messages.of_user(user_id, limit=A_PAGE + 1, before=before)
        shown = tuple(map(self._shown, rows[:A_PAGE]))
        more = shown[-1].id if len(rows) > A_PAGE else None
        return MessagePage(shown, more, self._messages.unread(user_id))

    def open(self, user_id: int, message_id: int) -> HallNotice:
        """Return a message and mark it as read. Raises Refusal("message_unknown")."""
        row = self._messages.own(user_id, message_id)
        if row is None:
            raise Refusal("message_unknown")
        if row.read_at is None:
            row.read_at = self._clock.now()
        return self._shown(row)

    def read_all(self, user_id: int) -> None:
        """Mark every message as read."""
        self._messages.read_all(user_id, self._clock.now())

    def unread(self, user_id: int) -> int:
        """Return how many messages are not read yet."""
        return self._messages.unread(user_id)

    def _shown(self, row: HallMessage) -> HallNotice:
        kind = NoticeKind(row.kind)
        notice = render(kind, self._messages.facts(row), row.told_at)
        return HallNotice(
            row.id, words_of(kind).group, notice.title, notice.text, notice.path, row.told_at, row.read_at is not None
        )
