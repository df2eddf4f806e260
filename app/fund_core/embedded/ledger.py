"""The ledger (明细账): the only code that changes a balance, always together with the movement that explains it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from app.fund_core.embedded.tables import accounts, movements
from app.fund_core.embedded.words import SUMMARIES
from app.fund_core.errors import CoreRefused

SETTLEMENT = "09"


@dataclass(frozen=True)
class Posting:
    """A movement to be booked. Signed fen; a contribution also names the unit's and the person's part.

    `summary` is a key of SUMMARIES; `month` is 所属年月, YYYY-MM. A reversal (冲账) names the sequence it
    `reverses` and what is `carried` again.
    """

    account_number: str
    booked_on: date
    kind: str
    amount: int
    summary: str
    month: str = ""
    unit_part: int = 0
    person_part: int = 0
    reverses: int | None = None
    carried: int | None = None


def locked_account(connection: Connection, number: str) -> RowMapping:
    """The account's row, held by this transaction until it ends. CoreRefused("unknown_account").

    A write is what locks a row on PostgreSQL and the file on SQLite alike; it must come before any read of the balance.
    """
    touch = update(accounts).where(accounts.c.number == number).values(movements=accounts.c.movements)
    row = connection.execute(touch.returning(*accounts.c)).mappings().one_or_none()
    if row is None:
        raise CoreRefused("unknown_account")
    return row


def post_movement(connection: Connection, posting: Posting) -> tuple[int, int]:
    """Book one movement; return its sequence and the new balance in fen.

    CoreRefused: unknown_account, insufficient_balance.
    """
    return post_series(connection, posting.account_number, [posting])


def post_series(connection: Connection, number: str, postings: Sequence[Posting]) -> tuple[int, int]:
    """Book movements of one account in their order; return the last one's sequence and the new balance in fen.

    CoreRefused: unknown_account, insufficient_balance.
    """
    account, rows = dict(locked_account(connection, number)), []
    for posting in postings:
        balance, sequence = int(account["balance"]) + posting.amount, int(account["movements"]) + 1
        if balance < 0:
            raise CoreRefused("insufficient_balance")
        account |= {"carried": _carried(account, posting, balance), "balance": balance, "movements": sequence}
        rows.append(_row(posting, sequence, balance))
    connection.execute(insert(movements), rows)
    changed = {name: account[name] for name in ("balance", "movements", "carried")}
    connection.execute(update(accounts).where(accounts.c.number == number).values(changed))
    return int(account["movements"]), int(account["balance"])


def lock_accounts(connection: Connection, numbers: Sequence[str]) -> Sequence[RowMapping]:
    """The rows of some accounts, held by this transaction until it ends; see `locked_account`."""
    first = update(accounts).where(accounts.c.number == numbers[0]).values(movements=accounts.c.movements)
    connection.execute(first)
    wanted = select(accounts).where(accounts.c.number.in_(numbers)).order_by(accounts.c.number).with_for_update()
    return connection.execute(wanted).mappings().all()


def post_many(connection: Connection, booked: Sequence[tuple[RowMapping, Posting]]) -> None:
    """Book movements in some accounts that this transaction holds, each account's in their order; none may overdraw."""
    rows, changes = [], dict[str, dict[str, Any]]()
    for row, posting in booked:
        account = changes.get(row["number"], row)
        balance, sequence = account["balance"] + posting.amount, account["movements"] + 1
        rows.append(_row(posting, sequence, balance))
        changed = {"balance": balance, "movements": sequence, "carried": _carried(account, posting, balance)}
        changes[row["number"]] = {"own_number": row["number"], **changed}
    if booked:
        connection.execute(insert(movements), rows)
        changed_rows = list(changes.values())
        connection.execute(update(accounts).where(accounts.c.number == bindparam("own_number")), changed_rows)


def _carried(account: Mapping[Any, Any], posting: Posting, balance: int) -> int:
    """上年结转: all of the balance after the settlement; a payment out is taken from it first (rules 2.2, 2.4)."""
    if posting.carried is not None:
        return posting.carried
    if posting.kind == SETTLEMENT:
        return balance
    return max(0, int(account["carried"]) + min(0, posting.amount))


def _row(posting: Posting, sequence: int, balance: int) -> dict[str, Any]:
    return {
        "account_number": posting.account_number,
        "sequence": sequence,
        "booked_on": posting.booked_on,
        "kind": posting.kind,
        "unit_part": posting.unit_part,
        "person_part": posting.person_part,
        "amount": posting.amount,
        "balance": balance,
        "month": posting.month,
        "summary": SUMMARIES[posting.summary],
        "reverses": posting.reverses,
    }
