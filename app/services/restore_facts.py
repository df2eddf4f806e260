"""What workers do with an objection that was allowed: the core gets the values before back, once."""

from collections.abc import Callable

from app.domain.clock import Clock
from app.domain.objection import ObjectionState
from app.domain.work import Outcome, Task, Transaction, done, retry
from app.fund_core import CoreError, CoreRefused, Order, OutcomeUnknown
from app.services.notify import Notify
from app.services.objected import Disputed, ObjectedChanges
from app.services.staff.objections import tell
from app.services.units.person_facts import FactsMoved, PersonBook, put_facts
from app.services.units.unit_details import ended
from app.store.audit import Audit
from app.store.objections import Objection, Objections


class RestoreFacts:
    """Handles `objection` rows. What cannot be restored goes back to the desk with its cause."""

    def __init__(
        self,
        *,
        core: PersonBook,
        objections: Objections,
        objected: ObjectedChanges,
        notify: Notify,
        audit: Audit,
        clock: Clock,
        transaction: Transaction,
    ) -> None:
        self._core = core
        self._objections = objections
        self._objected = objected
        self._notify = notify
        self._audit = audit
        self._clock = clock
        self._transaction = transaction

    def __call__(self, task: Task) -> Outcome:
        number = int(str(task.payload["objection"]))
        with self._transaction():
            row = self._objections.get(number)
            if row is None or row.state != ObjectionState.RESTORING.value or row.core_key != task.key:
                return done("left_alone")
            change = self._objected.of(row)
        try:
            order = self._send(task.key, change, is_first=task.unsure_since is None)
        except FactsMoved as moved:
            return done("came_back", then=self._reopen(number, moved.cause))
        except CoreRefused as refused:
            return done("came_back", then=self._reopen(number, refused.code))
        except OutcomeUnknown:
            return retry("unknown", is_unsure=True)
        except CoreError:
            return retry("core_unavailable")
        return done("done", then=lambda: self._restored(number, order.number))

    def _send(self, key: str, change: Disputed, *, is_first: bool) -> Order:
        known = None if is_first else self._core.find_order(key)
        if known is not None:
            return ended(known)
        return put_facts(self._core, key, change.id_number, (change.after, change.before), is_first=is_first)

    def _restored(self, number: int, order: str) -> None:
        row, now = self._there(number), self._clock.now()
        self._objections.move(row, ObjectionState.RESTORED, now, core_order=order)
        self._audit.record("objection_restored", row.user_id, now, {"objection": str(row.id)})
        tell(self._notify, row, self._objected.of(row))

    def _reopen(self, number: int, cause: str) -> Callable[[], None]:
        def back_to_the_desk() -> None:
            row, now = self._there(number), self._clock.now()
            self._objections.reopen(row, cause, now)
            self._audit.record("objection_reopened", row.user_id, now, {"objection": str(row.id), "reason": cause})

        return back_to_the_desk

    def _there(self, number: int) -> Objection:
        row = self._objections.get(number)
        if row is None:
            raise LookupError(f"objection {number}")
        return row
