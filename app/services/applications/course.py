"""The course of an application: what the core said becomes its state, its audit entry and its notice, together."""

import logging

from app.domain.application import ApplicationState, ServiceKey
from app.domain.clock import Clock
from app.domain.money import to_fen
from app.domain.notice import NoticeKind
from app.fund_core import Order
from app.services.applications.names import NAMES, account_words, cause_words
from app.services.notify import Notify
from app.store.applications import Application, Applications
from app.store.audit import Audit

log = logging.getLogger(__name__)


class Course:
    """Moves applications in the caller's transaction; a second time changes nothing."""

    def __init__(self, applications: Applications, notify: Notify, audit: Audit, clock: Clock) -> None:
        self._applications = applications
        self._notify = notify
        self._audit = audit
        self._clock = clock

    def accepted(self, row: Application, order: Order) -> None:
        """The core took it: payment or debit is under way, unless it was done at once."""
        reached = self._reached(row, ApplicationState.ACCEPTED, core_order=order.number)
        if reached and order.state == "accepted":
            self._tell(row, NoticeKind.APPLICATION_APPROVED)

    def ended(self, row: Application, order: Order) -> None:
        """The order is done, or failed and nothing has changed."""
        if order.state == "done" and not order.total:  # nothing was to be paid, such as an order for later months
            if self._reached(row, ApplicationState.DONE):
                self._tell(row, NoticeKind.APPLICATION_COMPLETED)
        elif order.state == "done":
            if self._reached(row, ApplicationState.DONE, paid_fen=to_fen(order.total)):
                card = account_words(self._applications.facts(row))
                self._tell(row, NoticeKind.APPLICATION_PAID, amount=str(order.total), card=card)
        elif self._reached(row, ApplicationState.FAILED, cause=order.reason[:40]):
            self._tell(row, NoticeKind.APPLICATION_FAILED, reason=cause_words(order.reason))

    def refused(self, row: Application, code: str) -> None:
        """The core said no."""
        if self._reached(row, ApplicationState.REFUSED, cause=code[:40]):
            self._tell(row, NoticeKind.APPLICATION_REFUSED, reason=cause_words(code))

    def _reached(self, row: Application, state: ApplicationState, **facts: str | int) -> bool:
        if row.state == state.value:
            return False
        now = self._clock.now()
        self._applications.move(row, state, now, **facts)
        log.info("application_moved", extra={"fields": {"application": row.id, "state": state.value, **facts}})
        self._audit.record(f"application_{state.value}", row.user_id, now, {"application": str(row.id)})
        return True

    def _tell(self, row: Application, kind: NoticeKind, **facts: str) -> None:
        about = {"service": NAMES[ServiceKey(row.service)], "number": row.number or "", **facts}
        self._notify.tell(row.user_id, kind, about, key=f"application:{row.id}:{row.state}")
