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
    """A month paid for some of a unit's people. `kind` is 01 汇缴 or 02 补缴, `month` 所属年月 as YYYY-MM."""

    unit_number: str
    month: str
    kind: str
    lines: tuple[RemittanceLine, ...]


@dataclass(frozen=True)
class BaseLine:
    """One person's new base (缴存基数) in yuan."""

    account_number: str
    base: Decimal
