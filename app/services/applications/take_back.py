"""撤回申请: the person takes a submission back before it goes to the core."""

from app.domain.application import ApplicationState, may_take_back
from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.store.applications import Application, Applications, Overtaken
from app.store.audit import Audit


class TakeBack:
    """One transaction; a worker that sends it at the same moment and the person cannot both win."""

    def __init__(self, applications: Applications, audit: Audit, clock: Clock) -> None:
        self._applications = applications
        self._audit = audit
        self._clock = clock

    def execute(self, user_id: int, number: str) -> None:
        """Take it back. Raises Refusal: unknown_application, too_late_to_take_back."""
        row, now = self._own(user_id, number), self._clock.now()
        if not may_take_back(ApplicationState(row.state), row.undo_until, now):
            raise Refusal("too_late_to_take_back")
        try:
            self._applications.move(row, ApplicationState.WITHDRAWN, now)
        except Overtaken:
            raise Refusal("too_late_to_take_back") from None
        self._audit.record("application_taken_back", user_id, now, {"application": str(row.id)})

    def _own(self, user_id: int, number: str) -> Application:
        row = self._applications.own(user_id, number)
        if row is None:
            raise Refusal("unknown_application")
        return row
