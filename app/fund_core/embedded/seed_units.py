"""The demo centre's units: three that are open, two that are registered and may open themselves (rules 4.15)."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, insert

from app.domain.credit_code import credit_code_check
from app.fund_core.embedded import demo, passwords
from app.fund_core.embedded.rows import registration_row, unit_row
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.tables import registrations, units

FOUNDED, OPENED, RATIO = date(2001, 9, 1), date(2001, 9, 20), "8"
BANK = "演示银行运城分行"


def seed_units(connection: Connection, sealing: Sealing, number: int) -> None:
    """All units of the demo centre with this seed number."""
    names = demo.UNITS + demo.REGISTERED
    password = passwords.hashed(demo.PASSWORD)  # slow on purpose: once for all
    rows = [_registration(number, at, name, password) for at, name in enumerate(names)]
    connection.execute(insert(registrations), rows)
    connection.execute(insert(units), [_unit(sealing, number, at, name) for at, name in enumerate(demo.UNITS)])


def unit_number(number: int, at: int) -> str:
    """The unit that the demo person at this place works for."""
    return f"1408{number % 1000:03}{at % len(demo.UNITS):03}"


def credit_code(number: int, at: int) -> str:
    """A 统一社会信用代码 of 盐湖区 that passes its check."""
    first17 = f"91140802MA{number % 1000:03}{at:04}"
    return first17 + credit_code_check(first17)


def demo_registrations(number: int = 1) -> tuple[tuple[str, str], ...]:
    """Code and name of the units that are registered and not yet open; all have the password demo.PASSWORD."""
    later = enumerate(demo.REGISTERED, len(demo.UNITS))
    return tuple((credit_code(number, at), name) for at, name in later)


def demo_units(number: int = 1) -> tuple[tuple[str, str, str], ...]:
    """Code, name and the agent's phone of the units that are open."""
    return tuple((credit_code(number, at), name, demo.agent_phone(number, at)) for at, name in enumerate(demo.UNITS))


def _registration(number: int, at: int, name: str, password: str) -> dict[str, Any]:
    address = f"运城市盐湖区演示路{at + 8}号院"
    founded = FOUNDED if at < len(demo.UNITS) else date(2026, 6, 25)
    return registration_row(
        credit_code(number, at), name, founded, legal_person="卫红", district=demo.AREA, address=address,
        password_hash=password,
    )  # fmt: skip


def _unit(sealing: Sealing, number: int, at: int, name: str) -> dict[str, Any]:
    row = unit_row(unit_number(number, at), credit_code(number, at), name, OPENED, RATIO)
    phone = sealing.seal(units.c.agent_phone_sealed, demo.agent_phone(number, at))
    more = {"address": f"运城市盐湖区演示路{at + 8}号院", "agent_name": "卫东", "agent_phone_sealed": phone}
    return row | more | {"first_month": "2001-10", "bank_name": BANK, "web_hall": True}
