"""May this person withdraw for this reason (我能提吗): every condition with pass or fail and the first possible date.

Rules 4.4 to 4.12. The conditions of each reason are rows of a table; those of all reasons are in `conditions`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from app.domain.calendar import add_months
from app.domain.conditions import SEALED, Condition, Situation, common_conditions
from app.domain.contribution import month_number
from app.domain.errors import Refusal
from app.domain.money import ZERO, yuan
from app.domain.policy import CentrePolicy
from app.domain.withdrawal import Reason

PAID_LAG_MONTHS = 2  # a month is paid in the next one (条例 art. 19), which may not be over yet

Check = Callable[[Situation, CentrePolicy], Condition]


@dataclass(frozen=True)
class Eligibility:
    """The pre-check's answer."""

    conditions: tuple[Condition, ...]

    @property
    def failed(self) -> tuple[Condition, ...]:
        return tuple(condition for condition in self.conditions if not condition.passed)

    @property
    def passed(self) -> bool:
        return not self.failed

    @property
    def possible_from(self) -> date | None:
        """The first day on which all will pass by waiting alone; None if it passes now or waiting does not help."""
        dates = [condition.possible_from for condition in self.failed]
        known = [day for day in dates if day is not None]
        return max(known) if known and len(known) == len(dates) else None

    def demand(self) -> None:
        """Raises a Refusal with the first failed condition's code and facts, its date as `possible_from`."""
        for condition in self.failed:
            day = condition.possible_from
            dated = {"possible_from": day.isoformat()} if day else {}
            raise Refusal(condition.code, {**condition.facts, **dated})


def assess(wish: Situation, policy: CentrePolicy) -> Eligibility:
    """Every condition of the wish, common ones first. Raises DomainError only for impossible figures."""
    own = (check(wish, policy) for check in _CHECKS[wish.reason])
    return Eligibility((*common_conditions(wish, policy), *own))


def _sealed(wish: Situation, _: CentrePolicy) -> Condition:
    return Condition("account_sealed", wish.status == SEALED)


def _no_loan(wish: Situation, _: CentrePolicy) -> Condition:
    return Condition("no_outstanding_loan", wish.outstanding_loan is False)


def _documents(wish: Situation, _: CentrePolicy) -> Condition:
    return Condition("documents_shown", wish.documents is True)


def _retired(wish: Situation, _: CentrePolicy) -> Condition:
    """Age, a pension already drawn, or papers of early retirement: any of them is enough, rules 4.4."""
    by_age = wish.statutory_on is not None and wish.statutory_on <= wish.on
    passed = by_age or wish.draws_pension is True or wish.early_retirement is True
    return Condition("retired", passed, None if passed else wish.statutory_on)


def _sealed_long_enough(wish: Situation, policy: CentrePolicy) -> Condition:
    months = policy.sealed_months_before_closing
    facts = {"months": str(months)}
    if wish.sealed_on is None:
        return Condition("sealed_long_enough", passed=False, facts=facts)
    day = add_months(wish.sealed_on, months)
    return Condition("sealed_long_enough", day <= wish.on, day if day > wish.on else None, facts)


def _not_paying_elsewhere(wish: Situation, _: CentrePolicy) -> Condition:
    return Condition("not_paying_elsewhere", wish.pays_elsewhere is False)


def _paid_without_gap(wish: Situation, policy: CentrePolicy) -> Condition:
    needed = policy.rent_contribution_months
    months = _current_run(wish)
    passed = months >= needed
    later = None if passed else add_months(wish.on.replace(day=1), needed - months)
    return Condition("paid_without_gap", passed, later, {"needed": str(needed), "paid": str(months)})


def _current_run(wish: Situation) -> int:
    """The months of the run, 0 if it broke off."""
    run = wish.paid_run
    if run is None or month_number(run.last) < month_number(f"{wish.on:%Y-%m}") - PAID_LAG_MONTHS:
        return 0
    return run.months


def _no_home(wish: Situation, _: CentrePolicy) -> Condition:
    return Condition("no_home_in_city", wish.home_in_city is False)


def rent_limit(wish: Situation, policy: CentrePolicy) -> Decimal | None:
    """The most in a year: by the centre and by the lease, the lower of them; None where neither is known."""
    known = [limit for limit in (policy.rent_yearly_limit or None, wish.rent_by_lease) if limit is not None]
    return min(known, default=None)


def _rent_limit_known(wish: Situation, policy: CentrePolicy) -> Condition:
    return Condition("rent_limit_known", rent_limit(wish, policy) is not None)


def _rent_limit(wish: Situation, policy: CentrePolicy) -> Condition:
    limit = rent_limit(wish, policy)
    if limit is None:
        return Condition("within_rent_limit", passed=True, facts={"limit": "0.00"})
    passed = wish.rent_this_year + wish.amount <= limit
    next_year = _next_year(wish) if not passed and wish.amount <= limit else None
    return Condition("within_rent_limit", passed, next_year, {"limit": str(yuan(limit))})


def _no_repayment_too(wish: Situation, _: CentrePolicy) -> Condition:
    passed = not wish.repaid_with_it_this_year
    return Condition("no_repayment_in_period", passed, None if passed else _next_year(wish))


def _next_year(wish: Situation) -> date:
    return date(wish.on.year + 1, 1, 1)


def _home_is_own(wish: Situation, _: CentrePolicy) -> Condition:
    return Condition("home_owned", wish.home is not None and wish.home.owned)


def _home_is_valid(wish: Situation, _: CentrePolicy) -> Condition:
    return Condition("home_valid", wish.home is not None and wish.home.valid)


def _home_is_dwelling(wish: Situation, _: CentrePolicy) -> Condition:
    return Condition("home_residential", wish.home is not None and wish.home.residential)


def _home_not_resold(wish: Situation, _: CentrePolicy) -> Condition:
    return Condition("home_not_resold", wish.home is not None and not wish.home.resold)


def _home_unused(wish: Situation, _: CentrePolicy) -> Condition:
    return Condition("home_not_used_before", wish.home is not None and not wish.home.withdrawn_before)


def _within_window(wish: Situation, policy: CentrePolicy) -> Condition:
    months = policy.purchase_window_months
    home = wish.home
    passed = home is not None and home.deed_on <= wish.on <= add_months(home.deed_on, months)
    return Condition("within_purchase_window", passed, facts={"months": str(months)})


def _within_price(wish: Situation, _: CentrePolicy) -> Condition:
    if wish.home is None:
        return Condition("within_price", passed=False, facts={"available": str(ZERO)})
    return Condition("within_price", wish.amount <= wish.home.room, facts={"available": str(yuan(wish.home.room))})


def _repaid_enough(wish: Situation, _: CentrePolicy) -> Condition:
    if wish.repayment is None:
        return Condition("within_repaid", passed=False, facts={"available": str(ZERO)})
    paid = wish.repayment.paid
    return Condition("within_repaid", wish.amount <= paid, facts={"available": str(yuan(paid))})


def _interval_over(wish: Situation, _: CentrePolicy) -> Condition:
    last = wish.repayment.last_withdrawn_on if wish.repayment else None
    if wish.repayment is None or last is None:
        return Condition("interval_over", wish.repayment is not None)
    day = add_months(last, wish.repayment.interval_months)
    return Condition("interval_over", day <= wish.on, day if day > wish.on else None)


def _no_rent_too(wish: Situation, policy: CentrePolicy) -> Condition:
    rented_on = wish.repayment.rent_withdrawn_on if wish.repayment else None
    if wish.repayment is None or rented_on is None:
        return Condition("no_rent_in_period", wish.repayment is not None)
    day = add_months(rented_on, policy.repaid_period_months)
    return Condition("no_rent_in_period", day <= wish.on, day if day > wish.on else None)


_HOME: tuple[Check, ...] = (_home_is_own, _home_is_valid, _home_is_dwelling)
_CHECKS: Mapping[Reason, tuple[Check, ...]] = MappingProxyType(
    {
        Reason.PURCHASE: (*_HOME, _home_not_resold, _home_unused, _within_window, _within_price),
        Reason.BUILDING: (_documents, *_HOME, _within_price),
        Reason.RETIREMENT: (_sealed, _no_loan, _retired),
        Reason.DISABILITY: (_documents, _no_loan),
        Reason.EMIGRATION: (_documents, _no_loan),
        Reason.LOAN_REPAYMENT: (_repaid_enough, _interval_over, _no_rent_too),
        Reason.RENT: (_paid_without_gap, _no_home, _rent_limit_known, _rent_limit, _no_repayment_too),
        Reason.DEATH: (_documents, _no_loan),
        Reason.ILLNESS: (_documents,),
        Reason.DECORATION: (_documents,),
        Reason.PROPERTY_FEE: (_documents,),
        Reason.EMPLOYMENT_ENDED: (_sealed, _sealed_long_enough, _not_paying_elsewhere, _no_loan),
        Reason.OTHER_HOUSING: (_documents,),
    }
)
