"""Home loans of banks (商业住房贷款) and of other centres, as the loan registry knows them; rules 4.10, 4.13."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class LoanKind(StrEnum):
    """Whose loan it is."""

    COMMERCIAL = "commercial"  # 商业银行的住房贷款
    PROVINCE = "province"  # 本省其他中心的公积金贷款


class LoanState(StrEnum):
    """Whether it is still being repaid."""

    REPAYING = "repaying"  # 还款中
    SETTLED = "settled"  # 已结清
    CANCELLED = "cancelled"  # 已撤销


@dataclass(frozen=True)
class Repaid:
    """What was repaid on a day, principal and interest, in yuan."""

    on: date
    amount: Decimal


@dataclass(frozen=True)
class OutsideLoan:
    """What the registry says of a loan. `asker_borrows`: whoever was asked about is borrower or co-borrower."""

    kind: LoanKind
    lender: str
    number: str = field(repr=False)
    asker_borrows: bool
    amount: Decimal
    state: LoanState
    repaid: tuple[Repaid, ...] = field(repr=False)
