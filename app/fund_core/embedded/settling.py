"""What happens at the centre by itself: debits and payments are settled, instalments come due, transfers go on.

A worker calls `settle_orders` every few seconds. Each order is a transaction of its own, and whoever comes second to
one finds it settled: several workers may call at the same time.
"""

import logging
from collections.abc import Callable, Iterable

from sqlalchemy import Connection, RowMapping

from app.fund_core.embedded import collecting, orders, standing, transfers
from app.fund_core.embedded.account_desk import AccountDesk
from app.fund_core.embedded.edge import writing
from app.fund_core.embedded.payoffs import settle_payoff
from app.fund_core.embedded.prepayments import settle_prepayment
from app.fund_core.embedded.withdrawals import settle_withdrawal
from app.fund_core.errors import CoreRefused

log = logging.getLogger(__name__)


class SettlingDesk(AccountDesk):
    """The centre's own work."""

    def settle_orders(self) -> int:
        """Do all that is due now, and return how many orders, standing orders, loans and transfers moved.

        Raises CoreUnavailable or OutcomeUnknown; what was done until then is done.
        """
        today, now = self._today(), self._now()
        with self._reading() as connection:
            monthly = standing.due(connection, today)
        for number in monthly:
            self._run_standing(number)
        moved = len(monthly) + self._collect()
        with self._reading() as connection:
            open_orders = orders.accepted(connection)
            letters = transfers.waiting(connection, now)
        moved += self._each(open_orders, self._settle)
        return moved + self._each(
            letters, lambda connection, letter: transfers.advance(connection, self._sealing, letter, now, today)
        )

    def _collect(self) -> int:
        """The day's instalments; the day is over when all were tried."""
        today, policy = self._today(), self._policy()
        with self._reading() as connection:
            if collecting.is_over(connection, today):
                return 0
            owing = collecting.loans_due(connection, today)
        moved = self._each(
            owing, lambda connection, loan: collecting.collect(connection, self._sealing, loan, today, policy)
        )
        with writing(), self._engine.begin() as connection:
            collecting.end_day(connection, today)
        return moved

    def _each(self, numbers: Iterable[str], work: Callable[[Connection, str], bool]) -> int:
        """Work on each in a transaction of its own; how many moved."""
        moved = 0
        for number in numbers:
            with writing(), self._engine.begin() as connection:
                moved += work(connection, number)
        return moved

    def _run_standing(self, number: str) -> None:
        with self._reading() as connection:
            wanted = standing.due_withdrawal(connection, number)
        if wanted is not None:
            try:
                self.withdraw(*wanted)
            except CoreRefused as refused:  # frozen, restricted: this month brings nothing
                log.info("core_standing_order_refused", extra={"fields": {"code": refused.code}})
        self._each([number], lambda connection, which: standing.advance(connection, which, self._today()))

    def _settle(self, connection: Connection, number: str) -> bool:
        order = orders.locked(connection, number)
        return order is not None and self._outcome(connection, order)

    def _outcome(self, connection: Connection, order: RowMapping) -> bool:
        """Settle by kind; a transfer's order ends with the transfer."""
        today, policy = self._today(), self._policy()
        if order["kind"] == "withdrawal":
            settle_withdrawal(connection, self._sealing, order, today)
        elif order["kind"] == "payoff":
            settle_payoff(connection, self._sealing, order, today, policy)
        elif order["kind"] == "prepayment":
            settle_prepayment(connection, self._sealing, order, today, policy)
        return bool(order["kind"] != "transfer")
