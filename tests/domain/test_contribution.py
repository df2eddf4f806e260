"""Contributions, the form a unit opens its account with, the loan quota and transfers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.contribution import (
    InvalidLimits,
    InvalidMonth,
    InvalidRatio,
    Rounding,
    ceiling_from_wage,
    clamp_base,
    contribution,
    is_ratio,
    latest_run,
)
from app.domain.errors import DomainError, Refusal
from app.domain.loan import level_payment
from app.domain.quota import InvalidQuota, Quota, QuotaRules, affordable, months_by_age
from app.domain.transfer import (
    STEPS,
    InvalidTransfer,
    TransferState,
    cancel_transfer,
    is_final,
    letter_number,
    move_transfer,
    transfer_step,
)
from app.domain.unit_opening import InvalidHeadcount, UnitOpening, average_wage, opening_faults

AMOUNTS = st.decimals(0, 100000, places=2)
RATIOS = st.decimals(5, 12, places=1)
ON = date(2026, 11, 23)
FORM = UnitOpening(
    credit_code="91140802MA0ABCD1XE",
    name="运城某某有限公司",
    address="运城市盐湖区河东东街1号",
    founded=date(2026, 10, 8),
    agent_mobile="13800000000",
    unit_pct=Decimal(8),
    person_pct=Decimal(8),
    people=25,
    wages=Decimal("123456.78"),
    pay_day=10,
    first_month="2026-12",
)


@given(AMOUNTS, RATIOS, RATIOS, st.sampled_from(Rounding))
def test_sides_add_up_and_stay_near_the_ratio(base: Decimal, unit: Decimal, person: Decimal, to: Rounding) -> None:
    found = contribution(base, unit, person, to)
    assert found.total == found.unit + found.person
    assert abs(found.unit - base * unit / 100) <= (Decimal("0.005") if to is Rounding.FEN else Decimal("0.5"))


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_base_is_within_its_limits(wage: Decimal, one: Decimal, other: Decimal) -> None:
    floor, ceiling = sorted((one, other))
    base = clamp_base(wage, floor, ceiling)
    assert base >= floor
    assert not ceiling or base <= ceiling


def test_no_ceiling_configured() -> None:
    assert clamp_base(Decimal(90000), Decimal(2150), None) == Decimal("90000.00")


@pytest.mark.parametrize("pct", ["4.99", "12.01", "13", "NaN", "-5"])
def test_impossible_ratios(pct: str) -> None:
    assert not is_ratio(Decimal(pct))
    with pytest.raises(InvalidRatio):
        contribution(Decimal(5000), Decimal(pct), Decimal(5))


def test_impossible_bases_and_limits() -> None:
    with pytest.raises(DomainError):
        contribution(Decimal(-1), Decimal(5), Decimal(5))
    with pytest.raises(InvalidLimits):
        clamp_base(Decimal(1), Decimal(3), Decimal(2))
    with pytest.raises(InvalidLimits):
        ceiling_from_wage(Decimal(8000), 0)


def test_runs_of_months() -> None:
    assert latest_run([]) is None
    assert latest_run(["2026-10", "2025-12", "2026-01", "2026-09", "2026-10"]) == ("2026-09", "2026-10", 2)
    assert latest_run(["2026-01", "2025-12"]) == ("2025-12", "2026-01", 2)


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "0000-01", "2026/01", "202601", "26-01", ""])
def test_impossible_months(month: str) -> None:
    with pytest.raises(InvalidMonth):
        latest_run([month])


def test_a_right_form_has_no_faults() -> None:
    assert opening_faults(FORM, ON) == ()


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (replace(FORM, credit_code="YCSZFGJJGLZX000000"), "credit_code_illegal_char"),
        (replace(FORM, name="运城 公司"), "unit_name_spaces"),
        (replace(FORM, address="盐湖区"), "unit_address_short"),
        (replace(FORM, agent_mobile="03592059100"), "mobile_invalid"),
        (replace(FORM, unit_pct=Decimal(13)), "ratio_out_of_range"),
        (replace(FORM, people=0), "people_and_wages_disagree"),
        (replace(FORM, floor=Decimal(5000)), "average_wage_low"),
        (replace(FORM, ceiling=Decimal(4000)), "average_wage_high"),
        (replace(FORM, founded=date(2026, 11, 24)), "founded_in_future"),
        (replace(FORM, pay_day=32), "pay_day_out_of_range"),
        (replace(FORM, first_month="2026-09"), "first_month_before_founding"),
        (replace(FORM, first_month="2027-01"), "first_month_too_late"),
    ],
)
def test_each_fault_of_the_form(form: UnitOpening, code: str) -> None:
    assert [fault.code for fault in opening_faults(form, ON)] == [code]


def test_a_negative_headcount_is_impossible() -> None:
    with pytest.raises(InvalidHeadcount):
        average_wage(Decimal(1), -1)


@given(st.integers(1, 360), st.decimals(0, 5, places=2), st.decimals(100, 20000, places=2))
def test_the_affordable_loan_costs_the_payment(months: int, rate: Decimal, payment: Decimal) -> None:
    principal = affordable(payment, rate, months)
    assert abs(level_payment(principal, rate, months) - payment) <= Decimal("0.02")


def test_the_least_limit_wins_and_thousands_go_down() -> None:
    found = Quota(Decimal("9999.99"), Decimal(20000), Decimal(30000), Decimal(40000))
    assert (found.quota, found.in_thousands) == (Decimal("9999.99"), Decimal("9000.00"))


@pytest.mark.parametrize(
    ("birth", "months"),
    [(date(1986, 11, 23), 336), (date(1986, 11, 22), 335), (date(2000, 1, 1), 360), (date(1950, 1, 1), 0)],
)
def test_months_by_age(birth: date, months: int) -> None:
    assert months_by_age(birth, ON, 68) == months


def rules(share: str) -> QuotaRules:
    return QuotaRules(Decimal(25), Decimal(share), Decimal(60), Decimal(1100000))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: rules("101"),
        lambda: affordable(Decimal(1), Decimal(3), 0),
        lambda: months_by_age(date(2027, 1, 1), ON, 68),
    ],
    ids=["share", "months", "birth"],
)
def test_impossible_quotas(wrong: Callable[[], object]) -> None:
    with pytest.raises(InvalidQuota):
        wrong()


def test_a_transfer_walks_its_five_steps() -> None:
    state, steps = TransferState.LETTER_REVIEWED, [1]
    for to in ("02", "06", "08", "00"):
        state = move_transfer(state, TransferState(to))
        steps.append(transfer_step(state))
    assert steps == [1, 2, 3, 4, STEPS]
    assert is_final(state)
    with pytest.raises(InvalidTransfer):
        move_transfer(state, TransferState.FAILED)


def test_a_transfer_is_cancelled_only_before_the_other_side_accepts() -> None:
    assert cancel_transfer(TransferState.LETTER_REVIEWED) is TransferState.CANCELLED
    with pytest.raises(Refusal, match="transfer_not_cancellable"):
        cancel_transfer(TransferState.LETTER_ACCEPTED)


def test_letter_numbers() -> None:
    assert letter_number("140800", ON, 7) == "1408002611230007"
    with pytest.raises(InvalidTransfer):
        letter_number("1408", ON, 7)
    with pytest.raises(InvalidTransfer):
        letter_number("140800", ON, 10000)
