"""Units: registered by the market registry, opened by themselves (单位自主开户, rules 4.15), changed online (4.16)."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from app.domain.credit_code import InvalidCreditCode, normalise_credit_code
from app.domain.policy import CentrePolicy
from app.domain.unit_opening import UnitOpening as Form
from app.domain.unit_opening import opening_faults
from app.fund_core.embedded import deferrals, passwords
from app.fund_core.embedded.counters import next_number
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.states import NORMAL
from app.fund_core.embedded.tables import accounts, registrations, units
from app.fund_core.errors import CoreRefused
from app.fund_core.records import Unit, UnitDetails, UnitOpening

_DETAILS = ("address", "agent_name", "pay_day", "affiliation", "postcode", "phone", "email", "industry")
_REGISTERED = ("name", "founded_on", "legal_person", "district")


def find_unit(connection: Connection, sealing: Sealing, credit_code: str, today: date) -> Unit | None:
    """The unit with this code, opened or only registered, or None."""
    registered = _registration(connection, credit_code)
    if registered is None:
        return None
    wanted = select(units).where(units.c.credit_code == registered["credit_code"])
    opened = connection.execute(wanted).mappings().one_or_none()
    return _registered(registered) if opened is None else _opened(connection, sealing, registered, opened, today)


def password_fits(connection: Connection, credit_code: str, password: str) -> bool:
    """Whether it is the password given at registration."""
    registered = _registration(connection, credit_code)
    return registered is not None and passwords.fits(password, registered["password_hash"])


def open_unit(connection: Connection, sealing: Sealing, opening: UnitOpening, today: date, policy: CentrePolicy) -> str:
    """Open the account and return its number; the number it has when it was opened before. CoreRefused: see port."""
    registered = _registration(connection, opening.credit_code)
    if registered is None:
        raise CoreRefused("unknown_unit")
    code = registered["credit_code"]
    lock = update(registrations).where(registrations.c.credit_code == code)
    connection.execute(lock.values(name=registrations.c.name))
    known = connection.scalar(select(units.c.number).where(units.c.credit_code == code))
    if known is not None:
        return str(known)
    for fault in opening_faults(_form(opening, registered, policy), today):
        raise CoreRefused(fault.code)
    number = f"14089{next_number(connection, 'unit'):06}"
    row = {"number": number, "credit_code": code, "name": registered["name"], "opened_on": today}
    connection.execute(insert(units).values(row | details_columns(sealing, opening.details) | _terms(opening)))
    return number


def change_unit(connection: Connection, sealing: Sealing, number: str, details: UnitDetails) -> None:
    """Replace what may be changed online. CoreRefused("unknown_unit")."""
    changed = update(units).where(units.c.number == number).values(details_columns(sealing, details))
    if connection.execute(changed).rowcount == 0:
        raise CoreRefused("unknown_unit")


def one_unit(connection: Connection, number: str) -> RowMapping:
    """The unit's row. CoreRefused("unknown_unit")."""
    row = connection.execute(select(units).where(units.c.number == number)).mappings().one_or_none()
    if row is None:
        raise CoreRefused("unknown_unit")
    return row


def details_columns(sealing: Sealing, details: UnitDetails) -> dict[str, Any]:
    """The columns of a unit that hold these details."""
    agent = {"agent_phone_sealed": sealing.seal(units.c.agent_phone_sealed, details.agent_phone)}
    return {name: getattr(details, name) for name in _DETAILS} | agent


def _registration(connection: Connection, credit_code: str) -> RowMapping | None:
    try:
        code = normalise_credit_code(credit_code)
    except InvalidCreditCode:
        return None
    wanted = select(registrations).where(registrations.c.credit_code == code)
    return connection.execute(wanted).mappings().one_or_none()


def _form(opening: UnitOpening, registered: RowMapping, policy: CentrePolicy) -> Form:
    details = opening.details
    return Form(
        credit_code=registered["credit_code"],
        name=registered["name"],
        address=details.address,
        founded=registered["founded_on"],
        agent_mobile=details.agent_phone,
        unit_pct=opening.unit_ratio,
        person_pct=opening.person_ratio,
        people=opening.people,
        wages=opening.wages,
        pay_day=details.pay_day,
        first_month=opening.first_month,
        floor=policy.base_floor or None,
        ceiling=policy.base_ceiling or None,
    )


def _terms(opening: UnitOpening) -> dict[str, Any]:
    ratios = {"unit_ratio": str(opening.unit_ratio), "person_ratio": str(opening.person_ratio)}
    return ratios | {name: getattr(opening, name) for name in ("first_month", "bank_name", "web_hall")}


def _registered(row: RowMapping) -> Unit:
    details = UnitDetails(row["address"], "", "", pay_day=0, affiliation="")
    return Unit(
        **{name: row[name] for name in _REGISTERED},
        credit_code=row["credit_code"], number="", state="registered", details=details, unit_ratio=Decimal(0),
        person_ratio=Decimal(0), first_month="", bank_name="", web_hall=False, opened_on=None, employees=0, status="",
    )  # fmt: skip


def _opened(connection: Connection, sealing: Sealing, registered: RowMapping, row: RowMapping, today: date) -> Unit:
    agent_phone = sealing.open(units.c.agent_phone_sealed, row["agent_phone_sealed"])
    plain = ("credit_code", "number", "first_month", "bank_name", "web_hall", "opened_on")
    paying = accounts.c.unit_number == row["number"], accounts.c.status == NORMAL
    return Unit(
        **{name: registered[name] for name in _REGISTERED},
        **{name: row[name] for name in plain},
        state="open",
        details=UnitDetails(**{name: row[name] for name in _DETAILS}, agent_phone=agent_phone),
        unit_ratio=Decimal(row["unit_ratio"]),
        person_ratio=Decimal(row["person_ratio"]),
        employees=connection.scalar(select(func.count()).select_from(accounts).where(*paying)) or 0,
        status=deferrals.status_of(connection, row["number"], today),
        deferrals=deferrals.terms_of(connection, row["number"]),
    )
