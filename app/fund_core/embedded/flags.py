"""Freezing (冻结) by a court and restriction after fraud (条例 2026 art. 41: 限制提取、贷款)."""

from datetime import date

from sqlalchemy import Connection, update

from app.fund_core.embedded.ledger import locked_account
from app.fund_core.embedded.tables import accounts
from app.fund_core.errors import CoreRefused

FROZEN = "06"
CLOSED = ("03", "04", "05")


def freeze(connection: Connection, number: str) -> None:
    """Set the status to 06, remembering what it was. CoreRefused: unknown_account, account_closed, account_frozen."""
    account = locked_account(connection, number)
    refuse_closed(account["status"])
    if account["status"] == FROZEN:
        raise CoreRefused("account_frozen")
    _set(connection, number, status=FROZEN, status_before=account["status"])


def unfreeze(connection: Connection, number: str) -> None:
    """Give the status back that stood before freezing. CoreRefused: unknown_account, account_not_frozen."""
    account = locked_account(connection, number)
    if account["status"] != FROZEN:
        raise CoreRefused("account_not_frozen")
    _set(connection, number, status=account["status_before"], status_before="")


def restrict(connection: Connection, number: str, until: date | None) -> None:
    """Bar withdrawals up to and including `until`; None lifts it. CoreRefused("unknown_account")."""
    locked_account(connection, number)
    _set(connection, number, restricted_until=until)


def refuse_closed(status: str) -> None:
    """CoreRefused("account_closed") for a status that ends an account."""
    if status in CLOSED:
        raise CoreRefused("account_closed")


def _set(connection: Connection, number: str, **values: object) -> None:
    connection.execute(update(accounts).where(accounts.c.number == number).values(values))
