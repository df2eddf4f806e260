"""Transfers into this centre (异地转移接续转入, rules 4.9): the letter, its steps, and the credit at the end."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from app.domain.errors import Refusal
from app.domain.money import from_fen, to_fen
from app.domain.transfer import TransferState, cancel_transfer, is_final, letter_number, transfer_amount
from app.fund_core.embedded import other_centre
from app.fund_core.embedded.counters import next_number
from app.fund_core.embedded.ledger import Posting, locked_account, post_movement
from app.fund_core.embedded.orders import settle
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.states import CLOSED, NORMAL
from app.fund_core.embedded.tables import accounts, persons, transfer_steps, transfers
from app.fund_core.errors import CoreRefused
from app.fund_core.records import Transfer, TransferStep, TransferWish

TRANSFERRED_IN = "08"
DWELL = timedelta(seconds=30)  # how long the demo's other centre takes for a step
_PLAIN = ("letter_number", "account_number", "opened_on", "state", "reason")


def transfers_of(connection: Connection, sealing: Sealing, id_number: str) -> tuple[Transfer, ...]:
    """The person's transfers, the oldest first."""
    wanted = (
        select(transfers)
        .join(accounts, accounts.c.number == transfers.c.account_number)
        .join(persons, persons.c.id == accounts.c.person_id)
        .where(persons.c.id_index.in_(sealing.indexes(persons.c.id_index, id_number)))
        .order_by(transfers.c.opened_on, transfers.c.letter_number)
    )
    rows = connection.execute(wanted).mappings().all()
    return tuple(_transfer(connection, sealing, row) for row in rows)


def open_transfer(
    connection: Connection,
    sealing: Sealing,
    order_number: str,
    wish: TransferWish,
    now: datetime,
    *,
    today: date,
    centre_code: str,
) -> str:
    """Write the letter and return its number. CoreRefused as the port says."""
    account = locked_account(connection, wish.account_number)
    if account["status"] != NORMAL:
        raise CoreRefused("account_not_normal")
    if wish.from_centre_code == centre_code:
        raise CoreRefused("own_centre")
    already = select(transfers.c.letter_number).where(transfers.c.open_account == wish.account_number)
    if connection.scalar(already) is not None:
        raise CoreRefused("open_transfer")
    number = letter_number(centre_code, today, next_number(connection, f"letter:{today:%y%m%d}"))
    row = _columns(sealing, wish) | {"letter_number": number, "order_number": order_number, "opened_on": today}
    state = TransferState.LETTER_REVIEWED
    connection.execute(insert(transfers).values(row | {"state": state.value, "moved_at": now.isoformat()}))
    _step(connection, number, state, today)
    return number


def cancel(connection: Connection, number: str, now: datetime, today: date) -> None:
    """The person's cancelling. CoreRefused: unknown_transfer, transfer_not_cancellable."""
    row = _locked(connection, number)
    if row is None:
        raise CoreRefused("unknown_transfer")
    try:
        state = cancel_transfer(TransferState(row["state"]))
    except Refusal as refused:
        raise CoreRefused(refused.code) from None
    _move(connection, row, state, now, today=today, reason="cancelled")


def waiting(connection: Connection, now: datetime) -> list[str]:
    """The open transfers that are due for their next step."""
    rows = connection.execute(select(transfers).where(transfers.c.open_account > "")).mappings()
    return [row["letter_number"] for row in rows if datetime.fromisoformat(row["moved_at"]) + DWELL <= now]


def advance(connection: Connection, sealing: Sealing, number: str, now: datetime, today: date) -> bool:
    """One step of the other centre's, if there is one; the last one credits the account."""
    row = _locked(connection, number)
    if row is None or is_final(TransferState(row["state"])):
        return False
    old = sealing.open(transfers.c.old_account_sealed, row["old_account_sealed"])
    state, reason = other_centre.answer(TransferState(row["state"]), old)
    told: dict[str, int] = {}
    if state is TransferState.ACCOUNT_REVIEWED:
        there = other_centre.old_account(old)
        told = {"principal": to_fen(there.principal), "interest": to_fen(there.interest)}
    if state is TransferState.DONE and locked_account(connection, row["account_number"])["status"] in CLOSED:
        state, reason = TransferState.FAILED, "account_closed"
    _move(connection, row, state, now, today=today, reason=reason, **told)
    return True


def _move(
    connection: Connection,
    row: RowMapping,
    state: TransferState,
    now: datetime,
    *,
    today: date,
    reason: str,
    **told: int,
) -> None:
    number = row["letter_number"]
    changed: dict[str, Any] = {"state": state.value, "moved_at": now.isoformat(), "reason": reason}
    if is_final(state):
        changed |= {"open_account": None}
        _end(connection, row, state, today, reason)
    connection.execute(update(transfers).where(transfers.c.letter_number == number).values(changed | told))
    _step(connection, number, state, today)


def _end(connection: Connection, row: RowMapping, state: TransferState, today: date, reason: str) -> None:
    """Credit what arrived, and settle the order."""
    if state is not TransferState.DONE:
        settle(connection, row["order_number"], today, reason)
        return
    total = row["principal"] + row["interest"]
    post_movement(connection, Posting(row["account_number"], today, TRANSFERRED_IN, total, "transfer_in"))
    settle(connection, row["order_number"], today, "", amount=row["principal"], interest=row["interest"], total=total)


def _locked(connection: Connection, number: str) -> RowMapping | None:
    touch = update(transfers).where(transfers.c.letter_number == number).values(state=transfers.c.state)
    return connection.execute(touch.returning(*transfers.c)).mappings().one_or_none()


def _step(connection: Connection, number: str, state: TransferState, today: date) -> None:
    own = transfer_steps.c.letter_number == number
    last = connection.scalar(select(func.max(transfer_steps.c.sequence)).where(own)) or 0
    row = {"letter_number": number, "sequence": last + 1, "state": state.value, "reached_on": today}
    connection.execute(insert(transfer_steps).values(row))


def _columns(sealing: Sealing, wish: TransferWish) -> dict[str, Any]:
    return {
        "account_number": wish.account_number,
        "open_account": wish.account_number,
        "centre_code": wish.from_centre_code,
        "centre_name": wish.from_centre_name,
        "unit_name": wish.from_unit_name,
        "old_account_sealed": sealing.seal(transfers.c.old_account_sealed, wish.from_account_number),
        "phone_sealed": sealing.seal(transfers.c.phone_sealed, wish.phone),
    }


def _transfer(connection: Connection, sealing: Sealing, row: RowMapping) -> Transfer:
    own = transfer_steps.c.letter_number == row["letter_number"]
    steps = connection.execute(select(transfer_steps).where(own).order_by(transfer_steps.c.sequence)).mappings()
    principal, interest = from_fen(row["principal"]), from_fen(row["interest"])
    return Transfer(
        **{name: row[name] for name in _PLAIN},
        from_centre_code=row["centre_code"],
        from_centre_name=row["centre_name"],
        from_unit_name=row["unit_name"],
        from_account_number=sealing.open(transfers.c.old_account_sealed, row["old_account_sealed"]),
        steps=tuple(TransferStep(step["state"], step["reached_on"]) for step in steps),
        principal=principal,
        interest=interest,
        amount=transfer_amount(principal, interest),
    )
