"""The queue (待办): applications that wait for staff, those promised first in front. Nobody is named in it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.domain.application import ApplicationState, ServiceKey
from app.domain.clock import Clock, beijing_date
from app.domain.money import from_fen
from app.domain.staff import DESK
from app.store.applications import Application, Applications

PAGE_SIZE = 50


@dataclass(frozen=True)
class Waiting:
    """One line. ``days_left`` counts to the promised day; below zero it is late."""

    number: str
    service: ServiceKey
    state: ApplicationState
    amount: Decimal
    submitted_at: datetime
    promised_on: date
    days_left: int


class ReviewQueue:
    """Reads."""

    def __init__(self, applications: Applications, clock: Clock) -> None:
        self._applications = applications
        self._clock = clock

    def page(
        self, page: int = 1, *, service: ServiceKey | None = None, state: ApplicationState | None = None
    ) -> tuple[tuple[Waiting, ...], bool]:
        """Return a page of the queue and whether there is more."""
        states = [one.value for one in DESK if state in {None, one}]
        offset = (page - 1) * PAGE_SIZE
        rows = self._applications.at_desk(states, service, limit=PAGE_SIZE + 1, offset=offset)
        return tuple(map(self._waiting, rows[:PAGE_SIZE])), len(rows) > PAGE_SIZE

    def _waiting(self, row: Application) -> Waiting:
        return Waiting(
            number=row.number or "",
            service=ServiceKey(row.service),
            state=ApplicationState(row.state),
            amount=from_fen(row.amount_fen),
            submitted_at=row.submitted_at,
            promised_on=row.promised_on,
            days_left=(row.promised_on - beijing_date(self._clock.now())).days,
        )
