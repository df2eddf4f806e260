"""One application before staff: its facts, what was checked, what was decided. Each look is in the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from app.domain.application import ApplicationState, ServiceKey
from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.money import from_fen
from app.domain.staff import DESK, Act, Member, RevealReason, Role, demand_right
from app.services.people import identity_of
from app.store.applications import Application, Applications
from app.store.audit import Audit
from app.store.decisions import Decisions
from app.store.staff import Staff
from app.store.users import Identity, Users


@dataclass(frozen=True)
class Step:
    """A decision, by whom (empty: the person themselves), and what was written."""

    act: Act
    by: str = field(repr=False)
    words: str = field(repr=False)
    at: datetime


@dataclass(frozen=True)
class Case:
    """An application as staff see it. ``why_not`` is the code of what keeps this member from deciding it.

    ``mark`` changes with every move: a form that carries an older one is stale.
    """

    number: str
    service: ServiceKey
    state: ApplicationState
    amount: Decimal
    channel: str
    submitted_at: datetime
    promised_on: date
    mark: str
    person: Identity = field(repr=False)
    facts: Mapping[str, str] = field(repr=False)
    checks: tuple[tuple[str, Mapping[str, str]], ...] = field(repr=False)
    steps: tuple[Step, ...]
    acts: frozenset[Act]
    why_not: str


class LookAtCase:
    """Whoever looks needs a reason to be there: the desk's roles, and for full numbers a stated one."""

    def __init__(
        self,
        *,
        applications: Applications,
        decisions: Decisions,
        users: Users,
        staff: Staff,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._applications = applications
        self._decisions = decisions
        self._users = users
        self._staff = staff
        self._audit = audit
        self._clock = clock

    def execute(self, member: Member, number: str, reason: RevealReason | None = None) -> Case:
        """Return the application; ``reason`` when the full numbers are to be shown.

        Raises Refusal: staff_role_missing, unknown_application.
        """
        member.demand(Role.ACCEPT, Role.REVIEW, Role.MANAGE)
        row = found(self._applications, number)
        facts = {"staff": str(member.id), "application": str(row.id)} | ({"reason": reason.value} if reason else {})
        event = "staff_saw_in_full" if reason else "staff_saw_application"
        self._audit.record(event, row.user_id, self._clock.now(), facts)
        return self._case(member, row)

    def _case(self, member: Member, row: Application) -> Case:
        state, person = ApplicationState(row.state), identity_of(self._users, row.user_id)
        why_not = self._why_not(member, row, person)
        return Case(
            number=row.number or "",
            service=ServiceKey(row.service),
            state=state,
            amount=from_fen(row.amount_fen),
            channel=row.channel,
            submitted_at=row.submitted_at,
            promised_on=row.promised_on,
            mark=mark_of(row),
            person=person,
            facts=self._applications.facts(row),
            checks=tuple(self._applications.checks(row)),
            steps=self._steps(row),
            acts=DESK[state][1] if state in DESK and not why_not else frozenset(),
            why_not=why_not,
        )

    def _steps(self, row: Application) -> tuple[Step, ...]:
        rows = self._decisions.of(row.id)
        names = self._staff.names({one.staff_id for one in rows if one.staff_id is not None})
        return tuple(Step(Act(r.act), names.get(r.staff_id or 0, ""), self._decisions.words(r), r.at) for r in rows)

    def _why_not(self, member: Member, row: Application, person: Identity) -> str:
        state = ApplicationState(row.state)
        if state not in DESK:
            return "staff_not_at_desk"
        try:
            is_own = is_own_case(self._staff, member, person)
            approved = last_approver(self._decisions, row)
            demand_right(member, state, Act.REFUSE, approved_by=approved, is_own=is_own)
        except Refusal as refusal:
            return refusal.code
        return ""


def found(applications: Applications, number: str) -> Application:
    """Return the application. Raises Refusal("unknown_application")."""
    row = applications.numbered(number)
    if row is None:
        raise Refusal("unknown_application")
    return row


def mark_of(row: Application) -> str:
    """Return what a form must carry to decide on this very state."""
    return f"{row.state}.{row.changed_at.timestamp():.6f}"


def is_own_case(staff: Staff, member: Member, person: Identity) -> bool:
    """Whether the member is the one who applies."""
    row = staff.get(member.id)
    return row is not None and staff.id_number(row) == person.id_number


def last_approver(decisions: Decisions, row: Application) -> int | None:
    """Return who approved it last, or None."""
    approved = [one for one in decisions.of(row.id) if one.act == Act.APPROVE.value]
    return approved[-1].staff_id if approved else None
