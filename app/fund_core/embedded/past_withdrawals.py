"""What was withdrawn before: by an account, and for a home by anybody (一套房子仅能一次购房提取)."""

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from app.domain.money import from_fen
from app.fund_core.embedded.orders import FAILED
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.tables import orders, withdrawals
from app.fund_core.records import PastWithdrawal

_PLAIN = ("order_number", "account_number", "booked_on", "reason", "closing", "state", "loan_number")


def of_account(connection: Connection, sealing: Sealing, number: str) -> tuple[PastWithdrawal, ...]:
    """The account's withdrawals, the oldest first."""
    return _past(connection, sealing, withdrawals.c.account_number == number)


def for_home(connection: Connection, sealing: Sealing, home: str) -> tuple[PastWithdrawal, ...]:
    """Withdrawals for the home with this deed or contract number, the oldest first."""
    return _past(connection, sealing, withdrawals.c.home_index.in_(sealing.indexes(withdrawals.c.home_index, home)))


def _past(connection: Connection, sealing: Sealing, which: ColumnElement[bool]) -> tuple[PastWithdrawal, ...]:
    wanted = (
        select(withdrawals, orders.c.state, orders.c.booked_on)
        .join(orders, orders.c.number == withdrawals.c.order_number)
        .where(which, orders.c.state != FAILED)
        .order_by(orders.c.booked_on, withdrawals.c.order_number)
    )
    return tuple(_record(sealing, row) for row in connection.execute(wanted).mappings())


def _record(sealing: Sealing, row: RowMapping) -> PastWithdrawal:
    home = sealing.open(withdrawals.c.home_sealed, row["home_sealed"])
    return PastWithdrawal(**{name: row[name] for name in _PLAIN}, amount=from_fen(row["amount"]), home=home)
