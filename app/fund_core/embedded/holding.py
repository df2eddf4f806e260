"""A unit's own accounts, held together until the transaction ends."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping

from app.fund_core.embedded.ledger import lock_accounts
from app.fund_core.embedded.units import one_unit
from app.fund_core.errors import CoreRefused


def own_accounts(
    connection: Connection,
    unit_number: str,
    numbers: Sequence[str],
    statuses: Sequence[str],
    otherwise: str = "account_not_normal",
) -> dict[str, RowMapping]:
    """The accounts with these numbers.

    CoreRefused: unknown_unit, invalid_input (none, or one twice), unknown_account (or another unit's), `otherwise` for
    one in another state.
    """
    one_unit(connection, unit_number)
    if not numbers or len(set(numbers)) != len(numbers):
        raise CoreRefused("invalid_input")
    found = {row["number"]: row for row in lock_accounts(connection, sorted(numbers))}
    if any(number not in found or found[number]["unit_number"] != unit_number for number in numbers):
        raise CoreRefused("unknown_account")
    if any(row["status"] not in statuses for row in found.values()):
        raise CoreRefused(otherwise)
    return found
