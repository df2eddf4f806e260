"""The outbox from the worker's side: claim, settle, bring back what a dead worker held."""

import json
import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from app.domain.work import PATIENCE, OutboxKind, Outcome, State, Task, pause_after
from app.store.outbox import PAYLOAD, OutboxRow, OutboxState
from app.vault import Vault

LOST = "lost"
WIPED = ""
LATE = timedelta(seconds=30)


@dataclass(frozen=True)
class Depth:
    """How many rows of a kind are in a state."""

    kind: str
    state: str
    rows: int


@dataclass(frozen=True)
class Backlog:
    """How many rows of a kind are in a state, and when the oldest was due."""

    kind: str
    state: str
    rows: int
    oldest: datetime


class OutboxQueue:
    """Never commits: a claim is committed before the call it is for, and what became of it after.

    Rows are fenced by who claimed them and at which attempt: a worker that was taken for dead settles nothing.
    """

    def __init__(
        self, session: Callable[[], Session], vault: Vault, chance: Callable[[], float] = random.random
    ) -> None:
        self._session = session
        self._vault = vault
        self._chance = chance

    def claim(self, lane: int, worker: str, limit: int, now: datetime) -> list[Task]:
        """Take rows of a lane that are due, the oldest first.

        One statement: PostgreSQL passes over what others hold, SQLite has one writer at a time.
        """
        due = (
            select(OutboxRow.id)
            .where(OutboxRow.state == OutboxState.WAITING, OutboxRow.lane == lane, OutboxRow.next_at <= now)
            .order_by(OutboxRow.next_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("due")  # asked once: as a subquery PostgreSQL may ask it again for each row, and take them all
            .prefix_with("MATERIALIZED", dialect="postgresql")
        )
        taken = (
            update(OutboxRow)
            .where(OutboxRow.id.in_(select(due.c.id)), OutboxRow.state == OutboxState.WAITING)
            .values(state=OutboxState.CLAIMED, claimed_by=worker, touched_at=now, attempts=OutboxRow.attempts + 1)
            .returning(OutboxRow)
            .execution_options(synchronize_session=False)
        )
        return sorted(map(self._task, self._session().scalars(taken)), key=lambda task: task.first_due)

    def settle(self, task: Task, worker: str, outcome: Outcome, now: datetime) -> bool:
        """Write down how the attempt ended; False when the row is no longer this attempt's."""
        values = self._ended(task, outcome, now)
        return self._update(task, worker, values)

    def release(self, task: Task, worker: str, now: datetime) -> bool:
        """Give a row back untried, when a worker stops."""
        return self._update(task, worker, {"state": OutboxState.WAITING, "touched_at": now, "claimed_by": ""})

    def beat(self, worker: str, held: Collection[int], now: datetime) -> None:
        """Say that the worker still has these rows in hand."""
        mine = update(OutboxRow).where(OutboxRow.id.in_(held), OutboxRow.claimed_by == worker)
        self._session().execute(mine.where(OutboxRow.state == OutboxState.CLAIMED).values(touched_at=now))

    def reclaim(self, lease: timedelta, now: datetime) -> int:
        """Let rows go whose worker has not been heard of for ``lease``; how many.

        A moment in the future comes from before the clock was set back: nobody beats there either.
        """
        silent = (OutboxRow.touched_at < now - lease) | (OutboxRow.touched_at > now + lease)
        lost = (
            update(OutboxRow)
            .where(OutboxRow.state == OutboxState.CLAIMED, silent)
            .values(
                state=OutboxState.WAITING,
                outcome=LOST,
                claimed_by="",
                next_at=now,
                touched_at=now,
                unsure_since=case(
                    (OutboxRow.unsure_since.is_not(None), OutboxRow.unsure_since), else_=OutboxRow.touched_at
                ),
            )
            .returning(OutboxRow.id)
            .execution_options(synchronize_session=False)
        )
        return len(self._session().execute(lost).all())

    def follow_clock(self, lanes: Collection[int], now: datetime) -> int:
        """Mend rows written before the clock was set back: they wait as long as they were meant to; how many."""
        ahead = select(OutboxRow).where(
            OutboxRow.state == OutboxState.WAITING, OutboxRow.lane.in_(lanes), OutboxRow.touched_at > now + LATE
        )
        rows = self._session().scalars(ahead.with_for_update(skip_locked=True)).all()
        for row in rows:
            back = row.touched_at - now
            row.next_at, row.first_due, row.touched_at = row.next_at - back, row.first_due - back, now
        self._session().flush()
        return len(rows)

    def next_due(self, lanes: Collection[int]) -> datetime | None:
        """Return when the next row of these lanes is due, or None when none waits."""
        waiting = select(func.min(OutboxRow.next_at)).where(OutboxRow.state == OutboxState.WAITING)
        return self._session().scalar(waiting.where(OutboxRow.lane.in_(lanes)))

    def backlog(self) -> list[Backlog]:
        """Return what is not done, by kind and state; the finished rows are not looked at."""
        counted = (
            select(OutboxRow.kind, OutboxRow.state, func.count(), func.min(OutboxRow.next_at))
            .where(OutboxRow.state == state)
            .group_by(OutboxRow.kind, OutboxRow.state)
            for state in (OutboxState.WAITING, OutboxState.CLAIMED, OutboxState.DEAD)
        )
        return [Backlog(*row) for one in counted for row in self._session().execute(one)]

    def depth(self) -> list[Depth]:
        """Return how many rows there are, by kind and state."""
        counted = select(OutboxRow.kind, OutboxRow.state, func.count()).group_by(OutboxRow.kind, OutboxRow.state)
        return [Depth(*row) for row in self._session().execute(counted.order_by(OutboxRow.kind, OutboxRow.state))]

    def outcomes(self, kind: OutboxKind, since: datetime) -> dict[str, int]:
        """Return how rows of a kind ended since an instant, by outcome."""
        counted = select(OutboxRow.outcome, func.count()).where(OutboxRow.kind == kind.value)
        ended = counted.where(OutboxRow.state.in_((OutboxState.DONE, OutboxState.DEAD)), OutboxRow.touched_at >= since)
        rows = self._session().execute(ended.group_by(OutboxRow.outcome))
        return {outcome: count for outcome, count in rows}  # noqa: C416 - a result has keys, and dict() would ask it for them

    def dead(self, limit: int) -> Sequence[OutboxRow]:
        """Return the dead letters, the oldest first."""
        letters = select(OutboxRow).where(OutboxRow.state == OutboxState.DEAD).order_by(OutboxRow.id).limit(limit)
        return self._session().scalars(letters).all()

    def revive(self, numbers: Collection[int] | None, now: datetime) -> int:
        """Let dead letters be tried again (all of them where ``numbers`` is None) with new patience; how many."""
        letters = update(OutboxRow).where(OutboxRow.state == OutboxState.DEAD)
        if numbers is not None:
            letters = letters.where(OutboxRow.id.in_(numbers))
        values = {"state": OutboxState.WAITING, "failures": 0, "first_due": now, "next_at": now, "touched_at": now}
        revived = letters.values(values).returning(OutboxRow.id).execution_options(synchronize_session=False)
        return len(self._session().execute(revived).all())

    def _update(self, task: Task, worker: str, values: dict[str, object]) -> bool:
        held = update(OutboxRow).where(
            OutboxRow.id == task.id,
            OutboxRow.state == OutboxState.CLAIMED,
            OutboxRow.claimed_by == worker,
            OutboxRow.attempts == task.attempts,
        )
        kept = held.values(values).returning(OutboxRow.id).execution_options(synchronize_session=False)
        return len(self._session().execute(kept).all()) == 1

    def _ended(self, task: Task, outcome: Outcome, now: datetime) -> dict[str, object]:
        values: dict[str, object] = {"outcome": outcome.cause, "touched_at": now, "claimed_by": ""}
        if outcome.state is State.DONE:
            values |= {"state": OutboxState.DONE, "ticket": outcome.ticket or None}
            return values if outcome.ticket else values | {"payload_sealed": WIPED}
        if outcome.state is State.DEAD or self._is_hopeless(task, outcome, now):
            return values | {"state": OutboxState.DEAD}
        return values | {"state": OutboxState.WAITING} | self._again(task, outcome, now)

    @staticmethod
    def _is_hopeless(task: Task, outcome: Outcome, now: datetime) -> bool:
        return outcome.state is State.RETRY and now - task.first_due > PATIENCE[task.kind]

    def _again(self, task: Task, outcome: Outcome, now: datetime) -> dict[str, object]:
        has_failed = outcome.state is State.RETRY
        pause = pause_after(task.failures, self._chance()) if outcome.after is None else outcome.after
        values: dict[str, object] = {"next_at": now + pause, "failures": task.failures + 1 if has_failed else 0}
        if outcome.step is not None and outcome.step != task.step:
            return values | {"step": outcome.step, "unsure_since": None}
        return values | ({"unsure_since": task.unsure_since or now} if outcome.is_unsure else {})

    def _task(self, row: OutboxRow) -> Task:
        return Task(
            id=row.id,
            kind=OutboxKind(row.kind),
            key=row.key,
            payload=json.loads(self._vault.open(row.payload_sealed, PAYLOAD)),
            attempts=row.attempts,
            failures=row.failures,
            first_due=row.first_due,
            correlation=row.correlation,
            step=row.step,
            unsure_since=row.unsure_since,
        )
