"""Beginning a login (登录): it is recorded, and the device it happened on is remembered for thirty days."""

import secrets
from datetime import timedelta
from enum import StrEnum

from app.domain.clock import Clock
from app.domain.notice import NoticeKind, place_words
from app.kv.devices import DESKTOP
from app.services.notify import Notify
from app.store.audit import Audit
from app.store.known_devices import KnownDevices

KNOWN_FOR = timedelta(days=30)


class Way(StrEnum):
    """How a person proved who they are."""

    PASSWORD = "password"  # noqa: S105 - a name, no secret
    CODE = "code"
    WECHAT = "wechat"
    REGISTERED = "registered"
    RESET = "reset"


TOLD_ANYWAY = frozenset({Way.REGISTERED, Way.RESET})  # who registers knows it; a reset has a notice of its own


class Enter:
    """``token`` is the browser's own, from a cookie that outlives its logins. A login on a new device is told."""

    def __init__(self, *, devices: KnownDevices, audit: Audit, notify: Notify, clock: Clock) -> None:
        self._devices = devices
        self._audit = audit
        self._notify = notify
        self._clock = clock

    def may_pass(self, user_id: int, token: str) -> bool:
        """Whether a bound follower enters here without a password: not on a new device, nor after thirty days."""
        return self._devices.is_known(user_id, token, self._clock.now() - KNOWN_FOR)

    def execute(self, user_id: int, way: Way, token: str, place: str = DESKTOP) -> bool:
        """Record the login and remember the device; return whether the device was new to this user.

        ``place`` is the kind of the device, see kv.devices.
        """
        now = self._clock.now()
        is_new = not self.may_pass(user_id, token)
        self._devices.forget_before(now - KNOWN_FOR)
        self._devices.remember(user_id, token, now)
        self._audit.record("logged_in", user_id, now, {"way": way.value, "device": "new" if is_new else "known"})
        if is_new and way not in TOLD_ANYWAY:
            key = f"new_login:{secrets.token_hex(12)}"
            self._notify.tell(user_id, NoticeKind.NEW_LOGIN, {"way": place_words(place)}, key=key)
        return is_new
