"""The rows of new persons, units and accounts: for enrolling, and for every kind of seeding."""

from datetime import date
from typing import Any

from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.tables import accounts, persons


def person_row(sealing: Sealing, id_number: str, name: str, phone: str, *, id_kind: str = "01") -> dict[str, Any]:
    """A person. The id is the database's to give, unless the caller adds one of its own."""
    return {
        "id_index": sealing.index(persons.c.id_index, id_number),
        "id_sealed": sealing.seal(persons.c.id_sealed, id_number),
        "id_kind": id_kind,
        "name": name,
        "phone_sealed": sealing.seal(persons.c.phone_sealed, phone),
    }


def registration_row(credit_code: str, name: str, founded_on: date, **more: str) -> dict[str, Any]:
    """A unit as the market registry tells of it; `more`: legal_person, district, address, password_hash."""
    return {"credit_code": credit_code, "name": name, "founded_on": founded_on, **more}


def unit_row(number: str, credit_code: str, name: str, opened_on: date, ratio: str) -> dict[str, Any]:
    """An opened unit that pays the same ratio (percent) on both sides, on the tenth."""
    ratios = {"unit_ratio": ratio, "person_ratio": ratio, "pay_day": 10, "affiliation": "90"}
    return {"number": number, "credit_code": credit_code, "name": name, "opened_on": opened_on, **ratios}


def card_columns(sealing: Sealing, card_number: str, card_bank: str) -> dict[str, str]:
    """The card an account's withdrawals go to."""
    return {"card_sealed": sealing.seal(accounts.c.card_sealed, card_number), "card_bank": card_bank}
