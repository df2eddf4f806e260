"""The tokens that a web authorization leaves: two hours to look somebody up, thirty days to ask for another."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from simulator.errors import Refused
from simulator.world import Json, World, random_name

LIFE, RENEWABLE = timedelta(seconds=7200), timedelta(days=30)


@dataclass(frozen=True)
class WebSession:
    """One authorization of one person; its token has nothing to do with the account's own."""

    openid: str = field(repr=False)
    scope: str
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    until: datetime
    renewable_until: datetime

    def told(self) -> Json:
        """As sns/oauth2/* answer."""
        tokens = {"access_token": self.access_token, "expires_in": 7200, "refresh_token": self.refresh_token}
        return {**tokens, "openid": self.openid, "scope": self.scope}


@dataclass
class WebSessions:
    """All of them, by token."""

    world: World
    by_access: dict[str, WebSession] = field(default_factory=dict, repr=False)
    by_refresh: dict[str, WebSession] = field(default_factory=dict, repr=False)

    def begin(self, openid: str, scope: str) -> WebSession:
        """Tokens for a code that was just redeemed."""
        now = self.world.clock.now()
        return self._keep(WebSession(openid, scope, random_name(107), random_name(107), now + LIFE, now + RENEWABLE))

    def refresh(self, refresh_token: str) -> WebSession:
        """A new access token, the same refresh token: 40030 unknown, 42002 after thirty days."""
        known, now = self.by_refresh.get(refresh_token), self.world.clock.now()
        if known is None:
            raise Refused(40030)
        if known.renewable_until <= now:
            raise Refused(42002)
        return self._keep(replace(known, access_token=random_name(107), until=now + LIFE))

    def find(self, access_token: str) -> WebSession:
        """The authorization of a token: 41001 missing, 40001 unknown, 42001 expired."""
        if not access_token:
            raise Refused(41001)
        known = self.by_access.get(access_token)
        if known is None:
            raise Refused(40001)
        if known.until <= self.world.clock.now():
            raise Refused(42001)
        return known

    def _keep(self, session: WebSession) -> WebSession:
        self.by_access[session.access_token] = session
        self.by_refresh[session.refresh_token] = session
        return session
