"""Everything the simulated platform remembers, in one process behind one lock.

No outside call is ever made while the lock is held: the account's server calls back during a push.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import count
from threading import RLock
from typing import Any

from app.domain.clock import Clock
from simulator.config import SimulatorConfig
from simulator.words import NICKNAMES

Json = dict[str, Any]

KEPT = 500


class UnknownFollower(LookupError):
    """No follower has this id."""


@dataclass
class Window:
    """A time in which the account may send customer-service messages (客服消息): so many, until then."""

    kind: str
    until: datetime
    left: int


@dataclass
class Follower:
    """A WeChat user with a phone of their own; `openid` is theirs towards this one account.

    `accepted` counts the subscription notices that may be sent by template (-1: without end); with `blocked` the
    account's messages are refused (拒收消息).
    """

    id: str
    nickname: str
    openid: str = field(repr=False)
    subscribed: bool = False
    subscribed_at: datetime | None = None
    scene: str = ""
    remark: str = ""
    tags: list[int] = field(default_factory=list)
    platform: str = "1"
    windows: list[Window] = field(default_factory=list)
    accepted: dict[str, int] = field(default_factory=dict)
    blocked: bool = False


@dataclass
class Fault:
    """A disturbance asked for: it strikes the next `times` calls whose path begins with `path`."""

    path: str
    kind: str
    times: int
    seconds: float = 6.0


@dataclass
class World:
    """The platform's memory. Take `lock` around every read or change that belongs together."""

    config: SimulatorConfig
    clock: Clock
    mode: str = ""
    data_format: str = "xml"
    network: str = "normal"
    lock: RLock = field(default_factory=RLock)
    followers: dict[str, Follower] = field(default_factory=dict)
    current: str = ""
    chat: list[Json] = field(default_factory=list)
    traffic: list[Json] = field(default_factory=list)
    sms: list[Json] = field(default_factory=list)
    references: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    tags: dict[int, str] = field(default_factory=dict)
    templates: dict[str, Json] = field(default_factory=dict)
    openids: dict[str, str] = field(default_factory=dict, repr=False)
    papers: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False)
    loans: dict[tuple[str, str, str], Any] = field(default_factory=dict, repr=False)
    oauth_next: str = ""
    seq: int = 0
    ids: "count[int]" = field(default_factory=lambda: count(7_620_000_000_000_000_001))

    def __post_init__(self) -> None:
        self.mode = self.mode or self.config.mode
        for nickname in NICKNAMES:
            self.add_follower(nickname)

    def add_follower(self, nickname: str) -> Follower:
        """Bring a new WeChat user into being, who follows nothing yet."""
        with self.lock:
            number = f"f{len(self.followers) + 1}"
            follower = Follower(number, nickname, openid_for(self.config.app_id, number))
            self.followers[number] = follower
            self.openids[follower.openid] = number
            self.current = self.current or number
            return follower

    def follower(self, identifier: str) -> Follower:
        """Find one by id; `UnknownFollower` when there is none."""
        try:
            return self.followers[identifier]
        except KeyError:
            raise UnknownFollower from None

    def by_openid(self, openid: str) -> Follower | None:
        """Find one by openid."""
        return self.followers.get(self.openids.get(openid, ""))

    def next_id(self) -> str:
        """A message id above 2**53, as the platform's are; callers keep it as text."""
        return str(next(self.ids))

    def next_seq(self) -> int:
        """The next place in the common order of chat, messages and traffic."""
        with self.lock:
            self.seq += 1
            return self.seq

    def stamp(self) -> int:
        """The present second."""
        return int(self.clock.now().timestamp())

    def say(self, follower: Follower, side: str, kind: str, text: str, card: Json | None = None) -> None:
        """Put a line into a follower's chat; `side` is me or account, `kind` text, news, template or event."""
        line = {"side": side, "kind": kind, "text": text, "card": card or {}, "follower": follower.id}
        self._keep(self.chat, line)

    def log(self, direction: str, name: str, ms: int, status: int, *, request: str, response: str) -> None:
        """Note one exchange for the inspector; `request` and `response` are decrypted, `ms` milliseconds."""
        line = {"direction": direction, "name": name, "ms": ms, "status": status}
        self._keep(self.traffic, {**line, "request": request, "response": response})

    def receive_sms(self, phone: str, text: str, channel: str = "text", spoken: str = "") -> None:
        """Let a short message arrive; by `channel` voice the phone rings and says `spoken`."""
        line = {"phone_tail": phone[-4:], "text": text, "channel": channel, "spoken": spoken}
        self._keep(self.sms, line)

    def _keep(self, shelf: list[Json], line: Json) -> None:
        with self.lock:
            shelf.append({"seq": self.next_seq(), "time": self.clock.now().isoformat(), **line})
            del shelf[:-KEPT]


def openid_for(app_id: str, number: str) -> str:
    """An openid of the platform's form: the same person and account always give the same one."""
    return "o" + sha256(f"{app_id}/{number}".encode()).hexdigest()[:27]


def random_name(length: int) -> str:
    """A random identifier of letters and digits."""
    return secrets.token_hex(length)[:length]
