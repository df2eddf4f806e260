"""Reading persons, accounts and their detail."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from app.domain.money import from_fen
from app.fund_core.embedded.tables import accounts, movements, persons, units
from app.fund_core.errors import CoreRefused
from app.fund_core.records import Movement, Person, PersonAccount

_ACCOUNTS = (
    select(accounts, persons.c.name.label("person_name"), persons.c.phone, units.c.name.label("unit_name"))
    .join(persons, persons.c.id_number == accounts.c.id_number)
    .join(units, units.c.number == accounts.c.unit_number)
    .order_by(accounts.c.opened_on, accounts.c.number)
)
_PLAIN = (
    "number",
    "person_name",
    "id_number",
    "unit_name",
    "unit_number",
    "status",
    "opened_on",
    "paid_until",
    "card_number",
    "card_bank",
    "phone",
    "restricted_until",
)


def person(connection: Connection, id_number: str) -> Person | None:
    """The person with this ID number, or None."""
    row = connection.execute(select(persons).where(persons.c.id_number == id_number)).mappings().one_or_none()
    return None if row is None else Person(**row)


def accounts_of(connection: Connection, id_number: str, data_time: datetime) -> tuple[PersonAccount, ...]:
    """The person's accounts, the oldest first."""
    rows = connection.execute(_ACCOUNTS.where(accounts.c.id_number == id_number)).mappings()
    return tuple(_account(row, data_time) for row in rows)


def records(connection: Connection, account_number: str, since: date, until: date) -> tuple[Movement, ...]:
    """Movements booked from `since` to `until`, both included. CoreRefused("unknown_account")."""
    if connection.scalar(select(accounts.c.number).where(accounts.c.number == account_number)) is None:
        raise CoreRefused("unknown_account")
    wanted = movements.c.account_number == account_number, movements.c.booked_on.between(since, until)
    rows = connection.execute(select(movements).where(*wanted).order_by(movements.c.sequence)).mappings()
    return tuple(_movement(row) for row in rows)


def _account(row: RowMapping, data_time: datetime) -> PersonAccount:
    return PersonAccount(
        **{name: row[name] for name in _PLAIN},
        balance=from_fen(row["balance"]),
        base=from_fen(row["base"]),
        unit_ratio=Decimal(row["unit_ratio"]),
        person_ratio=Decimal(row["person_ratio"]),
        monthly_unit=from_fen(row["monthly_unit"]),
        monthly_person=from_fen(row["monthly_person"]),
        carried_balance=from_fen(row["carried"]),
        this_year_balance=from_fen(row["balance"] - row["carried"]),
        data_time=data_time,
    )


def _movement(row: RowMapping) -> Movement:
    money: dict[str, Any] = {name: from_fen(row[name]) for name in ("amount", "unit_part", "person_part", "balance")}
    plain = {name: row[name] for name in ("sequence", "booked_on", "kind", "month", "summary")}
    return Movement(**plain | money)
