"""Persons: reading them, and changing what the centre knows of them (信息变更, rules 4.8)."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.tables import persons
from app.fund_core.errors import CoreRefused
from app.fund_core.records import Person, PersonDetails

_PLAIN = ("marital_status", "postcode", "education", "occupation", "job_title")


def person(connection: Connection, sealing: Sealing, id_number: str) -> Person | None:
    """The person with this ID number, or None."""
    row = _find(connection, sealing, id_number)
    return None if row is None else _person(connection, sealing, row)


def person_id(connection: Connection, sealing: Sealing, id_number: str) -> int | None:
    """What the person's rows refer to, or None."""
    row = _find(connection, sealing, id_number)
    return None if row is None else int(row["id"])


def change_phone(connection: Connection, sealing: Sealing, id_number: str, phone: str, now: datetime) -> None:
    """Replace the phone of record. CoreRefused("unknown_person")."""
    changed = {"phone_sealed": sealing.seal(persons.c.phone_sealed, phone), "contact_changed_at": now.isoformat()}
    _change(connection, sealing, id_number, changed)


def change_details(connection: Connection, sealing: Sealing, id_number: str, details: PersonDetails) -> None:
    """Replace what may be changed online. CoreRefused("unknown_person")."""
    _change(connection, sealing, id_number, details_columns(sealing, details))


def details_columns(sealing: Sealing, details: PersonDetails) -> dict[str, Any]:
    """The columns of a person that hold these details."""
    secret = {
        "home_sealed": sealing.seal(persons.c.home_sealed, details.home_address),
        "email_sealed": sealing.seal(persons.c.email_sealed, details.email),
        "income_sealed": sealing.seal(persons.c.income_sealed, str(details.monthly_income)),
    }
    return {name: getattr(details, name) for name in _PLAIN} | secret


def note_contact_change(connection: Connection, own_id: int, now: datetime) -> None:
    """Remember when the phone or a card changed: money goes out only after the cool-down."""
    connection.execute(update(persons).where(persons.c.id == own_id).values(contact_changed_at=now.isoformat()))


def _find(connection: Connection, sealing: Sealing, id_number: str) -> RowMapping | None:
    indexes = sealing.indexes(persons.c.id_index, id_number)
    return connection.execute(select(persons).where(persons.c.id_index.in_(indexes))).mappings().first()


def _change(connection: Connection, sealing: Sealing, id_number: str, values: dict[str, Any]) -> None:
    own = persons.c.id_index.in_(sealing.indexes(persons.c.id_index, id_number))
    if connection.execute(update(persons).where(own).values(values)).rowcount == 0:
        raise CoreRefused("unknown_person")


def _person(connection: Connection, sealing: Sealing, row: RowMapping) -> Person:
    changed = row["contact_changed_at"]
    spouse_name, spouse_id_number = _spouse(connection, sealing, row["spouse_id"])
    return Person(
        id_number=sealing.open(persons.c.id_sealed, row["id_sealed"]),
        name=row["name"],
        phone=sealing.open(persons.c.phone_sealed, row["phone_sealed"]),
        id_kind=row["id_kind"],
        details=_details(sealing, row),
        spouse_name=spouse_name,
        spouse_id_number=spouse_id_number,
        contact_changed_at=datetime.fromisoformat(changed) if changed else None,
    )


def _details(sealing: Sealing, row: RowMapping) -> PersonDetails:
    plain: dict[str, Any] = {name: row[name] for name in _PLAIN}
    return PersonDetails(
        **plain,
        home_address=sealing.open(persons.c.home_sealed, row["home_sealed"]),
        email=sealing.open(persons.c.email_sealed, row["email_sealed"]),
        monthly_income=Decimal(sealing.open(persons.c.income_sealed, row["income_sealed"]) or "0.00"),
    )


def _spouse(connection: Connection, sealing: Sealing, spouse_id: int | None) -> tuple[str, str]:
    if spouse_id is None:
        return "", ""
    row = connection.execute(select(persons).where(persons.c.id == spouse_id)).mappings().one()
    return row["name"], sealing.open(persons.c.id_sealed, row["id_sealed"])
