"""Reading accounts, their detail, and what closing them pays."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from app.domain.money import ZERO, from_fen
from app.fund_core.embedded.accrual import accrued, accrued_by_number, interest_of
from app.fund_core.embedded.orders import open_among
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.states import CLOSED, refuse_closed
from app.fund_core.embedded.tables import accounts, movements, persons, registrations, units
from app.fund_core.errors import CoreRefused
from app.fund_core.records import ClosingQuote, InterestRow, Movement, PersonAccount

_PLAIN = (
    "number",
    "person_name",
    "unit_name",
    "unit_number",
    "status",
    "opened_on",
    "paid_until",
    "card_bank",
    "restricted_until",
    "sealed_on",
    "closed_on",
)


def all_accounts() -> Select[Any]:
    """Accounts with what a PersonAccount tells of their person and unit."""
    names = persons.c.name.label("person_name"), persons.c.phone_sealed, persons.c.id_sealed
    return (
        select(accounts, *names, registrations.c.name.label("unit_name"))
        .join(persons, persons.c.id == accounts.c.person_id)
        .join(units, units.c.number == accounts.c.unit_number)
        .join(registrations, registrations.c.credit_code == units.c.credit_code)
    )


class AccountReader:
    """Makes PersonAccounts of rows, as of one instant; as many queries for a page of them as for one."""

    def __init__(self, connection: Connection, sealing: Sealing, now: datetime, today: date, day_base: int) -> None:
        self._connection = connection
        self._sealing = sealing
        self._now = now
        self._today = today
        self._day_base = day_base

    def read(self, wanted: Select[Any]) -> tuple[PersonAccount, ...]:
        """The accounts of a select made with `all_accounts`."""
        rows = self._connection.execute(wanted).mappings().all()
        going = open_among(self._connection, [row["number"] for row in rows])
        alive = [row for row in rows if row["status"] not in CLOSED]
        workings = accrued_by_number(self._connection, alive, self._today, self._day_base)
        earned = {number: interest_of(working) for number, working in workings.items()}
        return tuple(self._account(row, row["number"] in going, earned.get(row["number"], ZERO)) for row in rows)

    def _account(self, row: RowMapping, open_order: bool, interest: Decimal) -> PersonAccount:  # noqa: FBT001 - a fact of the row
        money: dict[str, Any] = {name: from_fen(row[name]) for name in ("balance", "base", "monthly_unit")}
        return PersonAccount(
            **{name: row[name] for name in _PLAIN},
            **money,
            id_number=self._sealing.open(persons.c.id_sealed, row["id_sealed"]),
            monthly_person=from_fen(row["monthly_person"]),
            unit_ratio=Decimal(row["unit_ratio"]),
            person_ratio=Decimal(row["person_ratio"]),
            carried_balance=from_fen(row["carried"]),
            this_year_balance=from_fen(row["balance"] - row["carried"]),
            card_number=self._sealing.open(accounts.c.card_sealed, row["card_sealed"]),
            phone=self._sealing.open(persons.c.phone_sealed, row["phone_sealed"]),
            data_time=self._now,
            open_order=open_order,
            interest=interest,
        )


def records(connection: Connection, account_number: str, since: date, until: date) -> tuple[Movement, ...]:
    """Movements booked from `since` to `until`, both included. CoreRefused("unknown_account")."""
    one_account(connection, account_number)
    wanted = movements.c.account_number == account_number, movements.c.booked_on.between(since, until)
    rows = connection.execute(select(movements).where(*wanted).order_by(movements.c.sequence)).mappings()
    return tuple(_movement(row) for row in rows)


def one_account(connection: Connection, number: str) -> RowMapping:
    """The account's row. CoreRefused("unknown_account")."""
    row = connection.execute(select(accounts).where(accounts.c.number == number)).mappings().one_or_none()
    if row is None:
        raise CoreRefused("unknown_account")
    return row


def quote_closing(connection: Connection, number: str, today: date, day_base: int) -> ClosingQuote:
    """What closing pays today. CoreRefused: unknown_account, account_closed."""
    account = one_account(connection, number)
    refuse_closed(account["status"])
    working = accrued(connection, account, today, day_base)
    parts = [part for year in working.settlements for part in year.parts] + list(working.parts)
    rows = tuple(
        InterestRow(row.start, row.end, row.balance, row.days, row.rate_pct, row.products, row.interest)
        for part in parts
        for row in part.rows
    )
    balance, interest = from_fen(account["balance"]), interest_of(working)
    return ClosingQuote(number, today, balance, interest, balance + interest, day_base, rows)


def _movement(row: RowMapping) -> Movement:
    money: dict[str, Any] = {name: from_fen(row[name]) for name in ("amount", "unit_part", "person_part", "balance")}
    plain = {name: row[name] for name in ("sequence", "booked_on", "kind", "month", "summary")}
    return Movement(**plain | money, reversal=row["reverses"] is not None)
