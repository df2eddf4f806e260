"""access_token as the platform keeps it: two families that do not touch each other, and the daily counts of calls.

A token of cgi-bin/token dies with the next one; stable_token repeats its token until five minutes before the end.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.domain.clock import beijing_date
from simulator.errors import Refused
from simulator.world import World, random_name

LIFE = timedelta(seconds=7200)
HAND_OVER = timedelta(seconds=300)
FORCE_GAP = timedelta(seconds=30)
FORCED_A_DAY = 20
CLEARS_A_MONTH = 10
DAILY = {
    "/cgi-bin/token": 2000,
    "/cgi-bin/stable_token": 500_000,
    "/cgi-bin/menu/create": 1000,
    "/cgi-bin/menu/delete": 1000,
    "/cgi-bin/menu/get": 10_000,
    "/cgi-bin/menu/addconditional": 2000,
    "/cgi-bin/menu/delconditional": 2000,
    "/cgi-bin/menu/trymatch": 20_000,
    "/cgi-bin/message/template/send": 100_000,
}
A_MINUTE = {"/cgi-bin/stable_token": 10_000, "/sns/oauth2/access_token": 50_000}
OTHERWISE = 500_000


@dataclass(frozen=True)
class Issued:
    """One token and when it ends."""

    value: str = field(repr=False)
    until: datetime


@dataclass
class Tokens:
    """The living tokens of the account, and its quotas."""

    world: World
    plain: Issued | None = None
    stable: Issued | None = None
    handed_over: Issued | None = None
    dead: set[str] = field(default_factory=set, repr=False)
    forced: list[datetime] = field(default_factory=list)
    used: dict[tuple[date, str], int] = field(default_factory=dict)
    minutes: dict[str, tuple[int, int]] = field(default_factory=dict)
    cleared: list[str] = field(default_factory=list)

    def plain_token(self) -> Issued:
        """A new token; the one before it dies now."""
        self.plain = self._issue()
        return self.plain

    def stable_token(self, *, force: bool) -> Issued:
        """The same token until five minutes before its end; forced, a new one: 20 a day, 30 s apart."""
        if force:
            self._note_force()
            self.handed_over, self.stable = None, self._issue()
        elif self.stable is None or self.stable.until - self.world.clock.now() < HAND_OVER:
            self.handed_over, self.stable = self.stable, self._issue()
        return self.stable or self._issue()

    def check(self, value: str) -> None:
        """Refuse a missing (41001), unknown or replaced (40001) or expired (42001) token."""
        if not value:
            raise Refused(41001)
        found = next((one for one in (self.plain, self.stable, self.handed_over) if one and one.value == value), None)
        if found is None:
            raise Refused(40001)
        if found.until <= self.world.clock.now():
            raise Refused(42001)

    def count(self, path: str) -> None:
        """Count a call; 45009 above the day's limit, 45011 above the minute's. The day is China's."""
        self._count_minute(path)
        day = beijing_date(self.world.clock.now()), path
        self.used[day] = self.used.get(day, 0) + 1
        if self.used[day] > limit_of(path):
            raise Refused(45009)

    def _count_minute(self, path: str) -> None:
        minute = int(self.world.clock.now().timestamp()) // 60
        last, so_many = self.minutes.get(path, (minute, 0))
        self.minutes[path] = minute, 1 if last != minute else so_many + 1
        if self.minutes[path][1] > A_MINUTE.get(path, OTHERWISE):
            raise Refused(45011)

    def used_today(self, path: str) -> int:
        """How many calls of the day there were."""
        return min(self.used.get((beijing_date(self.world.clock.now()), path), 0), limit_of(path))

    def clear(self) -> None:
        """Set all counts to nothing: ten times a month, then 48006."""
        month = f"{beijing_date(self.world.clock.now()):%Y-%m}"
        if self.cleared.count(month) >= CLEARS_A_MONTH:
            raise Refused(48006)
        self.cleared.append(month)
        self.used.clear()

    def _note_force(self) -> None:
        now = self.world.clock.now()
        today = [one for one in self.forced if beijing_date(one) == beijing_date(now)]
        if len(today) >= FORCED_A_DAY:
            raise Refused(45009)
        if today and now - today[-1] < FORCE_GAP:
            raise Refused(45011)
        self.forced = [*today, now]

    def _issue(self) -> Issued:
        return Issued(f"{random_name(2)}_{random_name(118)}", self.world.clock.now() + LIFE)


def limit_of(path: str) -> int:
    """The daily limit of a call."""
    return DAILY.get(path, OTHERWISE)
