"""Logging in (登录) by password or by code. Unknown and wrong get one answer, after the same work."""

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.kv.attempts import Attempts
from app.providers.sms import Medium
from app.services.enter import Way
from app.services.passwords import Passwords
from app.services.people import identity_of, spelled
from app.services.quiet_codes import QuietCodes
from app.services.sms_texts import Purpose
from app.store.audit import Audit
from app.store.users import User, Users

LETTERS = str.maketrans("0123456789", "ghijklmnop")  # a blind index without digits: no row may look like a number


class LogIn:
    """``client`` names the browser or address that tries; failures there lock nobody else out."""

    def __init__(
        self,
        *,
        codes: QuietCodes,
        passwords: Passwords,
        attempts: Attempts,
        users: Users,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._codes = codes
        self._passwords = passwords
        self._attempts = attempts
        self._users = users
        self._audit = audit
        self._clock = clock

    def with_password(self, id_number: str, password: str, client: str) -> int:
        """Return the user's id. Raises Refusal: unknown_or_wrong, locked(minutes, way), busy."""
        number = spelled(id_number)
        person = self._users.index(number)
        self._attempts.check(person, client)
        user = self._users.find(number)
        is_right = self._passwords.is_right(user.password_hash if user else None, password)
        if user is None or not is_right:
            self._attempts.fail(person, client)
            raise Refusal("unknown_or_wrong")
        self._attempts.succeed(person, client)
        self._renew_hash(user, password)
        return user.id

    def confirm(self, user_id: int, password: str, client: str) -> None:
        """Ask who is logged in for the password again. Raises Refusal: wrong_password, locked(minutes, way), busy."""
        identity = identity_of(self._users, user_id)
        try:
            self.with_password(identity.id_number, password, client)
        except Refusal as refusal:
            raise (Refusal("wrong_password") if refusal.code == "unknown_or_wrong" else refusal) from None

    def send_code(self, id_number: str, client: str, medium: Medium = Medium.TEXT) -> None:
        """Send a code if the number is a user's; nothing tells the caller whether it is.

        Raises Refusal: code_too_soon, code_too_many, sms_unavailable.
        """
        self._codes.send(Purpose.LOG_IN, id_number, client, medium)

    def with_code(self, id_number: str, code: str, client: str) -> int:
        """Return the user's id; the code must have been asked for by the same client.

        Raises Refusal: code_wrong, code_expired, code_exhausted, sms_unavailable, unknown_or_wrong.
        """
        self._codes.check(Purpose.LOG_IN, id_number, code, client)
        user = self._users.find(spelled(id_number))
        if user is None:
            raise Refusal("unknown_or_wrong")
        return user.id

    def record_failure(self, id_number: str, way: Way, client: str) -> None:
        """Record a login that failed. The failed one is rolled back: a door does this in a transaction of its own."""
        person = self._users.index(spelled(id_number))
        user = self._users.find(spelled(id_number))
        event = "login_locked" if self._attempts.is_locked(person, client) else "login_failed"
        facts = {"way": way.value, "person": person.translate(LETTERS)[:32]}
        self._audit.record(event, user.id if user else None, self._clock.now(), facts)

    def _renew_hash(self, user: User, password: str) -> None:
        if self._passwords.is_outdated(user.password_hash):
            user.password_hash = self._passwords.hash(password)
