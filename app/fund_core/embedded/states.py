"""What may be set on an account: frozen (冻结) by a court, restricted after fraud (条例 2026 art. 41), its card."""

from datetime import date

from sqlalchemy import Connection, RowMapping, update

from app.fund_core.embedded.ledger import locked_account
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.tables import accounts
from app.fund_core.errors import CoreRefused

NORMAL, SEALED, FROZEN = "01", "02", "06"
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


def refuse_flags(account: RowMapping, today: date) -> None:
    """What forbids money to leave an account. CoreRefused: account_closed, account_frozen, account_restricted."""
    refuse_closed(account["status"])
    if account["status"] == FROZEN:
        raise CoreRefused("account_frozen")
    if account["restricted_until"] is not None and today <= account["restricted_until"]:
        raise CoreRefused("account_restricted")


def refuse_closed(status: str) -> None:
    """CoreRefused("account_closed") for a status that ends an account."""
    if status in CLOSED:
        raise CoreRefused("account_closed")


def _set(connection: Connection, number: str, **values: object) -> None:
    connection.execute(update(accounts).where(accounts.c.number == number).values(values))


def change_card(connection: Connection, sealing: Sealing, number: str, card_number: str, card_bank: str) -> RowMapping:
    """Replace the card withdrawals go to; the account as it was. CoreRefused: unknown_account, account_closed."""
    account = locked_account(connection, number)
    refuse_closed(account["status"])
    _set(connection, number, card_sealed=sealing.seal(accounts.c.card_sealed, card_number), card_bank=card_bank)
    return account
