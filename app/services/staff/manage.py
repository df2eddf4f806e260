"""What managers (管理) set right: dead letters, a certificate taken back, a binding ended on its owner's request."""

from collections.abc import Callable, Sequence

from app.domain.certificate import State
from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.staff import Member, Role
from app.services.bind import Bind
from app.services.certificates.shelf import Issued, issued_of
from app.store.audit import Audit
from app.store.certificates import Certificate, Certificates
from app.store.outbox import OutboxRow
from app.store.outbox_queue import Backlog, OutboxQueue
from app.store.users import Users

LETTERS = 100


class Manage:
    """Each change is in the audit trail with who did it and why; a reason is one of the table's, never free text."""

    def __init__(
        self,
        *,
        queue: OutboxQueue,
        certificates: Certificates,
        users: Users,
        bind: Bind,
        audit: Audit,
        clock: Clock,
        hint: Callable[[], None],
    ) -> None:
        self._queue = queue
        self._certificates = certificates
        self._users = users
        self._bind = bind
        self._audit = audit
        self._clock = clock
        self._hint = hint

    def letters(self) -> Sequence[OutboxRow]:
        """Return dead letters, the oldest first."""
        return self._queue.dead(LETTERS)

    def backlog(self) -> list[Backlog]:
        """Return what is not done, by kind and state."""
        return self._queue.backlog()

    def send_again(self, member: Member, numbers: Sequence[int]) -> int:
        """Let dead letters be tried again; how many. Raises Refusal("staff_role_missing")."""
        member.demand(Role.MANAGE)
        revived = self._queue.revive(numbers, self._clock.now())
        self._note("staff_revived_letters", None, member, rows=str(revived))
        self._hint()
        return revived

    def certificate(self, member: Member, number: str) -> Issued:
        """Return a certificate by its number. Raises Refusal: staff_role_missing, certificate_unknown."""
        member.demand(Role.MANAGE)
        row = self._numbered(number)
        self._note("staff_saw_certificate", row.user_id, member, certificate=str(row.id))
        return issued_of(row, self._certificates.facts(row), self._clock)

    def void(self, member: Member, number: str, reason: str) -> None:
        """Take a certificate back. Raises Refusal: staff_role_missing, certificate_unknown or _void_already."""
        member.demand(Role.MANAGE)
        row = self._numbered(number)
        if row.state != State.ISSUED:
            raise Refusal("certificate_void_already")
        self._certificates.void(row, self._clock.now(), "centre")
        self._note("certificate_voided", row.user_id, member, certificate=str(row.id), by="staff", reason=reason)

    def unbind(self, member: Member, id_number: str, reason: str) -> None:
        """End a binding on its owner's request. Raises Refusal: staff_role_missing, staff_no_user, staff_not_bound."""
        member.demand(Role.MANAGE)
        user = self._users.find(id_number)
        if user is None:
            raise Refusal("staff_no_user")
        self._note("staff_unbound", user.id, member, reason=reason)
        try:
            self._bind.cut_off(user.id)
        except Refusal:
            raise Refusal("staff_not_bound") from None

    def _numbered(self, number: str) -> Certificate:
        row = self._certificates.numbered(number)
        if row is None:
            raise Refusal("certificate_unknown")
        return row

    def _note(self, event: str, user_id: int | None, member: Member, **facts: str) -> None:
        self._audit.record(event, user_id, self._clock.now(), {"staff": str(member.id), **facts})
