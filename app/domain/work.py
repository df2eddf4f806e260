"""Work put off to a worker: its kinds, what a handler is told, how it may end. The row in the outbox is the truth."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias


class OutboxKind(StrEnum):
    """What there is to do."""

    QUIET_CODE = "quiet_code"
    CORE_SUBMISSION = "core_submission"
    FOLLOW_ORDER = "follow_order"
    NOTICE = "notice"
    MENU_TAG = "menu_tag"
    FAN_OUT = "fan_out"
    UNIT_CODE = "unit_code"
    BROADCAST = "broadcast"
    UNIT_FILE = "unit_file"
    UNIT_TASK = "unit_task"
    UNIT_STAFF_TOLD = "unit_staff_told"
    UNIT_AGENT_TOLD = "unit_agent_told"
    OBJECTION = "objection"


class Lane:
    """Who goes first. Rows of a fan-out have a lane of their own, so that a million of them hold nobody up."""

    URGENT = 0
    NORMAL = 1
    FIRST_FAN_OUT = 100


LANES: Mapping[OutboxKind, int] = MappingProxyType(
    {
        OutboxKind.QUIET_CODE: Lane.URGENT,
        OutboxKind.CORE_SUBMISSION: Lane.URGENT,
        OutboxKind.FOLLOW_ORDER: Lane.URGENT,
        OutboxKind.NOTICE: Lane.NORMAL,
        OutboxKind.MENU_TAG: Lane.NORMAL,
        OutboxKind.FAN_OUT: Lane.FIRST_FAN_OUT,
        OutboxKind.UNIT_CODE: Lane.URGENT,
        OutboxKind.BROADCAST: Lane.NORMAL,
        OutboxKind.UNIT_FILE: Lane.NORMAL,
        OutboxKind.UNIT_TASK: Lane.URGENT,
        OutboxKind.UNIT_STAFF_TOLD: Lane.NORMAL,
        OutboxKind.UNIT_AGENT_TOLD: Lane.NORMAL,
        OutboxKind.OBJECTION: Lane.URGENT,
    }
)
# How long a row is tried before it becomes a dead letter, counted from the moment it was due first.
PATIENCE: Mapping[OutboxKind, timedelta] = MappingProxyType(
    {
        OutboxKind.QUIET_CODE: timedelta(minutes=5),  # the code itself lives ten
        OutboxKind.CORE_SUBMISSION: timedelta(days=3),
        OutboxKind.FOLLOW_ORDER: timedelta(days=30),
        OutboxKind.NOTICE: timedelta(days=2),
        OutboxKind.MENU_TAG: timedelta(days=7),
        OutboxKind.FAN_OUT: timedelta(days=7),
        OutboxKind.UNIT_CODE: timedelta(minutes=5),
        OutboxKind.BROADCAST: timedelta(days=1),
        OutboxKind.UNIT_FILE: timedelta(days=1),
        OutboxKind.UNIT_TASK: timedelta(days=3),
        OutboxKind.UNIT_STAFF_TOLD: timedelta(days=7),
        OutboxKind.UNIT_AGENT_TOLD: timedelta(days=2),
        OutboxKind.OBJECTION: timedelta(days=3),
    }
)


@dataclass(frozen=True)
class Task:
    """One row as its handler sees it. ``attempts`` counts this one; ``first_due`` is when it could first be done.

    ``step`` is what an earlier attempt wrote down (see Outcome), empty at first. ``unsure_since`` is set when an
    earlier attempt at this step may have got through: its worker was killed, or nobody answered in time.
    """

    id: int
    kind: OutboxKind
    key: str
    payload: Mapping[str, object] = field(repr=False)
    attempts: int
    first_due: datetime
    failures: int = 0
    correlation: str = ""
    step: str = ""
    unsure_since: datetime | None = None


class State(StrEnum):
    """``wait`` is no failure: there is something to wait for, however often."""

    DONE = "done"
    RETRY = "retry"
    WAIT = "wait"
    DEAD = "dead"


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended; ``cause`` is a fixed word for staff and counters.

    ``then`` runs in the transaction that settles the row: both happen, or neither. ``after`` is when to come again
    (None: by the rule of pauses). ``ticket`` is the platform's number for what was sent: a later event finds the row
    by it. ``step`` replaces what is written down. ``is_unsure`` says that the attempt may have got through.
    """

    state: State
    cause: str
    after: timedelta | None = None
    then: Callable[[], None] | None = None
    ticket: str = ""
    step: str | None = None
    is_unsure: bool = False


Handler: TypeAlias = Callable[[Task], Outcome]
# Opens a transaction for the reads of a handler, and closes it before anything outside is called.
Transaction: TypeAlias = Callable[[], AbstractContextManager[None]]


def done(cause: str = "done", *, then: Callable[[], None] | None = None, ticket: str = "") -> Outcome:
    """The work is finished."""
    return Outcome(State.DONE, cause, then=then, ticket=ticket)


def retry(
    cause: str,
    *,
    after: timedelta | None = None,
    then: Callable[[], None] | None = None,
    is_unsure: bool = False,
) -> Outcome:
    """It failed for now; again after a pause that grows, until the kind's patience ends."""
    return Outcome(State.RETRY, cause, after, then, is_unsure=is_unsure)


def wait(cause: str, after: timedelta, *, then: Callable[[], None] | None = None, step: str | None = None) -> Outcome:
    """It cannot be done yet, such as an order the bank has not settled; again after exactly this time."""
    return Outcome(State.WAIT, cause, after, then, step=step)


def dead(cause: str, *, then: Callable[[], None] | None = None) -> Outcome:
    """It can never succeed by itself: a dead letter, which staff can see and send again."""
    return Outcome(State.DEAD, cause, then=then)


FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=5)


def pause_after(failures: int, chance: float) -> timedelta:
    """Return the pause before the next try: doubled each time, up to five minutes, and spread by ``chance`` (0 to 1).

    The spread keeps rows that failed together from coming back together.
    """
    whole: timedelta = min(FIRST_PAUSE * 2 ** min(failures, 16), LONGEST_PAUSE)
    return whole / 2 + whole / 2 * chance
