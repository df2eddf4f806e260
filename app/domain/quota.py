"""How much a loan may be (贷款额度), rules 4.17: the least of four limits, for orientation only (仅供参考)."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from app.domain.errors import DomainError
from app.domain.loan import MONTHS_LIMIT, check_rate
from app.domain.money import ZERO, not_negative, round_fen

THOUSAND = Decimal(1000)


class InvalidQuota(DomainError):
    """A share outside 0 to 100 %, no months, or a negative multiple."""


@dataclass(frozen=True)
class QuotaRules:
    """The centre's side, LOCAL: the balance's multiple, shares in percent, the ceiling in yuan."""

    balance_multiple: Decimal
    price_share_pct: Decimal
    income_share_pct: Decimal
    ceiling: Decimal

    def __post_init__(self) -> None:
        shares = (self.price_share_pct, self.income_share_pct)
        if self.balance_multiple < 0 or any(not 0 <= share <= 100 for share in shares):  # noqa: PLR2004 - percent
            raise InvalidQuota("shares are 0 to 100 %, multiples not negative")


@dataclass(frozen=True)
class Quota:
    """Each limit in yuan, the least of them, and that one down to whole thousands."""

    by_balance: Decimal
    by_price: Decimal
    by_income: Decimal
    ceiling: Decimal

    @property
    def quota(self) -> Decimal:
        return min(self.by_balance, self.by_price, self.by_income, self.ceiling)

    @property
    def in_thousands(self) -> Decimal:
        return (self.quota / THOUSAND).to_integral_value(ROUND_FLOOR) * THOUSAND + ZERO


def quota(
    rules: QuotaRules, *, balance: Decimal, price: Decimal, monthly_income: Decimal, rate_pct: Decimal, months: int
) -> Quota:
    """The four limits. Rate in percent a year. Raises DomainError for impossible figures."""
    payment = not_negative(monthly_income) * rules.income_share_pct / 100
    return Quota(
        by_balance=round_fen(not_negative(balance) * rules.balance_multiple),
        by_price=round_fen(not_negative(price) * rules.price_share_pct / 100),
        by_income=affordable(payment, rate_pct, months),
        ceiling=not_negative(rules.ceiling),
    )


def affordable(payment: Decimal, rate_pct: Decimal, months: int) -> Decimal:
    """The principal that a level instalment repays: payment x (1 - (1+i)^-n) / i, i = rate / 12."""
    if not 1 <= months <= MONTHS_LIMIT:
        raise InvalidQuota("a term is 1 to 360 months")
    monthly = check_rate(rate_pct) / 1200
    if not monthly:
        return round_fen(payment * months)
    return round_fen(payment * (1 - (1 + monthly) ** -months) / monthly)


def months_by_age(birth: date, on: date, age_limit: int, longest: int = MONTHS_LIMIT) -> int:
    """The months a borrower may take: until the birthday of the centre's age limit, at most `longest`; 0 if none."""
    if birth > on:
        raise InvalidQuota("born later")
    left = (birth.year + age_limit - on.year) * 12 + birth.month - on.month - (birth.day < on.day)
    return max(0, min(left, longest))
