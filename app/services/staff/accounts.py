"""Staff accounts: adding one, giving it new secrets, closing it. Done at the command line, by who runs the service."""

import secrets
from dataclasses import dataclass, field

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.kv.staff_sessions import StaffSessions
from app.services.passwords import Passwords
from app.services.staff.totp import new_secret
from app.store.audit import Audit
from app.store.errors import Taken
from app.store.staff import NewStaff, Staff, StaffRow

PASSWORD_BYTES = 12


@dataclass(frozen=True)
class Credentials:
    """What a new account gets in with; shown once and kept nowhere in clear."""

    password: str = field(repr=False)
    secret: str = field(repr=False)


class StaffAccounts:
    """Every change is in the audit trail."""

    def __init__(
        self, *, staff: Staff, passwords: Passwords, sessions: StaffSessions, audit: Audit, clock: Clock
    ) -> None:
        self._staff = staff
        self._passwords = passwords
        self._sessions = sessions
        self._audit = audit
        self._clock = clock

    def all(self) -> list[StaffRow]:
        """Return every account, by number."""
        return self._staff.all()

    def add(self, new: NewStaff) -> Credentials:
        """Add an account. Raises Refusal("staff_taken"): the number, or the person, has one."""
        made = _made()
        try:
            row = self._staff.add(new, self._passwords.hash(made.password), made.secret, self._clock.now())
        except Taken:
            raise Refusal("staff_taken") from None
        self._note("staff_added", row, roles=row.roles)
        return made

    def renew(self, number: str) -> Credentials:
        """Give an account another password and secret; its session ends. Raises Refusal("staff_unknown")."""
        row, made = self._known(number), _made()
        self._staff.renew(row, self._passwords.hash(made.password), made.secret)
        self._sessions.end_of(row.id)
        self._note("staff_renewed", row)
        return made

    def close(self, number: str) -> None:
        """Let nobody in by this account any more. Raises Refusal("staff_unknown")."""
        row = self._known(number)
        row.active = False
        self._sessions.end_of(row.id)
        self._note("staff_closed", row)

    def _known(self, number: str) -> StaffRow:
        row = self._staff.find(number)
        if row is None:
            raise Refusal("staff_unknown")
        return row

    def _note(self, event: str, row: StaffRow, **facts: str) -> None:
        self._audit.record(event, None, self._clock.now(), {"staff": str(row.id), **facts})


def _made() -> Credentials:
    return Credentials(secrets.token_urlsafe(PASSWORD_BYTES), new_secret())
