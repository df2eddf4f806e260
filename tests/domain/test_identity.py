"""Numbers of identity papers and phones: what is accepted, what is refused, and that check digits round-trip."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identity import (
    IdKind,
    InvalidIdNumber,
    InvalidMobile,
    Sex,
    check_digit,
    foreigner_check_digit,
    normalise_document,
    normalise_id_number,
    normalise_mobile,
    parse_id_number,
)

AS_OF = date(2026, 11, 23)
BIRTHS = st.dates(date(1900, 1, 1), AS_OF)
SERIALS = st.integers(0, 999).map("{:03}".format)


@given(st.sampled_from(["142701", "140802", "810000", "820000", "830000", "914840"]), BIRTHS, SERIALS)
def test_check_digit_round_trips(area: str, birth: date, serial: str) -> None:
    first17 = f"{area}{birth:%Y%m%d}{serial}"
    found = parse_id_number(first17 + check_digit(first17), AS_OF)
    assert found.birth == birth
    assert found.sex is (Sex.MALE if int(serial) % 2 else Sex.FEMALE)


@given(BIRTHS, SERIALS, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_refused(birth: date, serial: str, place: int, step: int) -> None:
    first17 = f"142701{birth:%Y%m%d}{serial}"
    wrong = str((int(first17[place]) + step) % 10)
    with pytest.raises(InvalidIdNumber):
        parse_id_number(first17[:place] + wrong + first17[place + 1 :] + check_digit(first17), AS_OF)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("810000199408230021", IdKind.HONG_KONG_RESIDENCE),
        ("820000198801010014", IdKind.MACAU_RESIDENCE),
        ("830000199201300022", IdKind.TAIWAN_RESIDENCE),
        ("914840198001010016", IdKind.FOREIGNER_2023),
        ("142701199101010004", IdKind.RESIDENT),
    ],
)
def test_the_kind_is_seen_from_the_number(number: str, kind: IdKind) -> None:
    assert parse_id_number(number, AS_OF).kind is kind


@pytest.mark.parametrize("text", ["", "1", "1427011991010100", "1427011991010100041", "14270119910101000A", "x" * 18])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidIdNumber) as refused:
        normalise_id_number(text)
    assert refused.value.code == "format"


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_refused_by_name(text: str) -> None:
    try:
        number = normalise_id_number(text)
    except InvalidIdNumber:
        return
    assert normalise_id_number(number) == number


def test_full_width_digits_spaces_around_and_15_digits_become_one_spelling() -> None:
    assert normalise_id_number(" １１０１０５１９４９１２３１００２ｘ ") == "11010519491231002X"
    assert normalise_id_number("610104620927690") == "610104196209276908"


def test_the_number_is_not_in_the_repr() -> None:
    shown = repr(parse_id_number("142701199101010004", AS_OF))
    assert "1991" not in shown
    assert "resident" in shown


def test_check_digit_needs_17_digits() -> None:
    with pytest.raises(InvalidIdNumber):
        check_digit("1427011991010100")


@given(BIRTHS, st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3))
def test_the_foreigners_card_of_2017_round_trips(birth: date, country: str) -> None:
    first14 = f"{country}1408{birth:%y%m%d}1"
    found = parse_id_number(first14.lower() + foreigner_check_digit(first14), AS_OF)
    assert found.kind is IdKind.FOREIGNER_2017
    assert (found.birth.month, found.birth.day) == (birth.month, birth.day)
    assert found.birth <= AS_OF
    assert found.sex is None


def test_a_wrong_foreigners_card_is_refused() -> None:
    right = foreigner_check_digit("USA14088001011")
    with pytest.raises(InvalidIdNumber, match="check_digit"):
        parse_id_number(f"USA14088001011{(int(right) + 1) % 10}", AS_OF)


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        (IdKind.HONG_KONG_MACAU_PERMIT, "h12345678", "H12345678"),
        (IdKind.HONG_KONG_MACAU_PERMIT, "M1234567801", "M1234567801"),
        (IdKind.TAIWAN_PERMIT, "1234 5678", "12345678"),
        (IdKind.TAIWAN_PERMIT, "1234567801（B）", "1234567801(B)"),
        (IdKind.PASSPORT, "e12345678", "E12345678"),
        (IdKind.OFFICER, "军字第0123456号", "军字第0123456号"),
        (IdKind.RESIDENT, "11010519491231002x", "11010519491231002X"),
    ],
)
def test_documents(kind: IdKind, text: str, number: str) -> None:
    assert normalise_document(kind, text) == number


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (IdKind.HONG_KONG_MACAU_PERMIT, "T12345678"),
        (IdKind.HONG_KONG_MACAU_PERMIT, "H123456789"),
        (IdKind.TAIWAN_PERMIT, "123456789"),
        (IdKind.PASSPORT, "E123-45678"),
        (IdKind.OFFICER, "军"),
    ],
)
def test_wrong_documents(kind: IdKind, text: str) -> None:
    with pytest.raises(InvalidIdNumber):
        normalise_document(kind, text)


@pytest.mark.parametrize("text", ["138 0000 0000", "+86 138-0000-0000", "008613800000000", "１３８００００００００"])
def test_a_mobile_in_other_clothes(text: str) -> None:
    assert normalise_mobile(text) == "13800000000"


@pytest.mark.parametrize("text", ["", "03592059100", "12800000000", "1380000000", "138000000000", "+85291234567"])
def test_no_mobile(text: str) -> None:
    with pytest.raises(InvalidMobile):
        normalise_mobile(text)
