"""Codes of web authorization (网页授权): single use, five minutes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulator.errors import Refused
from simulator.world import World, openid_for, random_name

LIFE = timedelta(minutes=5)


@dataclass
class Grant:
    """What a code stands for."""

    openid: str = field(repr=False)
    scope: str
    until: datetime
    snapshot: bool
    used: bool = False


@dataclass
class Codes:
    """All codes that were given out."""

    world: World
    grants: dict[str, Grant] = field(default_factory=dict, repr=False)

    def issue(self, follower: str, scope: str, *, snapshot: bool, stale: bool) -> str:
        """A new code for a follower; from a snapshot page it stands for a made-up openid."""
        person = self.world.follower(follower)
        openid = openid_for(self.world.config.app_id, "snapshot") if snapshot else person.openid
        until = self.world.clock.now() + (timedelta() if stale else LIFE)
        code = f"0{random_name(31)}"
        self.grants[code] = Grant(openid, scope, until, snapshot)
        return code

    def redeem(self, code: str) -> Grant:
        """Use a code up: 40029 unknown, 40163 used before, 42003 older than five minutes."""
        grant = self.grants.get(code)
        if grant is None:
            raise Refused(40029)
        if grant.used:
            raise Refused(40163)
        if grant.until <= self.world.clock.now():
            raise Refused(42003)
        grant.used = True
        return grant
