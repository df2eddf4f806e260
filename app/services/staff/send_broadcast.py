"""The worker's half of a broadcast: prepares what was agreed on, and goes on with what was resumed."""

import logging

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.work import Outcome, Task, Transaction, dead, done, retry, wait
from app.services.notices.fan_out import FanOutNotices
from app.services.notices.to_tag import BroadcastToTag
from app.services.notices.wechat_ways import next_midnight
from app.store.broadcast_drafts import BroadcastDrafts, DraftState, Wording
from app.store.fan_outs import Audience
from app.wechat.errors import Outcome as Platform
from app.wechat.errors import PlatformError

log = logging.getLogger(__name__)


class SendBroadcast:
    """Handles ``broadcast`` rows. The same words to the same people are one fan-out: twice is once."""

    def __init__(
        self,
        *,
        drafts: BroadcastDrafts,
        fan_outs: FanOutNotices,
        to_tag: BroadcastToTag,
        clock: Clock,
        transaction: Transaction,
    ) -> None:
        self._drafts = drafts
        self._clock = clock
        self._fan_outs = fan_outs
        self._to_tag = to_tag
        self._transaction = transaction

    def __call__(self, task: Task) -> Outcome:
        if "fan_out" in task.payload:
            return self._prepare(int(str(task.payload["fan_out"])))
        with self._transaction():
            row = self._drafts.get(int(str(task.payload["draft"])))
            if row is None or row.state != DraftState.AGREED:
                return done("left_alone")
            wording = self._drafts.wording(row)
        if wording.audience is Audience.TAG:
            return self._to(wording)
        return self._prepare(self._fan_outs.broadcast(wording.headline, wording.body, wording.audience))

    def _prepare(self, number: int) -> Outcome:
        for _ in self._fan_outs.prepare(number):
            pass
        return done("prepared")

    def _to(self, wording: Wording) -> Outcome:
        try:
            reached = sum(self._to_tag.execute(wording.headline, wording.body, wording.tag))
        except Refusal as refusal:
            return dead(refusal.code)
        except ConnectionError:
            return retry("platform_token")
        except PlatformError as fault:
            log.warning("tag_not_asked", extra={"fields": {"errcode": fault.errcode, "rid": fault.rid}})
            return self._failed(fault)
        return done("prepared" if reached else "nobody")

    def _failed(self, fault: PlatformError) -> Outcome:
        """Asking who has a tag changes nothing: it may be repeated, but not on a day whose quota is used up."""
        if fault.outcome is Platform.QUOTA:
            now = self._clock.now()
            return wait("platform_quota", next_midnight(now) - now)
        return dead("settings") if fault.outcome is Platform.CONFIG else retry(f"platform_{fault.outcome}")
