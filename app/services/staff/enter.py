"""Coming to the desk: number, password and one-time code together; leaving it; who is there."""

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.staff import Member
from app.kv.attempts import Attempts
from app.kv.staff_sessions import StaffSessions
from app.services.passwords import Passwords
from app.services.staff.totp import matching_step
from app.store.audit import Audit
from app.store.staff import Staff, StaffRow


class EnterDesk:
    """One answer for whatever is wrong, after the same work; five failures lock number and address for a while."""

    def __init__(
        self,
        *,
        staff: Staff,
        passwords: Passwords,
        attempts: Attempts,
        sessions: StaffSessions,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._staff = staff
        self._passwords = passwords
        self._attempts = attempts
        self._sessions = sessions
        self._audit = audit
        self._clock = clock

    def execute(self, number: str, password: str, code: str, client: str) -> int:
        """Return the id of who may enter. Raises Refusal: staff_unknown_or_wrong, staff_locked(minutes), busy."""
        person = f"staff:{number}"
        self._check_tries(person, client)
        row = self._staff.find(number)
        is_right = self._passwords.is_right(row.password_hash if row and row.active else None, password)
        if row is None or not is_right or not self._used(row, code):
            self._attempts.fail(person, client)
            raise Refusal("staff_unknown_or_wrong")
        self._attempts.succeed(person, client)
        self._audit.record("staff_entered", None, self._clock.now(), {"staff": str(row.id)})
        return row.id

    def begin(self, staff_id: int) -> str:
        """Begin a session, after the commit, and return its token; the one before ends: an account is one person's."""
        return self._sessions.begin(staff_id)

    def record_failure(self, number: str) -> None:
        """Record a login that failed, in a transaction of its own."""
        row = self._staff.find(number)
        self._audit.record("staff_entry_failed", None, self._clock.now(), {"staff": str(row.id) if row else "unknown"})

    def who(self, token: str) -> Member | None:
        """Return who this session is of; None once it has ended or the account was closed."""
        staff_id = self._sessions.of(token) if token else None
        row = self._staff.get(staff_id) if staff_id is not None else None
        return self._staff.member(row) if row is not None and row.active else None

    def leave(self, token: str) -> None:
        """End the session."""
        self._sessions.end(token)

    def _check_tries(self, person: str, client: str) -> None:
        try:
            self._attempts.check(person, client)
        except Refusal as locked:
            raise Refusal("staff_locked", {"minutes": locked.facts["minutes"]}) from None

    def _used(self, row: StaffRow, code: str) -> bool:
        step = matching_step(self._staff.secret(row), code, self._clock.now())
        return step is not None and self._staff.use_step(row, step)
