"""Cases about persons, units and their numbers: identifiers, masks and ages."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.bank_card import InvalidBankCard, normalise_bank_card, passes_luhn
from app.domain.credit_code import InvalidCreditCode, normalise_credit_code, organisation_code_check
from app.domain.identity import IdKind, IdNumber, InvalidIdNumber, Sex, check_digit, parse_id_number
from app.domain.masking import RULES, mask
from app.domain.mobile import is_mobile
from app.domain.property_certificate import InvalidPropertyNumber, normalise_certificate
from app.domain.retirement_age import Category, Retirement, has_retired, retirement
from tests.domain.kinds import Case, Check

AS_OF = date(2026, 11, 23)
CATEGORIES = {"男": Category.MALE, "女55": Category.FEMALE_55, "女50": Category.FEMALE_50}
SEXES = {Sex.MALE: "男", Sex.FEMALE: "女", None: None}
PAPERS = {
    IdKind.RESIDENT: "居民身份证",
    IdKind.HONG_KONG_RESIDENCE: "香港居民居住证",
    IdKind.MACAU_RESIDENCE: "澳门居民居住证",
    IdKind.TAIWAN_RESIDENCE: "台湾居民居住证",
    IdKind.FOREIGNER_2023: "外国人永久居留身份证(2023版)",
    IdKind.FOREIGNER_2017: "外国人永久居留身份证(2017版)",
}
STYLES = {
    "seed": "id_number_seed",
    "strong": "id_number",
    "bank": "card",
    "name": "name",
    "phone": "mobile",
    "mobile": "mobile",
}


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def check_retirement(case: Case) -> None:
    inputs = case["inputs"]
    found = retirement(CATEGORIES[inputs["category"]], date.fromisoformat(inputs["birth"]))
    assert told(found) == case["expected"]


def told(found: Retirement) -> dict[str, Any]:
    months = f"{found.age_months}个月" if found.age_months else ""
    return {
        "delay_months": found.delay_months,
        "age": f"{found.age_years}岁{months}",
        "date": iso(found.on),
        "month": f"{found.on:%Y-%m}",
        "earliest_elastic": iso(found.earliest),
        "latest_elastic": iso(found.latest),
        "min_contribution_years": f"{found.contribution_years.normalize():f}",
    }


def check_retirement_reached(case: Case) -> None:
    inputs, expected = case["inputs"], case["expected"]
    category, birth = CATEGORIES[inputs["category"]], date.fromisoformat(inputs["birth"])
    assert iso(retirement(category, birth).on) == expected["statutory_date"]
    assert has_retired(category, birth, date.fromisoformat(inputs["on"])) is expected["reached"]


def check_id_number(case: Case) -> None:
    text, expected = case["inputs"]["text"], case["expected"]
    if not expected["valid"]:
        with pytest.raises(InvalidIdNumber) as refused:
            parse_id_number(text, AS_OF)
        assert refused.value.code == expected["reason"]
        return
    found = parse_id_number(text, AS_OF)
    assert expected["reason"] == ("15->18" if found.was_short else "ok")
    assert id_info(found) == expected["info"]


def id_info(found: IdNumber) -> dict[str, Any]:
    paper, sex = PAPERS[found.kind], SEXES[found.sex]
    return {"type": paper, "birth": iso(found.birth), "sex": sex, "normalized": found.number}


def check_id_check_digit(case: Case) -> None:
    assert check_digit(case["inputs"]["first17"]) == case["expected"]["check"]


def check_id_structure(case: Case) -> None:
    number = case["inputs"]["text"]
    assert "9 + province(2)" in case["expected"]["pattern"]
    assert parse_id_number(number, AS_OF).kind is IdKind.FOREIGNER_2023


def check_mask(case: Case) -> None:
    inputs, expected = case["inputs"], case["expected"]
    style = inputs["style"].split()[0]
    masked = mask(inputs["text"], RULES[STYLES[style]])
    assert masked == expected["masked"]
    if "candidates_left" in expected:
        assert candidates_left(masked) == expected["candidates_left"]


def candidates_left(masked: str) -> int:
    """How many numbers a mask of month and day leaves: the days of the year whose check digit is the one shown."""
    first = date(int(masked[6:10]), 1, 1)
    days = [first + timedelta(days=n) for n in range((first.replace(year=first.year + 1) - first).days)]
    return sum(check_digit(f"{masked[:10]}{day:%m%d}{masked[-4:-1]}") == masked[-1] for day in days)


def check_credit_code(case: Case) -> None:
    text, expected = case["inputs"]["text"], case["expected"]
    if expected["valid"]:
        assert normalise_credit_code(text) == text.upper()
        return
    with pytest.raises(InvalidCreditCode) as refused:
        normalise_credit_code(text)
    reason = ":".join(filter(None, (refused.value.code, refused.value.characters)))
    assert reason == expected["reason"]


def check_org_code(case: Case) -> None:
    assert organisation_code_check(case["inputs"]["first8"]) == case["expected"]["check"]


def check_bank_card(case: Case) -> None:
    text, expected = case["inputs"]["text"], case["expected"]
    assert (len(text), passes_luhn(text)) == (expected["length"], expected["luhn"])
    assert accepts(normalise_bank_card, text, InvalidBankCard) is expected["acceptable"]


def accepts(normalise: Callable[[str], str], text: str, refusal: type[Exception]) -> bool:
    try:
        normalise(text)
    except refusal:
        return False
    return True


def check_mobile(case: Case) -> None:
    assert is_mobile(case["inputs"]["text"]) is case["expected"]["valid"]


def check_property_certificate(case: Case) -> None:
    text, expected = case["inputs"]["text"], case["expected"]
    if expected["valid"]:
        assert normalise_certificate(text) == expected["normalized"]
    else:
        assert not accepts(normalise_certificate, text, InvalidPropertyNumber)


KINDS: dict[str, Check] = {
    "retirement": check_retirement,
    "retirement_reached": check_retirement_reached,
    "id_number": check_id_number,
    "id_check_digit": check_id_check_digit,
    "id_structure": check_id_structure,
    "mask": check_mask,
    "credit_code": check_credit_code,
    "org_code_check": check_org_code,
    "bank_card": check_bank_card,
    "mobile": check_mobile,
    "property_certificate_no": check_property_certificate,
}
