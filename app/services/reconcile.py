"""The daily comparison (对账) of our applications with the core: a difference is reported, never mended silently."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Protocol

from app.domain.application import ApplicationState
from app.domain.clock import Clock, beijing_date
from app.domain.work import Transaction
from app.fund_core import CoreError, Order
from app.store.applications import Applications
from app.store.differences import Differences

LOOKED_BACK = timedelta(days=40)
SETTLED_FOR = timedelta(minutes=30)  # what changed just now may differ for a moment
A_PAGE = 500
NONE = "none"
EXPECTED: Mapping[ApplicationState, frozenset[str]] = MappingProxyType(
    {
        ApplicationState.SUBMITTED: frozenset({NONE}),
        ApplicationState.WITHDRAWN: frozenset({NONE}),
        ApplicationState.IN_REVIEW: frozenset({NONE}),
        ApplicationState.IN_RECHECK: frozenset({NONE}),
        ApplicationState.RETURNED: frozenset({NONE}),
        ApplicationState.SENT: frozenset(),  # by now the core must have answered
        ApplicationState.UNKNOWN: frozenset(),
        ApplicationState.ACCEPTED: frozenset({"accepted"}),
        ApplicationState.DONE: frozenset({"done"}),
        ApplicationState.FAILED: frozenset({"failed"}),
        ApplicationState.REFUSED: frozenset({"refused", NONE}),
    }
)

log = logging.getLogger(__name__)


class OrdersByKey(Protocol):
    """The part of the core that says what became of a write."""

    def find_order(self, key: str) -> Order | None: ...


@dataclass(frozen=True)
class Comparison:
    """How many applications were compared, how many differ, and whether the core fell silent before the end."""

    compared: int
    different: int
    is_whole: bool


class Reconcile:
    """Asks the core about each application of the last forty days, outside any transaction."""

    def __init__(
        self,
        *,
        core: OrdersByKey,
        applications: Applications,
        differences: Differences,
        clock: Clock,
        transaction: Transaction,
    ) -> None:
        self._core = core
        self._applications = applications
        self._differences = differences
        self._clock = clock
        self._transaction = transaction

    def execute(self) -> Comparison:
        """Compare everything; what differs is kept for staff and logged."""
        compared = different = after = 0
        while page := self._page(after):
            for number, state, key in page:
                try:
                    different += self._differs(number, state, key)
                except CoreError:
                    log.warning("reconciliation_broken_off", extra={"fields": {"compared": compared}})
                    return Comparison(compared, different, is_whole=False)
                compared += 1
            after = page[-1][0]
        log.info("reconciled", extra={"fields": {"compared": compared, "different": different}})
        return Comparison(compared, different, is_whole=True)

    def _page(self, after: int) -> list[tuple[int, ApplicationState, str]]:
        now = self._clock.now()
        with self._transaction():
            rows = self._applications.changed_between(now - LOOKED_BACK, now - SETTLED_FOR, after=after, limit=A_PAGE)
            return [(row.id, ApplicationState(row.state), row.form_key) for row in rows]

    def _differs(self, number: int, state: ApplicationState, key: str) -> bool:
        order = self._core.find_order(key)
        cores = order.state if order else NONE
        if cores in EXPECTED[state]:
            return False
        with self._transaction():
            today = beijing_date(self._clock.now())
            if self._differences.report(today, number, state.value, cores):
                facts = {"application": number, "ours": state.value, "cores": cores}
                log.error("reconciliation_difference", extra={"fields": facts})
        return True
