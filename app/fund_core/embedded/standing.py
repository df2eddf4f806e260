"""Monthly withdrawals (委托按月提取): the instalment of a loan (对冲还贷), or a fixed rent; rules 4.10 and 4.12."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, RowMapping, insert, select, update

from app.domain.calendar import DAY, add_months
from app.domain.money import ZERO, from_fen, to_fen
from app.fund_core.embedded.ledger import locked_account
from app.fund_core.embedded.plans import next_unpaid
from app.fund_core.embedded.states import CLOSED, refuse_flags
from app.fund_core.embedded.tables import accounts, loans, standing_orders
from app.fund_core.errors import CoreRefused
from app.fund_core.records import StandingOrder, StandingWish, Withdrawal

_PLAIN = ("number", "account_number", "reason", "loan_number", "since", "next_on", "ended_on")


def of_account(connection: Connection, account_number: str) -> tuple[StandingOrder, ...]:
    """The account's standing orders, ended ones too, the oldest first."""
    own = standing_orders.c.account_number == account_number
    wanted = select(standing_orders).where(own).order_by(standing_orders.c.since, standing_orders.c.number)
    rows = connection.execute(wanted).mappings()
    return tuple(StandingOrder(**{name: row[name] for name in _PLAIN}, amount=from_fen(row["amount"])) for row in rows)


def open_order(connection: Connection, number: str, wish: StandingWish, today: date) -> None:
    """Set one up: the first withdrawal is on the loan's next due date, or a month from today. CoreRefused: see port."""
    account = locked_account(connection, wish.account_number)
    refuse_flags(account, today)
    if not account["card_sealed"]:
        raise CoreRefused("no_card_on_record")
    first = _first_day(connection, wish, today)
    key = f"{wish.account_number}:{wish.reason}"
    if connection.scalar(select(standing_orders.c.number).where(standing_orders.c.open_key == key)) is not None:
        raise CoreRefused("standing_order_exists")
    named = {"number": number, "open_key": key, "since": today, "next_on": first, "amount": to_fen(wish.amount)}
    plain = {name: getattr(wish, name) for name in ("account_number", "reason", "loan_number")}
    connection.execute(insert(standing_orders).values(**named, **plain))


def end_order(connection: Connection, number: str, today: date) -> None:
    """End it. CoreRefused: unknown_standing_order, standing_order_ended."""
    row = connection.execute(select(standing_orders).where(standing_orders.c.number == number)).mappings().one_or_none()
    if row is None:
        raise CoreRefused("unknown_standing_order")
    if row["ended_on"] is not None:
        raise CoreRefused("standing_order_ended")
    _set(connection, number, open_key=None, next_on=None, ended_on=today)


def due(connection: Connection, today: date) -> list[str]:
    """The numbers of those whose day has come."""
    return list(connection.scalars(select(standing_orders.c.number).where(standing_orders.c.next_on <= today)))


def due_withdrawal(connection: Connection, number: str) -> tuple[str, Withdrawal] | None:
    """What is to be withdrawn now, with the key that makes it happen once; None for nothing."""
    row = _row(connection, number)
    amount = _amount(connection, row)
    balance = connection.scalar(select(accounts.c.balance).where(accounts.c.number == row["account_number"])) or 0
    affordable = min(amount, from_fen(balance))
    if affordable <= 0:
        return None
    wish = Withdrawal(row["account_number"], row["reason"], affordable, closing=False, loan_number=row["loan_number"])
    return f"{number}:{row['next_on']:%Y-%m}", wish


def advance(connection: Connection, number: str, today: date) -> bool:
    """On to the next month; the end, and False, when the account is closed or the loan has no further instalment."""
    row = _row(connection, number)
    following = _following(connection, row)
    account = locked_account(connection, row["account_number"])
    if following is None or account["status"] in CLOSED:
        end_order(connection, number, today)
        return False
    _set(connection, number, next_on=following)
    return True


def _row(connection: Connection, number: str) -> RowMapping:
    return connection.execute(select(standing_orders).where(standing_orders.c.number == number)).mappings().one()


def _amount(connection: Connection, row: RowMapping) -> Decimal:
    if not row["loan_number"]:
        return from_fen(row["amount"])
    instalment = next_unpaid(connection, row["loan_number"], row["next_on"])
    return ZERO if instalment is None else from_fen(instalment["principal"] + instalment["interest"])


def _following(connection: Connection, row: RowMapping) -> date | None:
    if not row["loan_number"]:
        months = (row["next_on"].year - row["since"].year) * 12 + row["next_on"].month - row["since"].month
        return add_months(row["since"], months + 1)
    instalment = next_unpaid(connection, row["loan_number"], row["next_on"] + DAY)
    return None if instalment is None else instalment["due_on"]


def _first_day(connection: Connection, wish: StandingWish, today: date) -> date:
    if not wish.loan_number:
        if wish.amount <= 0:
            raise CoreRefused("amount_not_positive")
        return add_months(today, 1)
    known = select(loans).join(accounts, accounts.c.person_id == loans.c.person_id)
    own = accounts.c.number == wish.account_number, loans.c.number == wish.loan_number
    loan = connection.execute(known.where(*own)).mappings().one_or_none()
    if loan is None:
        raise CoreRefused("unknown_loan")
    if loan["settled_on"] is not None:
        raise CoreRefused("loan_settled")
    coming = next_unpaid(connection, wish.loan_number, today)
    return coming["due_on"] if coming is not None else add_months(today, 1)


def _set(connection: Connection, number: str, **values: object) -> None:
    connection.execute(update(standing_orders).where(standing_orders.c.number == number).values(values))
