"""Deciding (审核): approve, refuse, ask for more, or send back to the first desk; and the person's own answer."""

from decimal import Decimal

from app.domain.application import ApplicationState
from app.domain.clock import BEIJING, Clock, beijing_date
from app.domain.errors import Refusal
from app.domain.money import from_fen
from app.domain.staff import Act, Member, demand_right, next_state
from app.domain.work import OutboxKind
from app.services.applications.course import Course
from app.services.applications.withdrawals import PolicyOn
from app.services.people import identity_of
from app.services.staff.look import found, is_own_case, last_approver, mark_of
from app.store.applications import Application, Applications, Overtaken
from app.store.audit import Audit
from app.store.decisions import Decision, Decisions
from app.store.outbox import Outbox
from app.store.staff import Staff
from app.store.users import Users


class Decide:
    """One transaction: state, decision, audit entry, notice and the order to the workers happen together."""

    def __init__(
        self,
        *,
        applications: Applications,
        decisions: Decisions,
        users: Users,
        staff: Staff,
        course: Course,
        outbox: Outbox,
        audit: Audit,
        clock: Clock,
        policy_on: PolicyOn,
    ) -> None:
        self._applications = applications
        self._decisions = decisions
        self._users = users
        self._staff = staff
        self._course = course
        self._outbox = outbox
        self._audit = audit
        self._clock = clock
        self._policy_on = policy_on

    def execute(self, member: Member, number: str, act: Act, words: str, mark: str) -> ApplicationState:
        """Return the state it leads to; ``mark`` is the state the member saw, ``words`` the person will read.

        Raises Refusal: unknown_application, staff_overtaken(who, when), staff_answered(when), staff_moved(when), and
        those of ``demand_right``.
        """
        row = found(self._applications, number)
        if mark != mark_of(row):
            raise self._overtaken(row)
        self._demand(member, row, act)
        state = ApplicationState(row.state)
        to = next_state(state, act, from_fen(row.amount_fen), self._second_from())
        decision = self._move(member, row, act, to, words)
        if to is ApplicationState.SENT:
            self._send(row, decision)
        return to

    def _demand(self, member: Member, row: Application, act: Act) -> None:
        is_own = is_own_case(self._staff, member, identity_of(self._users, row.user_id))
        approved = last_approver(self._decisions, row)
        demand_right(member, ApplicationState(row.state), act, approved_by=approved, is_own=is_own)

    def _move(self, member: Member, row: Application, act: Act, to: ApplicationState, words: str) -> Decision:
        now = self._clock.now()
        try:
            self._course.decided(row, to, words)
        except Overtaken:
            raise self._overtaken(row) from None
        facts = {"staff": str(member.id), "application": str(row.id), "act": act.value}
        self._audit.record("staff_decided", row.user_id, now, facts)
        return self._decisions.add(row.id, member.id, act, words, now)

    def _send(self, row: Application, decision: Decision) -> None:
        key, now = f"application:{row.id}", self._clock.now()
        payload = {"application": row.id}
        self._outbox.add(OutboxKind.CORE_SUBMISSION, payload, key=f"{key}:send:{decision.id}", now=now, correlation=key)

    def _overtaken(self, row: Application) -> Refusal:
        """Say who decided meanwhile, or that the person answered, and when."""
        last = next(reversed(self._decisions.of(row.id)), None)
        at = (last.at if last else row.changed_at).astimezone(BEIJING)
        when = f"{at:%m-%d %H:%M}"
        if last is None:
            return Refusal("staff_moved", {"when": when})
        if last.staff_id is None:
            return Refusal("staff_answered", {"when": when})
        return Refusal("staff_overtaken", {"who": self._staff.names({last.staff_id})[last.staff_id], "when": when})

    def _second_from(self) -> Decimal:
        return self._policy_on(beijing_date(self._clock.now())).second_person_from


class AnswerDesk:
    """The person adds what they were asked for; the application is in review again."""

    def __init__(self, applications: Applications, decisions: Decisions, audit: Audit, clock: Clock) -> None:
        self._applications = applications
        self._decisions = decisions
        self._audit = audit
        self._clock = clock

    def execute(self, user_id: int, number: str, words: str) -> None:
        """Answer. Raises Refusal: unknown_application, not_asked_for_more."""
        row, now = self._applications.own(user_id, number), self._clock.now()
        if row is None:
            raise Refusal("unknown_application")
        if row.state != ApplicationState.RETURNED.value:
            raise Refusal("not_asked_for_more")
        try:
            self._applications.move(row, ApplicationState.IN_REVIEW, now)
        except Overtaken:
            raise Refusal("not_asked_for_more") from None
        self._decisions.add(row.id, None, Act.REPLY, words, now)
        self._audit.record("application_answered", user_id, now, {"application": str(row.id)})
