"""Beginning a login (登录): it is recorded, and the device it happened on is remembered for thirty days."""

from datetime import timedelta
from enum import StrEnum

from app.domain.clock import Clock
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


class Enter:
    """``token`` is the browser's own, from a cookie that outlives its logins."""

    def __init__(self, *, devices: KnownDevices, audit: Audit, clock: Clock) -> None:
        self._devices = devices
        self._audit = audit
        self._clock = clock

    def may_pass(self, user_id: int, token: str) -> bool:
        """Whether a bound follower enters here without a password: not on a new device, nor after thirty days."""
        return self._devices.is_known(user_id, token, self._clock.now() - KNOWN_FOR)

    def execute(self, user_id: int, way: Way, token: str) -> bool:
        """Record the login and remember the device; return whether the device was new to this user."""
        now = self._clock.now()
        is_new = not self.may_pass(user_id, token)
        self._devices.forget_before(now - KNOWN_FOR)
        self._devices.remember(user_id, token, now)
        self._audit.record("logged_in", user_id, now, {"way": way.value, "device": "new" if is_new else "known"})
        return is_new
