"""Reading the core, or what it told last when it cannot be asked (数据截至)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.fund_core import CoreRefused, CoreUnavailable

T = TypeVar("T")


class Memory(Protocol):
    """Where texts are kept for a while."""

    def keep(self, what: str, owner: str, text: str) -> None: ...
    def find(self, what: str, owner: str) -> str | None: ...


@dataclass(frozen=True)
class Reading(Generic[T]):
    """What a query found. `as_of` is None when the core answered now, else the instant of its last answer."""

    value: T
    as_of: datetime | None = None


class LastKnownReadings:
    """Queries only: nothing is ever decided or submitted on an old reading."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._memory = memory
        self._clock = clock

    def read(self, what: str, owner: str, kind: Any, ask: Callable[[], T]) -> Reading[T]:
        """Ask, and keep the answer under `what` (a fixed word) and `owner` (an ID number, a loan's number).

        `kind` is the answer's type, such as ``tuple[PersonAccount, ...]``. Raises Refusal: core_unavailable when there
        is nothing to fall back on, or what the core refused.
        """
        try:
            value = ask()
        except CoreUnavailable:
            return self._fall_back(what, owner, kind)
        except CoreRefused as refused:
            raise Refusal(refused.code) from None
        self._memory.keep(what, owner, msgspec.json.encode((self._clock.now(), value)).decode())
        return Reading(value)

    def _fall_back(self, what: str, owner: str, kind: Any) -> Reading[Any]:
        kept = self._memory.find(what, owner)
        if kept is None:
            raise Refusal("core_unavailable")
        try:
            as_of, value = msgspec.json.decode(kept, type=tuple[datetime, kind])
        except msgspec.MsgspecError:  # kept by a release that knew other facts
            raise Refusal("core_unavailable") from None
        return Reading(value, as_of)
