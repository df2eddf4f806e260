"""Objections (异议) at the desk: open ones by age, one with both sides, and deciding with words the person reads."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.clock import BEIJING, Clock, beijing_date
from app.domain.errors import Refusal
from app.domain.notice import NoticeKind, verdict_words
from app.domain.objection import LEADS_TO, ObjectionState, Verdict
from app.domain.staff import Member, RevealReason, Role
from app.domain.work import OutboxKind, Transaction
from app.services.notify import Notify
from app.services.objected import Disputed, ObjectedChanges
from app.services.people import identity_of
from app.services.staff.look import is_own_case
from app.services.units.asking import core_heard
from app.services.units.person_facts import Facts, PersonBook, facts_of
from app.store.audit import Audit
from app.store.objections import Objection, ObjectionOvertaken, Objections
from app.store.outbox import Outbox
from app.store.staff import Staff
from app.store.users import Identity, Users

PAGE_SIZE = 50
DECIDES = (Role.ACCEPT, Role.REVIEW)


@dataclass(frozen=True)
class WaitingObjection:
    """One line of the list; ``days`` is how long it has waited. Nobody is named in it."""

    number: int
    unit: str
    made_at: datetime
    days: int
    came_back: bool


@dataclass(frozen=True)
class ObjectionCase:
    """An objection as staff see it. ``why_not`` is the code of what keeps this member from deciding it.

    ``cause`` is why a restoration came back; ``by`` and ``words`` are of who decided, empty until then.
    """

    number: int
    state: ObjectionState
    mark: str
    person: Identity = field(repr=False)
    change: Disputed = field(repr=False)
    reason: str = field(repr=False)
    made_at: datetime
    cause: str
    by: str = field(repr=False)
    words: str = field(repr=False)
    decided_at: datetime | None
    why_not: str


class ObjectionDesk:
    """Opens its own transactions: none is open while the core is asked."""

    def __init__(
        self,
        *,
        core: PersonBook,
        objections: Objections,
        objected: ObjectedChanges,
        users: Users,
        staff: Staff,
        notify: Notify,
        outbox: Outbox,
        audit: Audit,
        clock: Clock,
        transaction: Transaction,
    ) -> None:
        self._core = core
        self._objections = objections
        self._objected = objected
        self._users = users
        self._staff = staff
        self._notify = notify
        self._outbox = outbox
        self._audit = audit
        self._clock = clock
        self._transaction = transaction

    def page(self, member: Member, page: int = 1) -> tuple[tuple[WaitingObjection, ...], bool]:
        """Return a page of open ones and whether there is more. Raises Refusal("staff_role_missing")."""
        member.demand(*DECIDES)
        with self._transaction():
            rows = self._objections.open(limit=PAGE_SIZE + 1, offset=(page - 1) * PAGE_SIZE)
            return tuple(map(self._waiting, rows[:PAGE_SIZE])), len(rows) > PAGE_SIZE

    def look(self, member: Member, number: int, reason: RevealReason | None = None) -> ObjectionCase:
        """Return one; ``reason`` when the full numbers are to be shown. Each look is in the audit trail.

        Raises Refusal: staff_role_missing, objection_unknown.
        """
        member.demand(*DECIDES)
        with self._transaction():
            row = self._found(number)
            facts = {"staff": str(member.id), "objection": str(row.id)} | ({"reason": reason.value} if reason else {})
            event = "staff_saw_in_full" if reason else "staff_saw_objection"
            self._audit.record(event, row.user_id, self._clock.now(), facts)
            return self._case(member, row)

    def decide(self, member: Member, number: int, verdict: Verdict, words: str, mark: str) -> None:
        """Decide; ``mark`` is the state the member saw, ``words`` the person will read.

        Raises Refusal: staff_role_missing, objection_unknown, objection_own, objection_closed,
        objection_overtaken(who, when), objection_came_back(when), objection_moved (what the unit set is no longer
        there), core_unavailable.
        """
        member.demand(*DECIDES)
        with self._transaction():
            change = self._objected.of(self._mine(member, number, mark))
        if verdict is Verdict.RESTORE and self._held(change) != dict(change.after):
            raise Refusal("objection_moved")
        with self._transaction():
            row = self._mine(member, number, mark)
            self._move(member, row, verdict, words)

    def _move(self, member: Member, row: Objection, verdict: Verdict, words: str) -> None:
        now, to = self._clock.now(), LEADS_TO[verdict]
        key = f"objection:{secrets.token_hex(16)}" if verdict is Verdict.RESTORE else None
        try:
            self._objections.decide(row, to, words, by=member.id, key=key, at=now)
        except ObjectionOvertaken:
            raise self._overtaken(row) from None
        facts = {"staff": str(member.id), "objection": str(row.id), "act": verdict.value}
        self._audit.record("staff_decided_objection", row.user_id, now, facts)
        if key:
            self._outbox.add(OutboxKind.OBJECTION, {"objection": row.id}, key=key, now=now, correlation=name_of(row))
        else:
            tell(self._notify, row, self._objected.of(row))

    def _mine(self, member: Member, number: int, mark: str) -> Objection:
        row = self._found(number)
        if mark != mark_of(row):
            raise self._overtaken(row)
        if code := self._why_not(member, row):
            raise Refusal(code)
        return row

    def _held(self, change: Disputed) -> Facts:
        with core_heard():
            person = self._core.find_person(change.id_number)
        return facts_of(person.details) if person else {}

    def _found(self, number: int) -> Objection:
        row = self._objections.get(number)
        if row is None:
            raise Refusal("objection_unknown")
        return row

    def _overtaken(self, row: Objection) -> Refusal:
        """Say who decided meanwhile, or that a restoration came back, and when."""
        when = f"{(row.decided_at or row.changed_at).astimezone(BEIJING):%m-%d %H:%M}"
        if row.decided_by is None:
            return Refusal("objection_came_back", {"when": when})
        return Refusal("objection_overtaken", {"who": self._by(row), "when": when})

    def _by(self, row: Objection) -> str:
        return self._staff.names({row.decided_by}).get(row.decided_by, "") if row.decided_by else ""

    def _why_not(self, member: Member, row: Objection) -> str:
        if row.state != ObjectionState.OPEN.value:
            return "objection_closed"
        return "objection_own" if is_own_case(self._staff, member, identity_of(self._users, row.user_id)) else ""

    def _waiting(self, row: Objection) -> WaitingObjection:
        days = (beijing_date(self._clock.now()) - beijing_date(row.made_at)).days
        return WaitingObjection(row.id, self._objected.of(row).unit, row.made_at, days, bool(row.cause))

    def _case(self, member: Member, row: Objection) -> ObjectionCase:
        return ObjectionCase(
            number=row.id,
            state=ObjectionState(row.state),
            mark=mark_of(row),
            person=identity_of(self._users, row.user_id),
            change=self._objected.of(row),
            reason=self._objections.reason(row),
            made_at=row.made_at,
            cause=row.cause,
            by=self._by(row),
            words=self._objections.words(row),
            decided_at=row.decided_at,
            why_not=self._why_not(member, row),
        )


def mark_of(row: Objection) -> str:
    """Return what a form must carry to decide on this very state."""
    return f"{row.state}.{row.changed_at.timestamp():.6f}"


def name_of(row: Objection) -> str:
    """Return what the logs and keys of an objection begin with."""
    return f"objection:{row.id}"


def tell(notify: Notify, row: Objection, change: Disputed) -> None:
    """Tell the person what became of it, in the caller's transaction; the reason stands on the page it leads to."""
    facts = {"result": verdict_words(row.state), "number": change.number}
    notify.tell(row.user_id, NoticeKind.OBJECTION_DECIDED, facts, key=f"{name_of(row)}:decided")
