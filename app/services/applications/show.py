"""The person's own applications (我的办件) and drafts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from app.domain.application import ApplicationState, ServiceKey, may_take_back
from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.money import from_fen
from app.services.applications.names import BY_STAFF
from app.store.applications import Application, Applications
from app.store.decisions import Decisions
from app.store.drafts import Draft, Drafts

PAGE_SIZE = 20


@dataclass(frozen=True)
class Step:
    """A state that was reached."""

    state: ApplicationState
    at: datetime


@dataclass(frozen=True)
class Shown:
    """An application as its owner may see it. `undo_until` is None once it cannot be taken back any more."""

    number: str
    service: ServiceKey
    channel: str
    state: ApplicationState
    amount: Decimal
    paid: Decimal | None
    submitted_at: datetime
    changed_at: datetime
    undo_until: datetime | None
    promised_on: date
    cause: str | None
    words: str = field(default="", repr=False)  # what staff wrote for the person
    facts: Mapping[str, str] = field(default_factory=dict, repr=False)
    steps: tuple[Step, ...] = ()


class ShowApplications:
    """Reads; another person's number is as unknown as one that nobody has."""

    def __init__(self, applications: Applications, drafts: Drafts, clock: Clock, decisions: Decisions) -> None:
        self._decisions = decisions
        self._applications = applications
        self._drafts = drafts
        self._clock = clock

    def list(self, user_id: int, page: int = 1, *, only_open: bool | None = None) -> tuple[tuple[Shown, ...], bool]:
        """A page of them, the newest first, and whether there are more. Raises Refusal("no_such_page")."""
        offset = (page - 1) * PAGE_SIZE
        rows = self._applications.of_user(user_id, limit=PAGE_SIZE + 1, offset=offset, only_open=only_open)
        if page > 1 and not rows:
            raise Refusal("no_such_page")
        return tuple(self._shown(row) for row in rows[:PAGE_SIZE]), len(rows) > PAGE_SIZE

    def drafts(self, user_id: int) -> tuple[Draft, ...]:
        """What was begun and not submitted, the newest first."""
        return tuple(self._drafts.of_user(user_id, self._clock.now()))

    def one(self, user_id: int, number: str) -> Shown:
        """One with everything. Raises Refusal("unknown_application")."""
        row = self._applications.own(user_id, number)
        if row is None:
            raise Refusal("unknown_application")
        steps = tuple(Step(ApplicationState(event.state), event.at) for event in self._applications.events(row))
        return self._shown(row, self._applications.facts(row), steps)

    def _shown(self, row: Application, facts: Mapping[str, str] | None = None, steps: tuple[Step, ...] = ()) -> Shown:
        state = ApplicationState(row.state)
        may = may_take_back(state, row.undo_until, self._clock.now())
        return Shown(
            number=row.number or "",
            service=ServiceKey(row.service),
            channel=row.channel,
            state=state,
            amount=from_fen(row.amount_fen),
            paid=None if row.paid_fen is None else from_fen(row.paid_fen),
            submitted_at=row.submitted_at,
            changed_at=row.changed_at,
            undo_until=row.undo_until if may else None,
            promised_on=row.promised_on,
            cause=row.cause,
            words=self._decisions.last_words(row.id) if is_read(row) and facts else "",
            facts=facts or {},
            steps=steps,
        )


def is_read(row: Application) -> bool:
    """Whether what staff wrote is for the person to read now."""
    return row.state == ApplicationState.RETURNED.value or row.cause == BY_STAFF
