"""Money is exact, refuses fractions of a fen and rounds halves away from zero; dates and clocks know their limits."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import InvalidDate, days_30_360, days_between, parse_date, settlement_after
from app.domain.clock import FixedClock, SystemClock, beijing_date
from app.domain.errors import DomainError, Refusal
from app.domain.money import InvalidMoney, format_yuan, from_fen, not_negative, positive, round_fen, to_fen, yuan


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_fen_round_trip(fen: int) -> None:
    assert to_fen(from_fen(fen)) == fen


@pytest.mark.parametrize("text", ["1.005", "0.001", "abc", "", "NaN", "Infinity", "1e30", "-1e17"])
def test_what_is_not_money(text: str) -> None:
    with pytest.raises(InvalidMoney):
        yuan(text)


def test_a_float_is_never_money() -> None:
    with pytest.raises(InvalidMoney):
        yuan(0.1)  # type: ignore[arg-type]  # the point of the test


def test_signs() -> None:
    assert str(yuan("-0")) == "0.00"
    assert positive("0.01") == not_negative("0.01")
    with pytest.raises(InvalidMoney):
        positive("0")
    with pytest.raises(InvalidMoney):
        not_negative("-0.01")


@pytest.mark.parametrize(
    ("exact", "rounded"), [("0.0055", "0.01"), ("0.004999", "0.00"), ("-0.005", "-0.01"), ("-0.001", "0.00")]
)
def test_halves_go_away_from_zero(exact: str, rounded: str) -> None:
    assert str(round_fen(Decimal(exact))) == rounded


@pytest.mark.parametrize(
    ("amount", "text"), [("204.3", "204.30"), ("20216.21", "20,216.21"), ("-1234567", "-1,234,567.00")]
)
def test_two_places_for_people(amount: str, text: str) -> None:
    assert format_yuan(Decimal(amount)) == text


def test_dates() -> None:
    assert parse_date("2024-02-29") == date(2024, 2, 29)
    for wrong in ("2025-02-29", "29.02.2024", ""):
        with pytest.raises(InvalidDate):
            parse_date(wrong)
    assert settlement_after(date(2026, 6, 30)) == date(2026, 6, 30)
    assert settlement_after(date(2026, 7, 1)) == date(2027, 6, 30)


def test_spans_do_not_run_backwards() -> None:
    assert days_30_360(date(2026, 11, 23), date(2026, 12, 10)) == 17
    for count in (days_between, days_30_360):
        with pytest.raises(InvalidDate):
            count(date(2026, 1, 2), date(2026, 1, 1))


def test_the_day_in_china() -> None:
    clock = FixedClock(datetime(2026, 6, 30, 15, 59, 59, tzinfo=UTC))
    assert beijing_date(clock.now()) == date(2026, 6, 30)
    clock.advance(1)
    assert beijing_date(clock.now()) == date(2026, 7, 1)
    assert SystemClock().now().tzinfo is UTC


def test_an_instant_needs_its_zone() -> None:
    with pytest.raises(DomainError):
        beijing_date(datetime(2026, 6, 30))  # noqa: DTZ001 - the point of the test


def test_a_refusal_carries_code_and_facts() -> None:
    refusal = Refusal("near_due_day", {"possible_from": "2026-12-13"})
    assert (refusal.code, dict(refusal.facts)) == ("near_due_day", {"possible_from": "2026-12-13"})
    assert "2026" not in str(refusal)
