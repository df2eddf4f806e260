"""Changing what the centre knows of a person (信息变更, rules 4.8)."""

from sqlalchemy import Connection, update

from app.fund_core.embedded.flags import refuse_closed
from app.fund_core.embedded.ledger import locked_account
from app.fund_core.embedded.tables import accounts, persons
from app.fund_core.errors import CoreRefused


def change_phone(connection: Connection, id_number: str, phone: str) -> None:
    """Replace the phone of record. CoreRefused("unknown_person")."""
    changed = connection.execute(update(persons).where(persons.c.id_number == id_number).values(phone=phone))
    if changed.rowcount == 0:
        raise CoreRefused("unknown_person")


def change_card(connection: Connection, account_number: str, card_number: str, card_bank: str) -> None:
    """Replace the card withdrawals go to. CoreRefused: unknown_account, account_closed."""
    refuse_closed(locked_account(connection, account_number)["status"])
    card = {"card_number": card_number, "card_bank": card_bank}
    connection.execute(update(accounts).where(accounts.c.number == account_number).values(card))
