"""The course of an application: what the core said becomes its state, its audit entry and its notice, together."""

import logging
from collections.abc import Mapping

from app.domain.application import GROUPS, ApplicationState, Group, ServiceKey
from app.domain.clock import Clock
from app.domain.details import Change
from app.domain.masking import mask_mobile
from app.domain.money import to_fen
from app.domain.notice import NoticeKind
from app.domain.transfer import TransferState
from app.fund_core import Order
from app.services.applications.names import (
    BY_STAFF,
    CHANGES,
    NAMES,
    TRANSFER_SENT,
    TRANSFER_STEPS,
    account_words,
    cause_words,
)
from app.services.notify import Notify
from app.store.applications import Application, Applications, Overtaken
from app.store.audit import Audit
from app.store.users import Users

log = logging.getLogger(__name__)


class Course:
    """Moves applications in the caller's transaction; a second time changes nothing."""

    def __init__(self, *, applications: Applications, users: Users, notify: Notify, audit: Audit, clock: Clock) -> None:
        self._applications = applications
        self._users = users
        self._notify = notify
        self._audit = audit
        self._clock = clock

    def accepted(self, row: Application, order: Order) -> None:
        """The core took it: payment, debit or transfer is under way, unless it was done at once."""
        reached = self._reached(row, ApplicationState.ACCEPTED, core_order=order.number)
        if not reached or order.state != "accepted":
            return
        if GROUPS[ServiceKey(row.service)] is Group.TRANSFER:
            centre = self._applications.facts(row)["centre"]
            self._tell(row, NoticeKind.TRANSFER_PROGRESS, centre=centre, step=TRANSFER_SENT)
        else:
            self._tell(row, NoticeKind.APPLICATION_APPROVED)

    def on_its_way(self, row: Application, state: TransferState) -> None:
        """A transfer has come to a state between its first and its last; each is told once."""
        if row.state != ApplicationState.ACCEPTED.value or state not in TRANSFER_STEPS:
            return
        facts = {"centre": self._applications.facts(row)["centre"], "step": TRANSFER_STEPS[state]}
        about = {"service": NAMES[ServiceKey(row.service)], "number": row.number or "", **facts}
        self._notify.tell(row.user_id, NoticeKind.TRANSFER_PROGRESS, about, key=f"application:{row.id}:step{state}")

    def ended(self, row: Application, order: Order) -> None:
        """The order is done, or failed and nothing has changed."""
        if order.state == "done":
            self._done(row, order)
        elif self._reached(row, ApplicationState.FAILED, cause=order.reason[:40]):
            self._tell(row, NoticeKind.APPLICATION_FAILED, reason=cause_words(order.reason))

    def in_review(self, row: Application) -> None:
        """Staff are to decide before it goes to the core."""
        self._reached(row, ApplicationState.IN_REVIEW)

    def decided(self, row: Application, to: ApplicationState, words: str) -> None:
        """Staff decided; what they wrote is told where it stops or the person has to do something. Raises Overtaken."""
        refused = to is ApplicationState.REFUSED
        if not self._reached(row, to, **({"cause": BY_STAFF} if refused else {})):
            raise Overtaken
        if refused:
            self._tell(row, NoticeKind.APPLICATION_REFUSED, reason=words)
        elif to is ApplicationState.RETURNED:
            self._tell(row, NoticeKind.APPLICATION_RETURNED, reason=words)

    def refused(self, row: Application, code: str) -> None:
        """The core said no."""
        if self._reached(row, ApplicationState.REFUSED, cause=code[:40]):
            self._tell(row, NoticeKind.APPLICATION_REFUSED, reason=cause_words(code))

    def _done(self, row: Application, order: Order) -> None:
        """What was to be paid is told with its amount; a change, and an order for later months, have none."""
        paid = {"paid_fen": to_fen(order.total)} if order.total else {}
        if not self._reached(row, ApplicationState.DONE, **paid):
            return
        facts = self._applications.facts(row)
        if GROUPS[ServiceKey(row.service)] is Group.CHANGE:
            self._tell_change(row, facts)
        elif order.total:
            self._tell(row, NoticeKind.APPLICATION_PAID, amount=str(order.total), card=account_words(facts))
        else:
            self._tell(row, NoticeKind.APPLICATION_COMPLETED)

    def _tell_change(self, row: Application, facts: Mapping[str, str]) -> None:
        """Tell what was changed; of another phone the one before hears too (rules 4.8)."""
        change, key = Change(facts["change"]), f"application:{row.id}:{row.state}"
        if change is Change.PHONE:
            self._keep_phone(row.user_id, facts["new_phone"])
            told = {"phone_masked": mask_mobile(facts["new_phone"])}
            self._notify.tell(
                row.user_id, NoticeKind.PHONE_CHANGED, told, key=key, former_phone=facts.get("old_phone", "")
            )
        else:
            told = {"what": CHANGES[change], "number": row.number or ""}
            self._notify.tell(row.user_id, NoticeKind.DETAILS_CHANGED, told, key=key)

    def _keep_phone(self, user_id: int, phone: str) -> None:
        """Our own copy of the phone of record, for pages and for when the core is silent."""
        user = self._users.get(user_id)
        if user is not None:
            self._users.set_phone(user, phone)

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
