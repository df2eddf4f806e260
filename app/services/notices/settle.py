"""What the platform says of a message later (TEMPLATESENDJOBFINISH): it arrived, or the next way is tried."""

from datetime import timedelta

from app.domain.clock import Clock
from app.services.notices.ways import Way
from app.store.outbox_receipts import OutboxReceipts
from app.store.receipts import Receipts

DELIVERED, BLOCKED = "success", "failed_user_block"
LEFT_OVER = timedelta(days=2)
AT_ONCE = 200


class SettleNotice:
    """The event and the answer of the send come in either order, and the event comes more than once."""

    def __init__(self, receipts: Receipts, rows: OutboxReceipts, clock: Clock) -> None:
        self._receipts = receipts
        self._rows = rows
        self._clock = clock

    def receipt(self, ticket: str, status: str) -> None:
        """Keep what the platform says of a message and settle its row, where it is known already."""
        if self._receipts.note(ticket, status, self._clock.now()):
            self._apply(ticket, status)

    def early(self, ticket: str) -> None:
        """Settle a row whose message has just got its number, where the receipt was faster."""
        status = self._receipts.expect(ticket, self._clock.now())
        if status is not None:
            self._apply(ticket, status)

    def left_over(self) -> int:
        """Settle rows whose receipt was kept but not applied, for whatever reason; how many there were."""
        receipts = self._receipts.open(self._clock.now() - LEFT_OVER, AT_ONCE)
        return sum(self._apply(one.ticket, one.status) for one in receipts)

    def _apply(self, ticket: str, status: str) -> bool:
        now = self._clock.now()
        if status == DELIVERED:
            is_settled = self._rows.delivered(ticket, now)
        else:
            # Who blocked the account is not written to through it again.
            way = Way.SMS if status == BLOCKED else Way.SUBSCRIPTION
            is_settled = self._rows.reopen(ticket, status, way.value, now)
        if is_settled:
            self._receipts.settle(ticket)
        return is_settled
