"""A loan's curve by itself."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from app.fund_core import Instalment, Loan, Repayment
from app.handlers.hall.reading.curve import BOTTOM, RIGHT, TOP, curve_of
from app.services.reading.loans import LoanBook

ISSUED, TODAY = date(2020, 1, 5), date(2026, 11, 24)
LOAN = Loan(
    number="1", contract_number="2", id_number="x", borrower_name="李华", amount=Decimal(200000), months=120,
    issued_on=ISSUED, rate=Decimal("2.6"), method="01", state="normal", principal_left=Decimal(80000), months_paid=82,
    next_due_on=date(2026, 12, 5), next_amount=Decimal(2000), overdue_amount=Decimal(0), bank_name="演示银行",
    home_address="", settled_on=None, data_time=datetime(2026, 11, 24, 2, tzinfo=UTC),
)  # fmt: skip


def repaid(day: date, principal: int, left: int, kind: str = "02") -> Repayment:
    return Repayment(1, day, kind, 1, Decimal(principal), Decimal(0), Decimal(0), Decimal(left))


def test_a_prepayment_is_a_step_with_a_ring_in_its_middle() -> None:
    day = date(2023, 3, 1)
    rows = (repaid(date(2021, 1, 5), 20000, 180000), repaid(day, 60000, 120000, "03"))
    curve = curve_of(LoanBook(LOAN, (LOAN,), (), rows, TODAY))
    assert len(curve.prepaid) == 1
    at = [float(y) for x, y in re.findall(r"([\d.]+) ([\d.]+)", curve.line) if float(x) == curve.prepaid[0].x]
    assert len(at) == 2
    assert at[0] < curve.prepaid[0].y < at[1]


def test_what_is_to_come_begins_where_the_loan_stands() -> None:
    coming = Instalment(83, date(2030, 1, 5), Decimal(80000), Decimal(1), Decimal(0), Decimal("2.6"), "due")
    curve = curve_of(LoanBook(LOAN, (LOAN,), (coming,), (), TODAY))
    assert curve.dash == f"M{curve.now.x} {curve.now.y}L{float(RIGHT)} {float(BOTTOM)}"
    assert TOP <= curve.now.y <= BOTTOM


def test_a_loan_of_today_has_a_picture_too() -> None:
    fresh = replace(LOAN, issued_on=TODAY, principal_left=LOAN.amount)
    assert curve_of(LoanBook(fresh, (fresh,), (), (), TODAY)).dash == ""
