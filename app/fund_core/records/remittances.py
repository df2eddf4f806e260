"""What a unit pays for its people, and how much that is (rules 4.16)."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class RemittanceLine:
    """One person's month: the unit's part and the person's."""

    account_number: str
    unit_part: Decimal
    person_part: Decimal


@dataclass(frozen=True)
class Remittance:
    """A month paid for some of a unit's people (汇缴). `month` is 所属年月 as YYYY-MM."""

    unit_number: str
    month: str
    lines: tuple[RemittanceLine, ...]


@dataclass(frozen=True)
class LateMonth:
    """A person's month that the unit missed or paid too low (补缴). `month` is 所属年月 as YYYY-MM.

    `base` is what that month should have been paid on (该月缴存基数), in yuan; `reason` missed (漏缴), short (少缴差额)
    or back_pay (补发工资).
    """

    account_number: str
    month: str
    base: Decimal
    reason: str


@dataclass(frozen=True)
class LateQuote:
    """What was paid for a month so far, and both parts that are still short of what its base comes to.

    `code` is why it cannot be paid late, "" when it can.
    """

    unit_paid: Decimal
    person_paid: Decimal
    unit_part: Decimal
    person_part: Decimal
    code: str = ""


@dataclass(frozen=True)
class LateLine(LateMonth):
    """A month to be paid late, for the parts that were quoted."""

    unit_part: Decimal
    person_part: Decimal


@dataclass(frozen=True)
class BaseLine:
    """One person's new base (缴存基数) in yuan."""

    account_number: str
    base: Decimal
