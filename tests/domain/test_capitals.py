"""Amounts in capitals, read back to the number they came from."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.capitals import rmb_capitals
from app.domain.errors import DomainError
from app.domain.money import from_fen

DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(text: str) -> int:
    """The fen that a text in capitals names."""
    yuan, _, rest = text.rpartition("元")
    fen = 0
    for place, value in (("角", 10), ("分", 1)):
        before, found, after = rest.partition(place)
        fen += DIGITS[before[-1]] * value if found else 0
        rest = after if found else rest
    return read_yuan(yuan) * 100 + fen


def read_yuan(text: str) -> int:
    for name, size in (("亿", 10**8), ("万", 10**4)):
        left, found, right = text.rpartition(name)
        if found:
            return read_yuan(left) * size + read_yuan(right)
    total = digit = 0
    for character in text:
        if character in PLACES:
            total, digit = total + digit * PLACES[character], 0
        else:
            digit = DIGITS[character]
    return total + digit


@given(st.integers(0, 10**14 - 1))
def test_capitals_read_back(fen: int) -> None:
    text = rmb_capitals(from_fen(fen))
    assert read_back(text) == fen
    assert "零零" not in text
    assert text.endswith(("整", "分"))


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("100000000", "壹亿元整"),
        ("100010000", "壹亿零壹万元整"),
        ("100000001", "壹亿零壹元整"),
        ("120000", "壹拾贰万元整"),
    ],
)
def test_written_out(amount: str, text: str) -> None:
    assert rmb_capitals(Decimal(amount)) == text


@pytest.mark.parametrize("amount", ["-0.01", "0.001", "NaN"])
def test_impossible_amounts(amount: str) -> None:
    with pytest.raises(DomainError):
        rmb_capitals(Decimal(amount))


def test_the_largest_amount() -> None:
    assert rmb_capitals(Decimal("9999999999999999.99")).startswith("玖仟玖佰玖拾玖万亿")
