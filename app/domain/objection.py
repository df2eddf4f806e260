"""Objections (异议): a person does not agree with what their unit changed, and staff decide."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.domain.errors import DomainError


class ObjectionState(StrEnum):
    """待处理, 恢复中, 已恢复, 已维持."""

    OPEN = "open"
    RESTORING = "restoring"
    RESTORED = "restored"
    UPHELD = "upheld"


class Verdict(StrEnum):
    """恢复原值, or 维持 what the unit changed."""

    RESTORE = "restore"
    UPHOLD = "uphold"


LEADS_TO: Mapping[Verdict, ObjectionState] = MappingProxyType(
    {Verdict.RESTORE: ObjectionState.RESTORING, Verdict.UPHOLD: ObjectionState.UPHELD}
)
_NEXT: Mapping[ObjectionState, frozenset[ObjectionState]] = MappingProxyType(
    {
        ObjectionState.OPEN: frozenset(LEADS_TO.values()),
        # The core may hold something else by the time it is asked: then staff decide anew.
        ObjectionState.RESTORING: frozenset({ObjectionState.RESTORED, ObjectionState.OPEN}),
    }
)


class InvalidObjectionMove(DomainError):
    """A state that cannot follow the one before."""


def move(state: ObjectionState, to: ObjectionState) -> ObjectionState:
    """The next state. Raises InvalidObjectionMove."""
    if to not in _NEXT.get(state, frozenset()):
        raise InvalidObjectionMove(f"{state} does not lead to {to}")
    return to


def last_day(changed_on: date, days: int) -> date:
    """The last day to object: so many days (`objection_days` of the policy) after the day of the change."""
    return changed_on + timedelta(days=days)
