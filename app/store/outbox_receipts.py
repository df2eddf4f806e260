"""The outbox from the side of the platform's receipts: rows are found by the number of the message they became."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.store.after_commit import after_commit
from app.store.outbox import OutboxRow, OutboxState

DELIVERED = "delivered"


class OutboxReceipts:
    """Never commits."""

    def __init__(self, session: Callable[[], Session], hint: Callable[[], None] = lambda: None) -> None:
        self._session = session
        self._hint = hint

    def delivered(self, ticket: str, now: datetime) -> bool:
        """Finish the row of a message that arrived, and wipe what it held; False when no row has this number."""
        return self._update(ticket, {"outcome": DELIVERED, "payload_sealed": "", "touched_at": now})

    def reopen(self, ticket: str, status: str, step: str, now: datetime) -> bool:
        """Let the row of a message that did not arrive go on at ``step``; False when no row has this number."""
        again = {"state": OutboxState.WAITING, "step": step, "ticket": None, "failures": 0, "unsure_since": None}
        due = {"outcome": status, "next_at": now, "first_due": now, "touched_at": now}
        is_found = self._update(ticket, {**again, **due})
        if is_found:
            after_commit(self._session(), "hint", self._hint)
        return is_found

    def _update(self, ticket: str, values: dict[str, object]) -> bool:
        row = update(OutboxRow).where(OutboxRow.ticket == ticket, OutboxRow.state == OutboxState.DONE)
        found = row.values(values).returning(OutboxRow.id).execution_options(synchronize_session=False)
        return len(self._session().execute(found).all()) == 1
