"""Telling very many people (群发): prepared in bulk, then worked on row by row at the common pace."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.notice import NoticeKind, check_facts
from app.domain.work import Outcome, Task, Transaction, done, retry
from app.services.notices.look import LookAtCore
from app.services.notify import Notify
from app.services.people import core_answers
from app.store.fan_outs import Audience, FanOut, FanOuts, FanOutState
from app.store.users import Identity, Users

A_BATCH = 5000
STUCK = timedelta(minutes=2)


class Purpose(StrEnum):
    """What a fan-out is for."""

    BROADCAST = "broadcast"  # 中心公告
    ANNUAL = "annual"  # 年度结息
    DAILY = "daily"  # what happened at the core since yesterday, and what falls due


@dataclass(frozen=True)
class Progress:
    """How far a fan-out is; ``headline`` is a broadcast's."""

    number: int
    key: str
    purpose: str
    headline: str
    state: str
    prepared: int
    left: int


class FanOutNotices:
    """Begins, pauses, resumes and watches. The same fan-out begun twice is one: it goes on where it stopped.

    ``transaction`` commits each batch: a killed run loses nothing, and memory stays bounded.
    """

    def __init__(self, fan_outs: FanOuts, clock: Clock, transaction: Transaction, hint: Callable[[], None]) -> None:
        self._fan_outs = fan_outs
        self._clock = clock
        self._transaction = transaction
        self._hint = hint

    def broadcast(self, headline: str, body: str, audience: Audience) -> int:
        """Begin a broadcast and return its number; the same words on the same audience are the same broadcast."""
        facts = {"headline": headline, "body": body}
        check_facts(NoticeKind.BROADCAST, facts)
        digest = sha256(f"{headline}\0{body}\0{audience}".encode()).hexdigest()[:16]
        return self._open(f"broadcast:{digest}", Purpose.BROADCAST, audience, facts)

    def annual(self, year: int) -> int:
        """Begin telling everybody their interest of a settlement year."""
        return self._open(f"annual:{year}", Purpose.ANNUAL, Audience.ALL, {"year": str(year)})

    def daily(self, day: str) -> int:
        """Begin telling everybody what happened up to a day (ISO), the day before it included."""
        return self._open(f"daily:{day}", Purpose.DAILY, Audience.ALL, {"day": day})

    def prepare(self, number: int, batch: int = A_BATCH) -> Iterator[int]:
        """Put everybody's row into the outbox, batch by batch; yield how many each took."""
        while count := self._some(number, batch):
            self._hint()
            yield count

    def total(self, number: int) -> int:
        """Return how many people are meant."""
        with self._transaction():
            return self._fan_outs.total(self._found(number))

    def pause(self, number: int) -> None:
        """Let the workers leave it alone."""
        with self._transaction():
            self._found(number).state = FanOutState.PAUSED

    def resume(self, number: int) -> None:
        """Let the workers, and its preparation, go on."""
        with self._transaction():
            self._found(number).state = FanOutState.PREPARING
        self._hint()

    def progress(self, limit: int = 20) -> tuple[Progress, ...]:
        """Return how far the newest fan-outs are."""
        with self._transaction():
            newest = self._fan_outs.newest(limit)
            return tuple(self._progress(one) for one in newest)

    def go_on(self) -> None:
        """Go on with preparations whose process died."""
        with self._transaction():
            stuck = [one.id for one in self._fan_outs.unfinished(self._clock.now() - STUCK)]
        for number in stuck:
            for _ in self.prepare(number):
                pass

    def _progress(self, one: FanOut) -> Progress:
        headline = self._fan_outs.facts(one).get("headline", "")
        return Progress(one.id, one.key, one.purpose, headline, one.state, one.rows, self._fan_outs.left(one))

    def _open(self, key: str, purpose: Purpose, audience: Audience, facts: Mapping[str, str]) -> int:
        with self._transaction():
            return self._fan_outs.open(key, purpose.value, audience, facts, self._clock.now()).id

    def _some(self, number: int, batch: int) -> int:
        with self._transaction():
            fan_out = self._found(number)
            if fan_out.state == FanOutState.PAUSED:
                return 0
            return self._fan_outs.prepare_some(fan_out, batch, self._clock.now())

    def _found(self, number: int) -> FanOut:
        fan_out = self._fan_outs.get(number)
        if fan_out is None:
            raise Refusal("fan_out_unknown")
        return fan_out


@dataclass(frozen=True)
class Telling:
    """One notice for one person."""

    kind: NoticeKind
    facts: Mapping[str, str]
    key: str


class FanOutStep:
    """Handles ``fan_out`` rows: works out what one person is to be told, and tells it in the fan-out's own lane."""

    def __init__(
        self, *, fan_outs: FanOuts, users: Users, look: LookAtCore, notify: Notify, transaction: Transaction
    ) -> None:
        self._fan_outs = fan_outs
        self._users = users
        self._look = look
        self._notify = notify
        self._transaction = transaction

    def __call__(self, task: Task) -> Outcome:
        user_id = int(task.key.rpartition(":")[2])
        with self._transaction():
            fan_out = self._fan_outs.get(int(str(task.payload["fan_out"])))
            user = self._users.get(user_id)
            if fan_out is None or user is None:
                return done("gone")
            purpose, key, lane = Purpose(fan_out.purpose), fan_out.key, fan_out.lane
            facts, identity = self._fan_outs.facts(fan_out), self._users.identity(user)
        try:
            tellings = self._tellings(purpose, facts, identity, f"{key}:{user_id}")
        except Refusal as refused:
            return retry(refused.code)
        return done("told" if tellings else "nothing_new", then=lambda: self._tell(user_id, tellings, lane))

    def _tell(self, user_id: int, tellings: tuple[Telling, ...], lane: int) -> None:
        for one in tellings:
            self._notify.tell(user_id, one.kind, one.facts, key=one.key, lane=lane)

    def _tellings(
        self, purpose: Purpose, facts: Mapping[str, str], identity: Identity, key: str
    ) -> tuple[Telling, ...]:
        if purpose is Purpose.BROADCAST:
            return (Telling(NoticeKind.BROADCAST, facts, key),)
        with core_answers():
            if purpose is Purpose.ANNUAL:
                found = self._look.interest_of(identity.id_number, int(facts["year"]))
            else:
                found = self._look.since_yesterday(identity.id_number, facts["day"])
        return tuple(Telling(one.kind, one.facts, f"{key}:{one.key}") for one in found)
