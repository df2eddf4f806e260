"""Personal accounts (个人账户) and their detail."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from app.domain.money import ZERO


@dataclass(frozen=True)
class PersonAccount:
    """A personal account. `status` is GRZHZT, `base` 缴存基数, `paid_until` 缴至年月 as YYYY-MM.

    `sealed_on` is the day of 封存, `open_order` whether a payment is on its way, `interest` what it earned since the
    last settlement (今年利息); `data_time` is the core's.
    """

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
    sealed_on: date | None = None
    closed_on: date | None = None
    open_order: bool = False
    interest: Decimal = ZERO


@dataclass(frozen=True)
class Movement:
    """One row of an account's detail (明细). `kind` is the 归集提取业务类型; `amount` is signed; `balance` runs.

    `reversal` marks a row that takes an earlier one back (冲账).
    """

    sequence: int
    booked_on: date
    kind: str
    amount: Decimal
    unit_part: Decimal
    person_part: Decimal
    balance: Decimal
    month: str
    summary: str
    reversal: bool = False


@dataclass(frozen=True)
class InterestRow:
    """A stretch of days with one balance and one rate; `end` is the first day that no longer counts."""

    start: date
    end: date
    balance: Decimal
    days: int
    rate: Decimal
    products: Decimal
    interest: Decimal


@dataclass(frozen=True)
class ClosingQuote:
    """What closing an account (销户, 利随本清) pays today, with the rows (积数) that add up to its interest."""

    account_number: str
    quoted_on: date
    balance: Decimal
    interest: Decimal
    total: Decimal
    day_base: int
    rows: tuple[InterestRow, ...]
