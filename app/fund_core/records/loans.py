"""Home loans (个人住房贷款), their plan, what was repaid, and what repaying early costs."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from app.domain.money import ZERO


@dataclass(frozen=True)
class Loan:
    """A housing fund loan. `rate` is today's, `method` DKHKFS, `state` normal, overdue or settled.

    `bank_name` 委托银行, `bank_account` 银行扣款账号, `monthly_payment` 月还款额 (the coming instalment, or the last
    one), `convention` by_days or by_instalment, `open_order` whether a debit is on its way.
    """

    number: str
    contract_number: str
    id_number: str = field(repr=False)
    borrower_name: str = field(repr=False)
    amount: Decimal
    months: int
    issued_on: date
    rate: Decimal
    method: str
    state: str
    principal_left: Decimal
    months_paid: int
    next_due_on: date | None
    next_amount: Decimal
    overdue_amount: Decimal
    bank_name: str
    home_address: str = field(repr=False)
    settled_on: date | None
    data_time: datetime
    bank_account: str = field(default="", repr=False)
    monthly_payment: Decimal = ZERO
    convention: str = "by_days"
    open_order: bool = False
    last_prepaid_on: date | None = None
    co_borrower_name: str = field(default="", repr=False)


@dataclass(frozen=True)
class Instalment:
    """One line of the repayment plan (还款计划); `state` one of paid, overdue, due, cancelled (settled early)."""

    period: int
    due_on: date
    principal: Decimal
    interest: Decimal
    principal_left: Decimal
    rate: Decimal
    state: str

    @property
    def total(self) -> Decimal:
        """What falls due that day."""
        return self.principal + self.interest


@dataclass(frozen=True)
class Repayment:
    """One line of what was repaid (还款明细). `kind` is the 贷款业务明细 code: 02 正常还款, 03 提前还款, 06 结清."""

    sequence: int
    booked_on: date
    kind: str
    period: int
    principal: Decimal
    interest: Decimal
    penalty: Decimal
    principal_left: Decimal


@dataclass(frozen=True)
class Payoff:
    """An early payoff or last instalment (提前结清): `expected_total` is the total the person saw and confirmed."""

    loan_number: str
    expected_total: Decimal


@dataclass(frozen=True)
class QuoteLine:
    """One line of a quote; all lines add up to its total.

    `code`: not_due_principal, current_instalment, unexpired_interest (negative), accrued_interest, overdue_principal,
    overdue_interest or penalty.
    """

    code: str
    amount: Decimal


@dataclass(frozen=True)
class AccruedRow:
    """应计利息: `days` from `start` at `rate`; `end` is the first day not counted."""

    start: date
    end: date
    days: int
    principal: Decimal
    rate: Decimal
    interest: Decimal


@dataclass(frozen=True)
class OverdueRow:
    """逾期: an instalment whose due date passed unpaid, and its penalty (罚息)."""

    period: int
    due_on: date
    principal: Decimal
    interest: Decimal
    days: int
    penalty: Decimal


@dataclass(frozen=True)
class PayoffQuote:
    """What settling a loan costs today (结清试算), valid to the end of the day; the rest is its 明细."""

    loan_number: str
    quoted_on: date
    principal: Decimal
    interest: Decimal
    penalty: Decimal
    total: Decimal
    lines: tuple[QuoteLine, ...] = ()
    accrued: tuple[AccruedRow, ...] = ()
    overdue: tuple[OverdueRow, ...] = ()
    convention: str = "by_days"


@dataclass(frozen=True)
class Prepayment:
    """Part of a loan repaid early (提前部分还款).

    `principal` is what goes off the debt; `choice` is shorten (缩短期限) or reduce (减少月供); `expected_total` is what
    the person saw and confirmed, principal and interest.
    """

    loan_number: str
    principal: Decimal
    choice: str
    expected_total: Decimal


@dataclass(frozen=True)
class LoanFuture:
    """What is still to come: the next instalment, how many are left, the interest in them, and the last due date."""

    payment: Decimal
    months_left: int
    total_interest: Decimal
    ends_on: date


@dataclass(frozen=True)
class PrepaymentQuote:
    """What a partial prepayment costs today, and the loan as it is beside both of its futures."""

    loan_number: str
    quoted_on: date
    principal: Decimal
    interest: Decimal
    total: Decimal
    balance_before: Decimal
    balance_after: Decimal
    unchanged: LoanFuture
    shorten: LoanFuture
    reduce: LoanFuture
    accrued: tuple[AccruedRow, ...] = ()
