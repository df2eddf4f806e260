"""What a core system tells. Money is Decimal yuan with two places, rates and ratios are percent, codes JGJ/T 320."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class Person:
    """A person (个人) as the centre knows them; `phone` is the one of record (预留手机号)."""

    id_number: str = field(repr=False)
    name: str = field(repr=False)
    phone: str = field(repr=False)
    id_kind: str = "01"


@dataclass(frozen=True)
class PersonAccount:
    """A personal account (个人账户). `status` is GRZHZT; `base` 缴存基数; `data_time` is the core's."""

    number: str
    person_name: str = field(repr=False)
    id_number: str = field(repr=False)
    unit_name: str
    unit_number: str
    status: str
    balance: Decimal
    opened_on: date
    base: Decimal
    unit_ratio: Decimal
    person_ratio: Decimal
    monthly_unit: Decimal
    monthly_person: Decimal
    paid_until: str
    carried_balance: Decimal
    this_year_balance: Decimal
    card_number: str = field(repr=False)
    card_bank: str
    phone: str = field(repr=False)
    data_time: datetime
    restricted_until: date | None = None


@dataclass(frozen=True)
class Movement:
    """One row of an account's detail (明细). `kind` is the 归集提取业务类型; `amount` is signed; `balance` runs."""

    sequence: int
    booked_on: date
    kind: str
    amount: Decimal
    unit_part: Decimal
    person_part: Decimal
    balance: Decimal
    month: str
    summary: str


@dataclass(frozen=True)
class Loan:
    """A housing fund loan (个人住房贷款). `rate` is today's, `method` DKHKFS, `state` normal, overdue or settled."""

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
    """One line of what was repaid (还款明细). `kind` is the 贷款业务明细 code: 02 正常还款, 06 结清."""

    sequence: int
    booked_on: date
    kind: str
    period: int
    principal: Decimal
    interest: Decimal
    penalty: Decimal
    principal_left: Decimal


@dataclass(frozen=True)
class Order:
    """What became of a write (业务申请). `state`: accepted or done; `interest` is closing or payoff interest."""

    number: str
    kind: str
    state: str
    subject: str
    amount: Decimal
    interest: Decimal
    total: Decimal
    booked_on: date


@dataclass(frozen=True)
class Withdrawal:
    """A withdrawal (提取). `reason` is TQYY; `amount` is the principal; with `closing` it is the whole balance."""

    account_number: str
    reason: str
    amount: Decimal
    closing: bool


@dataclass(frozen=True)
class Payoff:
    """An early payoff or last instalment (提前结清): `expected_total` is the total the person saw and confirmed."""

    loan_number: str
    expected_total: Decimal


@dataclass(frozen=True)
class PayoffQuote:
    """What settling a loan costs today (结清试算)."""

    loan_number: str
    quoted_on: date
    principal: Decimal
    interest: Decimal
    penalty: Decimal
    total: Decimal
