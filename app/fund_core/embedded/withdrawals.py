"""Paying out of an account (提取), in part or with closing (销户, 利随本清; rules 2.3).

The money leaves the account when the order is accepted, so that nobody can take it twice; a payment that the bank
returns is reversed (冲账) by movements of its own.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from app.domain.money import ZERO, from_fen, to_fen
from app.fund_core.embedded import bank
from app.fund_core.embedded.accrual import accrued, interest_of
from app.fund_core.embedded.ledger import Posting, locked_account, post_movement
from app.fund_core.embedded.orders import refuse_open_order, settle
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.states import refuse_flags
from app.fund_core.embedded.tables import accounts, withdrawals
from app.fund_core.errors import CoreRefused
from app.fund_core.records import Withdrawal

PARTIAL, CLOSING = "11", "12"
CLOSED_BY_WITHDRAWAL = "05"


def withdraw(
    connection: Connection, sealing: Sealing, number: str, wanted: Withdrawal, *, today: date, day_base: int
) -> Decimal:
    """Check and book under the order's number; return the closing interest in yuan, 0.00 without closing.

    CoreRefused as the port says.
    """
    account = locked_account(connection, wanted.account_number)
    _check(connection, account, wanted, today)
    row = _row(sealing, number, wanted, account)
    interest = ZERO
    if wanted.closing:
        interest = interest_of(accrued(connection, account, today, day_base))
        row |= _close(connection, wanted, today, to_fen(interest))
    else:
        taken = Posting(wanted.account_number, today, PARTIAL, -to_fen(wanted.amount), "withdrawal")
        row["payment_row"] = post_movement(connection, taken)[0]
    connection.execute(insert(withdrawals).values(row))
    return interest


def settle_withdrawal(connection: Connection, sealing: Sealing, order: RowMapping, today: date) -> None:
    """What the bank made of the payment; a returned one is reversed."""
    own = withdrawals.c.order_number == order["number"]
    row = connection.execute(select(withdrawals).where(own)).mappings().one()
    account = locked_account(connection, row["account_number"])
    reason = bank.pay(sealing.open(accounts.c.card_sealed, account["card_sealed"])) if order["total"] else ""
    if reason:
        _reverse(connection, row, order, account, today)
    settle(connection, order["number"], today, reason)


def _check(connection: Connection, account: RowMapping, wanted: Withdrawal, today: date) -> None:
    refuse_flags(account, today)
    refuse_open_order(connection, account["number"])
    if not account["card_sealed"]:
        raise CoreRefused("no_card_on_record")
    _check_amount(from_fen(account["balance"]), wanted)


def _check_amount(balance: Decimal, wanted: Withdrawal) -> None:
    if wanted.closing and wanted.amount != balance:
        raise CoreRefused("closing_needs_whole_balance")
    if not wanted.closing and wanted.amount <= 0:
        raise CoreRefused("amount_not_positive")
    if wanted.amount > balance:
        raise CoreRefused("insufficient_balance")


def _row(sealing: Sealing, number: str, wanted: Withdrawal, account: RowMapping) -> dict[str, Any]:
    return {
        "order_number": number,
        "account_number": wanted.account_number,
        "reason": wanted.reason,
        "amount": to_fen(wanted.amount),
        "closing": wanted.closing,
        "home_index": sealing.index(withdrawals.c.home_index, wanted.home) if wanted.home else None,
        "home_sealed": sealing.seal(withdrawals.c.home_sealed, wanted.home),
        "loan_number": wanted.loan_number,
        "status_before": account["status"],
        "carried_before": account["carried"],
    }


def _close(connection: Connection, wanted: Withdrawal, today: date, interest: int) -> dict[str, Any]:
    """Credit the interest, take everything out, close; the sequences of both movements."""
    number, total, rows = wanted.account_number, to_fen(wanted.amount) + interest, dict[str, Any]()
    if interest:
        credit = Posting(number, today, CLOSING, interest, "closing_interest")
        rows["interest_row"] = post_movement(connection, credit)[0]
    if total:
        rows["payment_row"] = post_movement(connection, Posting(number, today, CLOSING, -total, "closing"))[0]
    closed = {"status": CLOSED_BY_WITHDRAWAL, "closed_on": today, "closing_reason": wanted.reason}
    connection.execute(update(accounts).where(accounts.c.number == number).values(closed))
    return rows


def _reverse(connection: Connection, row: RowMapping, order: RowMapping, account: RowMapping, today: date) -> None:
    """Take back the payment, then the closing interest, and open the account again."""
    number, kind = row["account_number"], CLOSING if row["closing"] else PARTIAL
    carried = account["carried"] + min(row["carried_before"], order["total"])
    word = "closing_reversed" if row["closing"] else "withdrawal_reversed"
    back = Posting(number, today, kind, order["total"], word, reverses=row["payment_row"], carried=carried)
    post_movement(connection, back)
    if row["interest_row"] is not None:
        less = Posting(number, today, kind, -order["interest"], "closing_interest_reversed",
                       reverses=row["interest_row"], carried=carried)  # fmt: skip
        post_movement(connection, less)
    if row["closing"]:
        opened = {"status": row["status_before"], "closed_on": None, "closing_reason": ""}
        connection.execute(update(accounts).where(accounts.c.number == number).values(opened))
