"""What a unit's agents do for its people: the kinds of business, and the states each passes through."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.domain.errors import DomainError

LINES_MOST = 20_000


class TaskKind(StrEnum):
    """增员, 封存, 启封, 基数调整, 单位信息变更, 个人信息变更, 汇缴, 补缴, 比例调整, 缓缴."""

    ENROL = "enrol"
    SEAL = "seal"
    UNSEAL = "unseal"
    BASES = "bases"
    DETAILS = "details"
    PERSON = "person"
    REMIT = "remit"
    LATE = "late"
    RATIOS = "ratios"
    DEFER = "defer"


BY_CENTRE = frozenset({TaskKind.DEFER})  # the centre's staff decide before the core is asked
TOLD_TO_STAFF = frozenset(
    {TaskKind.ENROL, TaskKind.SEAL, TaskKind.UNSEAL, TaskKind.BASES, TaskKind.PERSON, TaskKind.LATE}
)


class TaskState(StrEnum):
    """核对 (a file), 有错, 待提交, 待复核, 待中心审核, 办理中, 已办结, 未通过, 已放弃."""

    CHECKING = "checking"
    FAULTY = "faulty"
    READY = "ready"
    WAITING = "waiting"
    CENTRE = "centre"
    SENT = "sent"
    DONE = "done"
    REFUSED = "refused"
    DROPPED = "dropped"


NEVER_SENT = frozenset({TaskState.CHECKING, TaskState.FAULTY, TaskState.READY, TaskState.DROPPED})
_NEXT: Mapping[TaskState, frozenset[TaskState]] = MappingProxyType(
    {
        TaskState.CHECKING: frozenset({TaskState.FAULTY, TaskState.READY, TaskState.DROPPED}),
        TaskState.READY: frozenset({TaskState.WAITING, TaskState.CENTRE, TaskState.SENT, TaskState.DROPPED}),
        TaskState.WAITING: frozenset({TaskState.CENTRE, TaskState.SENT, TaskState.DROPPED}),
        TaskState.CENTRE: frozenset({TaskState.SENT, TaskState.REFUSED}),
        TaskState.SENT: frozenset({TaskState.DONE, TaskState.REFUSED}),
    }
)


class InvalidTaskMove(DomainError):
    """A state that cannot follow the one before."""


def move(state: TaskState, to: TaskState) -> TaskState:
    """The next state. Raises InvalidTaskMove."""
    if to not in _NEXT.get(state, frozenset()):
        raise InvalidTaskMove(f"{state} does not lead to {to}")
    return to


def let_go_to(kind: TaskKind) -> TaskState:
    """Where a task goes when the unit has let it go: to the centre's staff, or to the core."""
    return TaskState.CENTRE if kind in BY_CENTRE else TaskState.SENT


def task_number(on: date, row_id: int) -> str:
    """办件编号 of a unit's business: DW, the day, six digits."""
    return f"DW{on:%Y%m%d}{row_id:06}"
