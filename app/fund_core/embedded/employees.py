"""A unit's people: enrolling (增员), stopping (封存) and resuming (启封) contributions; rules 4.16."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from app.domain.contribution import Rounding, contribution
from app.domain.identity import normalise_id_number, same_name
from app.domain.mobile import normalise_mobile
from app.domain.money import to_fen
from app.domain.policy import CentrePolicy
from app.fund_core.embedded.accounts import all_accounts
from app.fund_core.embedded.counters import next_number
from app.fund_core.embedded.ledger import locked_account
from app.fund_core.embedded.people import person_id
from app.fund_core.embedded.rows import person_row
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.states import CLOSED, NORMAL, SEALED
from app.fund_core.embedded.tables import accounts, persons
from app.fund_core.embedded.units import one_unit
from app.fund_core.errors import CoreRefused
from app.fund_core.records import Enrolment

LIMITS = range(1, 501)
BY_ID_CARD = "01"


def employees(unit_number: str, name: str, after: str, limit: int) -> Select[Any]:
    """The unit's accounts that are not closed, by number. CoreRefused("invalid_input")."""
    if limit not in LIMITS:
        raise CoreRefused("invalid_input")
    own = accounts.c.unit_number == unit_number, accounts.c.status.not_in(CLOSED), accounts.c.number > after
    wanted = all_accounts().where(*own).order_by(accounts.c.number).limit(limit)
    return wanted.where(persons.c.name.contains(name, autoescape=True)) if name else wanted


def enrol(connection: Connection, sealing: Sealing, wanted: Enrolment, today: date, policy: CentrePolicy) -> str:
    """Open an account and return its number. CoreRefused as the port says."""
    unit = one_unit(connection, wanted.unit_number)
    terms = monthly(wanted.base, unit, policy)
    own_id = _person(connection, sealing, wanted)
    own = accounts.c.person_id == own_id, accounts.c.status.not_in(CLOSED)
    if connection.scalar(select(accounts.c.number).where(*own)) is not None:
        raise CoreRefused("already_enrolled")
    row = account_row(next_number(connection, "account"), own_id, unit, terms, today)
    connection.execute(insert(accounts).values(row))
    return str(row["number"])


def account_row(at: int, person: int, unit: Mapping[Any, Any], terms: Mapping[str, int], today: date) -> dict[str, Any]:
    """A new account, the `at`th of this core, with its unit's ratios and the month's `terms` in fen."""
    ratios = {name: unit[name] for name in ("unit_ratio", "person_ratio")}
    own = {"number": f"14080{at:08}", "person_id": person, "unit_number": unit["number"]}
    return {**own, "status": NORMAL, "opened_on": today, **ratios, **terms}


def seal(connection: Connection, number: str, today: date) -> None:
    """封存. CoreRefused: unknown_account, account_not_normal."""
    if locked_account(connection, number)["status"] != NORMAL:
        raise CoreRefused("account_not_normal")
    _set(connection, number, status=SEALED, sealed_on=today)


def unseal(connection: Connection, number: str, base: Decimal, policy: CentrePolicy) -> None:
    """启封. CoreRefused: unknown_account, account_not_sealed, base_out_of_range."""
    account = locked_account(connection, number)
    if account["status"] != SEALED:
        raise CoreRefused("account_not_sealed")
    terms = monthly(base, account, policy)
    _set(connection, number, status=NORMAL, sealed_on=None, **terms)


def _person(connection: Connection, sealing: Sealing, wanted: Enrolment) -> int:
    """The person's id, theirs or a new one. CoreRefused("name_differs")."""
    id_number = normalise_id_number(wanted.id_number) if wanted.id_kind == BY_ID_CARD else wanted.id_number
    known = person_id(connection, sealing, id_number)
    if known is None:
        row = person_row(sealing, id_number, wanted.name, normalise_mobile(wanted.phone), id_kind=wanted.id_kind)
        return int(connection.execute(insert(persons).values(row).returning(persons.c.id)).scalar_one())
    held = update(persons).where(persons.c.id == known).values(name=persons.c.name).returning(persons.c.name)
    if not same_name(connection.scalars(held).one(), wanted.name):  # held, so that nobody opens another account now
        raise CoreRefused("name_differs")
    return known


def monthly(base: Decimal, ratios: Mapping[Any, Any], policy: CentrePolicy) -> dict[str, int]:
    """Base and both sides' month in fen. CoreRefused("base_out_of_range")."""
    if base <= 0 or base < policy.base_floor or (policy.base_ceiling and base > policy.base_ceiling):
        raise CoreRefused("base_out_of_range")
    rounding = Rounding(policy.contribution_rounding)
    month = contribution(base, Decimal(ratios["unit_ratio"]), Decimal(ratios["person_ratio"]), rounding)
    return {"base": to_fen(base), "monthly_unit": to_fen(month.unit), "monthly_person": to_fen(month.person)}


def _set(connection: Connection, number: str, **values: object) -> None:
    connection.execute(update(accounts).where(accounts.c.number == number).values(values))
