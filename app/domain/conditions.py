"""What is known of an account and a wish, and the conditions (办理条件) of every withdrawal; rules 4, common checks.

A condition tells pass or fail by a code and its facts; where it will pass later, the first possible date.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.domain.calendar import DAY
from app.domain.clock import beijing_date
from app.domain.contribution import Run
from app.domain.money import ZERO, not_negative, positive, yuan
from app.domain.policy import CentrePolicy
from app.domain.withdrawal import REASONS, Closing, Reason, ReasonRule

NORMAL = "01"  # JGJ/T 320 GRZHZT
SEALED = "02"
FROZEN = "06"


@dataclass(frozen=True)
class Condition:
    """One line of the pre-check. `possible_from` only where it fails now and time alone will cure it."""

    code: str
    passed: bool
    possible_from: date | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Home:
    """A bought home: the day of its deed or registered contract, its price, and what was already taken for it.

    `part` is the couple's part of the price (共有份额), None where all of it is theirs; `taken_by_couple` what the two
    of them took, `withdrawn_by_all` what everybody did.
    """

    deed_on: date
    price: Decimal
    withdrawn_by_all: Decimal = ZERO
    withdrawn_before: bool = False
    fund_loan: Decimal = ZERO
    residential: bool = True
    valid: bool = True  # neither cancelled nor struck off
    owned: bool = True  # by the applicant or the spouse
    resold: bool = False  # changed hands within the year before, 建金[2018]46号
    part: Decimal | None = None
    taken_by_couple: Decimal = ZERO

    def __post_init__(self) -> None:
        for amount in (self.price, self.withdrawn_by_all, self.fund_loan, self.taken_by_couple):
            not_negative(amount)

    @property
    def room(self) -> Decimal:
        """What may still be withdrawn for it."""
        whole = self.price - self.withdrawn_by_all - self.fund_loan
        own = whole if self.part is None else self.part - self.taken_by_couple
        return max(min(whole, own), ZERO)


@dataclass(frozen=True)
class Repayment:
    """A home loan being repaid: what was repaid and not withdrawn yet, the last withdrawal, the months between."""

    paid: Decimal
    last_withdrawn_on: date | None = None
    interval_months: int = 1
    rent_withdrawn_on: date | None = None

    def __post_init__(self) -> None:
        not_negative(self.paid)


@dataclass(frozen=True)
class Situation:
    """The wish and what the authorities say. What is not known stays None and fails its condition."""

    reason: Reason
    amount: Decimal
    at: datetime
    status: str
    balance: Decimal
    closing: bool = False
    restricted_until: date | None = None
    open_order: bool = False
    card_verified: bool = False
    contact_changed_at: datetime | None = None
    local_rule_known: bool = False
    outstanding_loan: bool | None = None
    documents: bool | None = None
    statutory_on: date | None = None
    draws_pension: bool | None = None
    early_retirement: bool | None = None
    sealed_on: date | None = None
    pays_elsewhere: bool | None = None
    paid_run: Run | None = None
    home_in_city: bool | None = None
    rent_this_year: Decimal = ZERO
    rent_by_lease: Decimal | None = None  # of a year, where a lease is registered
    repaid_with_it_this_year: bool = False
    home: Home | None = None
    repayment: Repayment | None = None

    def __post_init__(self) -> None:
        positive(self.amount)
        not_negative(self.balance)
        not_negative(self.rent_this_year)
        beijing_date(self.at)  # refuses an instant without its zone

    @property
    def on(self) -> date:
        """The day of the wish, in China."""
        return beijing_date(self.at)


def common_conditions(wish: Situation, policy: CentrePolicy) -> Iterator[Condition]:
    """The conditions of every withdrawal, in the order a person reads them."""
    rule = rule_or_none(wish)
    yield _reason(wish, rule)
    yield Condition("account_usable", wish.status in (NORMAL, SEALED, FROZEN), facts={"status": wish.status})
    yield Condition("account_not_frozen", wish.status != FROZEN)
    yield _unrestricted(wish)
    yield Condition("no_open_order", not wish.open_order)
    yield Condition("own_card_verified", wish.card_verified)
    yield _cooled_down(wish, policy)
    yield _closing(wish, rule, policy)
    yield _balance(wish, policy)
    limit = policy.withdrawal_online_limit
    yield Condition("within_online_limit", wish.amount <= limit, facts={"limit": str(yuan(limit))})
    if rule and rule.income_test:  # the law until 2026-09-19
        yield Condition("rent_above_income_share", wish.documents is True)
    if rule and rule.local:
        yield Condition("local_rule_known", wish.local_rule_known)


def rule_or_none(wish: Situation) -> ReasonRule | None:
    """The law's row for the wish on its day, None where there is none."""
    return next((row for row in REASONS if row.reason is wish.reason and row.in_force(wish.on)), None)


def _reason(wish: Situation, rule: ReasonRule | None) -> Condition:
    coming = [row.since for row in REASONS if row.reason is wish.reason and row.since > wish.on]
    return Condition("reason_in_force", rule is not None, min(coming, default=None) if rule is None else None)


def _unrestricted(wish: Situation) -> Condition:
    """条例 2026 art. 41: three or five years after fraud, the last day included."""
    until = wish.restricted_until
    if until is None or until < wish.on:
        return Condition("not_restricted", passed=True)
    return Condition("not_restricted", passed=False, possible_from=until + DAY, facts={"until": until.isoformat()})


def _cooled_down(wish: Situation, policy: CentrePolicy) -> Condition:
    if wish.contact_changed_at is None:
        return Condition("contact_settled", passed=True)
    end = wish.contact_changed_at + timedelta(hours=policy.card_change_hours)
    passed = end <= wish.at
    facts = {"hours": str(policy.card_change_hours)}
    return Condition("contact_settled", passed, None if passed else beijing_date(end), facts)


def _closing(wish: Situation, rule: ReasonRule | None, policy: CentrePolicy) -> Condition:
    """Whether closing or keeping the account fits the reason; keeping where optional is the centre's switch."""
    if rule is None:
        return Condition("closing_fits", passed=True)
    closing = rule.closing
    if wish.closing:
        return Condition("closing_fits", closing is not Closing.NEVER)
    may_keep = closing is Closing.OPTIONAL and policy.retirement_may_keep_account
    return Condition("closing_fits", closing is Closing.NEVER or may_keep)


def _balance(wish: Situation, policy: CentrePolicy) -> Condition:
    """A closing takes the whole balance; else a kept minimum stays."""
    available = wish.balance if wish.closing else max(wish.balance - policy.withdrawal_kept_balance, ZERO)
    enough = wish.amount == available if wish.closing else wish.amount <= available
    return Condition("amount_fits_balance", enough, facts={"available": str(yuan(available))})
