"""The platform's tag for bound followers (标签 已绑定): it decides which menu they see."""

import logging
import secrets
from typing import Protocol

from app.domain.clock import Clock
from app.domain.work import OutboxKind, Outcome, Task, Transaction, dead, done, retry
from app.store.bindings import Bindings
from app.store.outbox import Outbox
from app.wechat.errors import Outcome as Platform
from app.wechat.errors import PlatformError

TAG = "已绑定"
log = logging.getLogger(__name__)


class Tags(Protocol):
    """The platform's calls for tags; each raises PlatformError."""

    def get_tags(self) -> dict[str, int]: ...
    def create_tag(self, name: str) -> int: ...
    def tag_members(self, tag_id: int, openids: list[str]) -> None: ...
    def untag_members(self, tag_id: int, openids: list[str]) -> None: ...


def tag_of_bound(tags: Tags) -> int:
    """Return the tag's number at the platform, made now if there is none yet."""
    known = tags.get_tags().get(TAG)
    return tags.create_tag(TAG) if known is None else known


class MarkBound:
    """The half inside the transaction that binds or unbinds."""

    def __init__(self, outbox: Outbox, clock: Clock) -> None:
        self._outbox = outbox
        self._clock = clock

    def put_off(self, openid: str) -> None:
        """Have the tag put right for a follower whose binding has just begun or ended."""
        key = f"tag:{secrets.token_hex(12)}"  # each time is a thing of its own
        self._outbox.add(OutboxKind.MENU_TAG, {"openid": openid}, key=key, now=self._clock.now())


class PutTag:
    """The worker's half. What it does follows from the binding as it is by then: twice or late is right too."""

    def __init__(self, tags: Tags, bindings: Bindings, transaction: Transaction) -> None:
        self._tags = tags
        self._bindings = bindings
        self._transaction = transaction

    def __call__(self, task: Task) -> Outcome:
        """Tagged or untagged; given up where the follower is gone, who lost the tag by leaving."""
        openid = str(task.payload["openid"])
        with self._transaction():
            is_bound = self._bindings.of_openid(openid) is not None
        try:
            tag = tag_of_bound(self._tags)
            (self._tags.tag_members if is_bound else self._tags.untag_members)(tag, [openid])
        except ConnectionError:
            return retry("platform_token")
        except PlatformError as fault:
            return self._failed(fault)
        return done("tagged" if is_bound else "untagged")

    @staticmethod
    def _failed(fault: PlatformError) -> Outcome:
        if fault.outcome is Platform.RECIPIENT:
            return done("follower_gone")
        log.warning("tag_not_put", extra={"fields": {"errcode": fault.errcode, "rid": fault.rid}})
        return dead("settings") if fault.outcome is Platform.CONFIG else retry(f"platform_{fault.outcome}")
