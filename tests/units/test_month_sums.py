"""Which months may be paid, and how one differs from the month before."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.fund_core import Deferral
from app.services.units.sums import Change, Months, changes, payable, sums_of
from tests.fund_core.contract.examples import SCHOOL

OPEN = replace(SCHOOL, deferrals=())


def line(account: str, unit: str, person: str) -> dict[str, str]:
    return {"account": account, "name": f"乔{account}", "unit_part": unit, "person_part": person}


@pytest.mark.parametrize(
    ("last", "first", "months"),
    [
        ("2026-09", "2001-10", ("2026-10", "2026-11", "2026-12")),
        ("2026-12", "2001-10", ()),
        ("", "2026-11", ("2026-11", "2026-12")),
        ("", "2026-12", ("2026-12",)),
        ("2026-08", "2026-12", ("2026-12",)),
        ("", "", ("2026-11", "2026-12")),
    ],
)
def test_months_follow_the_last_paid_until_next_month(last: str, first: str, months: tuple[str, ...]) -> None:
    assert payable(last, replace(OPEN, first_month=first), "2026-11") == Months(months)


TERM = Deferral("2026-12", "2027-02")


@pytest.mark.parametrize(
    ("status", "last", "today", "may"),
    [
        ("03", "2026-10", "2026-11", Months(("2026-11",), ("2026-12",), "2027-02")),
        ("03", "2026-11", "2026-11", Months((), ("2026-12",), "2027-02")),
        ("03", "2026-11", "2027-02", Months(("2027-03",), ("2026-12", "2027-01", "2027-02"), "2027-02")),
        ("01", "2026-11", "2027-03", Months(("2027-03", "2027-04"))),
        ("01", "2027-01", "2027-03", Months(("2027-03", "2027-04"))),
    ],
)
def test_a_deferral_s_months_are_not_due(status: str, last: str, today: str, may: Months) -> None:
    unit = replace(OPEN, first_month="2001-10", status=status, deferrals=(TERM,))
    assert payable(last, unit, today) == may


def test_an_earlier_deferral_stays_out_while_another_runs() -> None:
    unit = replace(OPEN, status="03", deferrals=(TERM, Deferral("2027-04", "2027-06")))
    assert payable("2026-11", unit, "2027-04") == Months(("2027-03",), ("2027-04", "2027-05"), "2027-06")


def test_each_person_who_differs_is_named_with_both_amounts() -> None:
    before = [line("1", "400.00", "400.00"), line("2", "300.00", "300.00"), line("3", "200.00", "200.00")]
    now = [line("1", "400.00", "400.00"), line("2", "350.50", "300.00"), line("4", "100.00", "100.00")]
    assert changes(now, before) == [
        Change("amount", "2", "乔2", Decimal("600.00"), Decimal("650.50")),
        Change("new", "4", "乔4", None, Decimal("200.00")),
        Change("gone", "3", "乔3", Decimal("400.00"), Decimal(0)),
    ]
    moved = sum(one.after - (one.before or 0) for one in changes(now, before))
    assert sums_of(now).total - sums_of(before).total == moved
