"""A broadcast to a tag (标签) of the account: its followers are asked of the platform, ten thousand at a time."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Protocol

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.notice import NoticeKind, check_facts
from app.domain.work import Transaction
from app.services.notices.fan_out import Purpose
from app.store.bindings import Bindings
from app.store.fan_outs import Audience, FanOuts

A_PAGE = 10_000  # what the platform answers at most
A_BATCH = 500


class TaggedFollowers(Protocol):
    """The platform's calls that tell who has a tag; they raise PlatformError."""

    def get_tags(self) -> dict[str, int]: ...
    def tag_followers(self, tag_id: int, after: str) -> list[str]: ...


class BroadcastToTag:
    """Reaches the followers who are bound: others have no hall to read it in. Started twice it is one broadcast."""

    def __init__(
        self,
        fan_outs: FanOuts,
        bindings: Bindings,
        platform: TaggedFollowers,
        clock: Clock,
        transaction: Transaction,
    ) -> None:
        self._fan_outs = fan_outs
        self._bindings = bindings
        self._platform = platform
        self._clock = clock
        self._transaction = transaction

    def execute(self, headline: str, body: str, tag: str) -> Iterator[int]:
        """Put everybody's row into the outbox, batch by batch; yield how many people each reached.

        Raises Refusal("tag_unknown"), PlatformError.
        """
        facts = {"headline": headline, "body": body}
        check_facts(NoticeKind.BROADCAST, facts)
        tag_id = self._platform.get_tags().get(tag)
        if tag_id is None:
            raise Refusal("tag_unknown")
        digest = sha256(f"{headline}\0{body}\0tag:{tag}".encode()).hexdigest()[:16]
        key = f"broadcast:{digest}"
        with self._transaction():
            number = self._fan_outs.open(key, Purpose.BROADCAST, Audience.TAG, facts, self._clock.now()).id
        for openids in self._pages(tag_id):
            yield self._add(number, openids)
        self._finish(number)

    def _pages(self, tag_id: int) -> Iterator[list[str]]:
        after = ""
        while page := self._platform.tag_followers(tag_id, after):
            yield from (page[start : start + A_BATCH] for start in range(0, len(page), A_BATCH))
            if len(page) < A_PAGE:
                return
            after = page[-1]

    def _add(self, number: int, openids: list[str]) -> int:
        with self._transaction():
            fan_out = self._fan_outs.get(number)
            users = self._bindings.users_of(openids)
            return self._fan_outs.add_people(fan_out, users, self._clock.now()) if fan_out and users else 0

    def _finish(self, number: int) -> None:
        with self._transaction():
            fan_out = self._fan_outs.get(number)
            if fan_out is not None:
                self._fan_outs.finish(fan_out)
