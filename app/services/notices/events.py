"""What followers and the platform do about notices, as the platform's events tell."""

from app.domain.clock import Clock
from app.services.notices.settle import SettleNotice
from app.store.subscriptions import Subscriptions


class NoticeEvents:
    """Repeated and belated events change nothing that is settled."""

    def __init__(self, settle: SettleNotice, subscriptions: Subscriptions, clock: Clock) -> None:
        self._settle = settle
        self._subscriptions = subscriptions
        self._clock = clock

    def receipt(self, ticket: str, status: str) -> None:
        """A template message arrived (``success``), or did not."""
        self._settle.receipt(ticket, status)

    def accepted(self, openid: str, template_id: str) -> None:
        """A follower wants a subscription notice (订阅通知)."""
        self._subscriptions.accept(openid, template_id, self._clock.now())

    def refused(self, openid: str, template_id: str) -> None:
        """A follower wants it no more."""
        self._subscriptions.refuse(openid, template_id)
