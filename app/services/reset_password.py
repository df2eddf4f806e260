"""A forgotten password (忘记密码) is replaced with a code to the phone of record."""

import secrets

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.notice import NoticeKind
from app.kv.devices import Devices
from app.providers.sms import Medium
from app.services.notify import Notify
from app.services.passwords import Passwords, refuse_weak
from app.services.people import spelled
from app.services.quiet_codes import QuietCodes
from app.services.sms_texts import Purpose
from app.store.audit import Audit
from app.store.users import Users


class ResetPassword:
    """Two steps; the second ends every session, for whoever knew the old password may still be in one."""

    def __init__(
        self,
        *,
        codes: QuietCodes,
        passwords: Passwords,
        users: Users,
        devices: Devices,
        notify: Notify,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._codes = codes
        self._passwords = passwords
        self._users = users
        self._devices = devices
        self._notify = notify
        self._audit = audit
        self._clock = clock

    def send_code(self, id_number: str, medium: Medium = Medium.TEXT) -> None:
        """Send a code if the number is a user's; nothing tells the caller whether it is.

        Raises Refusal: code_too_soon, code_too_many, sms_unavailable.
        """
        self._codes.send(Purpose.RESET_PASSWORD, id_number, medium=medium)

    def finish(self, id_number: str, code: str, new_password: str) -> int:
        """Return the user's id. Raises Refusal: weak_password(reason), code_wrong, code_expired, code_exhausted,
        sms_unavailable, unknown_or_wrong, busy.
        """
        number = spelled(id_number)
        refuse_weak(new_password, number)
        self._codes.check(Purpose.RESET_PASSWORD, number, code)
        password_hash = self._passwords.hash(new_password)  # it may wait for its turn: before the database is asked
        user = self._users.find(number)
        if user is None:
            raise Refusal("unknown_or_wrong")
        user.password_hash = password_hash
        self._audit.record("password_reset", user.id, self._clock.now())
        self._notify.tell(user.id, NoticeKind.PASSWORD_CHANGED, {}, key=f"password:{secrets.token_hex(12)}")
        self._devices.end_others(user.id)
        return user.id
