"""Paying out of an account (提取), in part or with closing (销户, 利随本清; rules 2.3)."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection, RowMapping, select, update

from app.domain.interest import Closing, closing_interest
from app.domain.interest import Movement as Flow
from app.domain.money import ZERO, from_fen, to_fen
from app.fund_core.embedded.flags import FROZEN, refuse_closed
from app.fund_core.embedded.ledger import SETTLEMENT, Posting, locked_account, post_movement
from app.fund_core.embedded.tables import accounts, movements
from app.fund_core.errors import CoreRefused
from app.fund_core.records import Withdrawal

PARTIAL, CLOSING = "11", "12"
CLOSED_BY_WITHDRAWAL = "05"


def withdraw(connection: Connection, wanted: Withdrawal, today: date, day_base: int) -> Decimal:
    """Check, book and return the closing interest in yuan (0.00 without closing). CoreRefused as the port says."""
    account = locked_account(connection, wanted.account_number)
    _check(account, wanted, today)
    if wanted.closing:
        return _close(connection, account, wanted, today, day_base)
    post_movement(connection, Posting(account["number"], today, PARTIAL, -to_fen(wanted.amount), "withdrawal"))
    return ZERO


def _check(account: RowMapping, wanted: Withdrawal, today: date) -> None:
    refuse_closed(account["status"])
    if account["status"] == FROZEN:
        raise CoreRefused("account_frozen")
    if account["restricted_until"] is not None and today <= account["restricted_until"]:
        raise CoreRefused("account_restricted")
    if not account["card_number"]:
        raise CoreRefused("no_card_on_record")
    _check_amount(from_fen(account["balance"]), wanted)


def _check_amount(balance: Decimal, wanted: Withdrawal) -> None:
    if wanted.closing and wanted.amount != balance:
        raise CoreRefused("closing_needs_whole_balance")
    if not wanted.closing and wanted.amount <= 0:
        raise CoreRefused("amount_not_positive")
    if wanted.amount > balance:
        raise CoreRefused("insufficient_balance")


def _close(connection: Connection, account: RowMapping, wanted: Withdrawal, today: date, day_base: int) -> Decimal:
    number = account["number"]
    interest = interest_until(connection, account, today, day_base)
    if interest:
        post_movement(connection, Posting(number, today, SETTLEMENT, to_fen(interest), "closing_interest"))
    total = wanted.amount + interest
    if total:
        post_movement(connection, Posting(number, today, CLOSING, -to_fen(total), "closing"))
    closed = {"status": CLOSED_BY_WITHDRAWAL, "closed_on": today, "closing_reason": wanted.reason}
    connection.execute(update(accounts).where(accounts.c.number == number).values(closed))
    return interest


def interest_until(connection: Connection, account: RowMapping, today: date, day_base: int) -> Decimal:
    """Interest in yuan earned and not yet credited, up to the day before `today`."""
    working = _working(connection, account, today, day_base)
    return working.interest + sum((year.interest for year in working.settlements), ZERO)


def _working(connection: Connection, account: RowMapping, today: date, day_base: int) -> Closing:
    own = movements.c.account_number == account["number"]
    last = select(movements).where(own, movements.c.kind == SETTLEMENT).order_by(movements.c.sequence.desc()).limit(1)
    settled = connection.execute(last).mappings().one_or_none()
    start = account["opened_on"] if settled is None else settled["booked_on"] + timedelta(days=1)
    since = 0 if settled is None else settled["sequence"]
    later = select(movements.c.booked_on, movements.c.amount).where(own, movements.c.sequence > since)
    flows = [Flow(row.booked_on, from_fen(row.amount)) for row in connection.execute(later)]
    opening = ZERO if settled is None else from_fen(settled["balance"])
    return closing_interest(start, opening, flows, today, day_base=day_base)
