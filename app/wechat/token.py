"""access_token and jsapi_ticket: one for all processes, renewed early by one, replaced only while it is current."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from app.domain.clock import Clock
from app.wechat.errors import PlatformError, unreachable
from app.wechat.wire import Answer

# stable_token gives a new token from 300 s before expiry on; asked earlier it would repeat the old one at each call
EARLY: Final = timedelta(seconds=240)
BETWEEN_FORCED: Final = timedelta(minutes=10)
WAITS: Final = 60
WAIT_SECONDS: Final = 0.05


class StoredToken(Protocol):
    """What a store gives back: the credential and the aware instant it expires at."""

    @property
    def value(self) -> str: ...
    @property
    def expires_at(self) -> datetime: ...


@dataclass(frozen=True)
class HeldToken:
    """A StoredToken as it comes from the platform."""

    value: str = field(repr=False)
    expires_at: datetime


class TokenStore(Protocol):
    """Where all processes of one account keep one credential; its keys carry the app id.

    ``lock`` yields whether this process may renew; it may wait for that, or yield False at once.
    """

    def read(self) -> StoredToken | None: ...
    def write(self, token: StoredToken) -> None: ...
    def lock(self) -> AbstractContextManager[bool]: ...


Fetch = Callable[[bool], HeldToken]


class AccessToken:
    """The shared credential. ``fetch(force)`` asks the platform for one; ``pause`` waits some seconds."""

    def __init__(
        self, fetch: Fetch, store: TokenStore, clock: Clock, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._fetch = fetch
        self._store = store
        self._clock = clock
        self._pause = pause
        self._forced_at: datetime | None = None

    def current(self) -> str:
        """A credential that still holds; raises PlatformError if there is none to be had."""
        held = self._store.read()
        if held is not None and self._remains(held) > EARLY:
            return held.value
        return self._renew(failed="")

    def replace(self, failed: str) -> str:
        """Another credential than the failed one, where there is one: that of the store, if it differs, or a new one.

        Without the comparison each late failure would void the token everybody else has just begun to use.
        """
        held = self._store.read()
        if held is not None and held.value != failed and self._remains(held) > timedelta(0):
            return held.value
        return self._renew(failed)

    def _remains(self, held: StoredToken) -> timedelta:
        return held.expires_at - self._clock.now()

    def _renew(self, failed: str) -> str:
        with self._store.lock() as is_ours:
            if is_ours:
                return self._renew_locked(failed)
        return self._await_other(failed)

    def _renew_locked(self, failed: str) -> str:
        held = self._usable(failed)
        if held is not None and self._remains(held) > EARLY:
            return held.value  # another process was faster
        try:
            fresh = self._fetched(failed)
        except PlatformError:
            if held is None:
                raise
            return held.value  # the old one still holds; the next call tries again
        self._store.write(fresh)
        return fresh.value

    def _fetched(self, failed: str) -> HeldToken:
        """A token of the ordinary kind; forced only where the platform repeats the very one that failed."""
        fresh = self._fetch(False)  # noqa: FBT003 - force_refresh, the platform's own word
        if fresh.value != failed or not self._may_force():
            return fresh
        self._forced_at = self._clock.now()
        try:
            return self._fetch(True)  # noqa: FBT003 - force_refresh, the platform's own word
        except PlatformError:
            return fresh  # the day's forced renewals are used up

    def _may_force(self) -> bool:
        return self._forced_at is None or self._clock.now() - self._forced_at >= BETWEEN_FORCED

    def _usable(self, failed: str) -> StoredToken | None:
        held = self._store.read()
        if held is None or held.value == failed or self._remains(held) <= timedelta(0):
            return None
        return held

    def _await_other(self, failed: str) -> str:
        for _ in range(WAITS):
            held = self._usable(failed)
            if held is not None:
                return held.value
            self._pause(WAIT_SECONDS)
        raise unreachable()


def held(answer: Answer, name: str, now: datetime) -> HeldToken:
    """The credential in an answer; raises PlatformError (unreachable) where it is empty or already over."""
    value, lifetime = answer.get(name), answer.get("expires_in")
    if not isinstance(value, str) or not value or not isinstance(lifetime, int) or lifetime <= 0:
        raise unreachable()
    return HeldToken(value, now + timedelta(seconds=lifetime))
