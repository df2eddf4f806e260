"""Credit codes, bank cards and homes' papers: what is accepted, what is refused, and that check digits round-trip."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.bank_card import (
    InvalidBankCard,
    luhn_digit,
    normalise_bank_account,
    normalise_bank_card,
    passes_luhn,
)
from app.domain.credit_code import (
    ALPHABET,
    InvalidCreditCode,
    credit_code_check,
    inner_code_fits,
    normalise_credit_code,
    organisation_code_check,
)
from app.domain.property_certificate import (
    InvalidPropertyNumber,
    normalise_certificate,
    normalise_contract,
    normalise_old_certificate,
)

CODES = st.text(ALPHABET, min_size=17, max_size=17)


@given(CODES)
def test_credit_code_round_trips(first17: str) -> None:
    code = first17 + credit_code_check(first17)
    assert normalise_credit_code(f" {code.lower()} ") == code


@given(CODES, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_of_a_credit_code_is_refused(first17: str, place: int, other: str) -> None:
    code = first17[:place] + other + first17[place + 1 :] + credit_code_check(first17)
    if other == first17[place]:
        return
    with pytest.raises(InvalidCreditCode, match="check_digit"):
        normalise_credit_code(code)


def test_credit_code_checks_its_inputs() -> None:
    with pytest.raises(InvalidCreditCode, match="length"):
        credit_code_check("9114")
    with pytest.raises(InvalidCreditCode):
        organisation_code_check("ma0")
    assert inner_code_fits("91140802MA0ABCD1XE")
    assert not inner_code_fits("91350100M000100Y53")


@given(st.text("0123456789", min_size=15, max_size=18))
def test_luhn_round_trips(digits: str) -> None:
    number = digits + luhn_digit(digits)
    assert passes_luhn(number)
    assert normalise_bank_card(f"{number[:4]} {number[4:8]}-{number[8:]}") == number


@pytest.mark.parametrize(("text", "code"), [("62170005400000", "format"), ("6217000540000000018", "check_digit")])
def test_no_bank_card(text: str, code: str) -> None:
    with pytest.raises(InvalidBankCard) as refused:
        normalise_bank_card(text)
    assert refused.value.code == code


def test_an_account_number_without_luhn_only_warns() -> None:
    assert normalise_bank_account("6210 0000 0000 0000 000") == ("6210000000000000000", False)
    with pytest.raises(InvalidBankCard):
        normalise_bank_account("12")


@pytest.mark.parametrize(
    ("normalise", "text", "number"),
    [
        (normalise_certificate, "晋(2017)太原市不动产权第0018158号", "晋（2017）太原市不动产权第0018158号"),
        (normalise_old_certificate, "运房权证 盐湖区字第000001号", "运房权证盐湖区字第000001号"),
        (normalise_contract, "yc2026-000123", "YC2026-000123"),
    ],
)
def test_papers_of_homes(normalise: Callable[[str], str], text: str, number: str) -> None:
    assert normalise(text) == number


@pytest.mark.parametrize(
    ("normalise", "text"),
    [
        (normalise_certificate, "晋（2021）运城市不动产权第00000001号"),
        (normalise_old_certificate, "   "),
        (normalise_old_certificate, "x" * 61),
        (normalise_contract, "abc"),
        (normalise_contract, "合同0001"),
    ],
)
def test_no_papers_of_homes(normalise: Callable[[str], str], text: str) -> None:
    with pytest.raises(InvalidPropertyNumber):
        normalise(text)
