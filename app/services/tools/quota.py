"""How much may be lent (贷款额度试算): the least of four limits, each with the rule behind it."""

from dataclasses import dataclass
from decimal import Decimal

from app.domain.clock import Clock, beijing_date
from app.domain.errors import Refusal
from app.domain.loan import level_payment
from app.domain.quota import Quota, QuotaRules, quota
from app.domain.rates import loan_rate
from app.services.tools import PolicyOn

SETTINGS = ("quota_balance_multiple", "quota_price_share", "quota_income_share", "quota_ceiling", "quota_age_male")


@dataclass(frozen=True)
class QuotaWish:
    """Yuan, and years: the borrower's age and the term they have in mind."""

    balance: Decimal
    price: Decimal
    income: Decimal
    age: int
    is_male: bool
    years: int
    second_home: bool


@dataclass(frozen=True)
class QuotaEstimate:
    """The limits and what they come to. `is_known`: whether the centre has confirmed its side."""

    limits: Quota
    rules: QuotaRules
    age_limit: int
    months: int
    rate_pct: Decimal
    payment: Decimal
    is_known: bool


class EstimateQuota:
    def __init__(self, policy_on: PolicyOn, clock: Clock) -> None:
        self._policy_on = policy_on
        self._clock = clock

    def execute(self, wish: QuotaWish) -> QuotaEstimate:
        """Return what may be lent today. Raises Refusal("no_months_left") for a borrower past the age limit."""
        today = beijing_date(self._clock.now())
        policy = self._policy_on(today)
        age_limit = policy.quota_age_male if wish.is_male else policy.quota_age_female
        months = min(wish.years * 12, (age_limit - wish.age) * 12, policy.loan_months_maximum)
        if months < 1:
            raise Refusal("no_months_left", {"years": str(age_limit)})
        rules = QuotaRules(
            policy.quota_balance_multiple, policy.quota_price_share, policy.quota_income_share, policy.quota_ceiling
        )
        rate = loan_rate(today, months, second_home=wish.second_home)
        limits = quota(
            rules, balance=wish.balance, price=wish.price, monthly_income=wish.income, rate_pct=rate, months=months
        )
        payment = level_payment(limits.in_thousands, rate, months)
        is_known = all(policy.is_known(setting) for setting in SETTINGS)
        return QuotaEstimate(limits, rules, age_limit, months, rate, payment, is_known)
