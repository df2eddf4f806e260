"""装修提取 and 物业费提取, new in the law of 2026-09-20: by the centre's announcement, refused until it has made one.

Both are for a home of the applicant's or the spouse's: decoration has one limit for it, property fees one a year.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from app.domain.application import ServiceKey
from app.domain.conditions import Condition
from app.domain.eligibility import assess
from app.domain.money import ZERO
from app.domain.policy import CentrePolicy
from app.domain.withdrawal import Reason
from app.fund_core import CoreRefused, Order, PastWithdrawal, PersonAccount, Withdrawal
from app.services.applications.base import Answers, Applicant, Proposal, Subject
from app.services.applications.papers import PAPER_STEP, Answered, Registry, ask, home_conditions, home_facts, paper_of
from app.services.applications.partial import (
    AMOUNT_STEP,
    Couple,
    PartialCore,
    amount_of,
    available,
    couple_of,
    partial_facts,
    total,
    wish_of,
)
from app.services.applications.withdrawals import PolicyOn, account_subjects, chosen_account, open_key, without

REASONS = {ServiceKey.DECORATION: Reason.DECORATION, ServiceKey.PROPERTY_FEE: Reason.PROPERTY_FEE}


class AnnouncedCore(PartialCore, Protocol):
    """Withdrawals, and those for a home by anybody."""

    def withdrawals_for_home(self, home: str) -> tuple[PastWithdrawal, ...]: ...


class AnnouncedWithdrawal:
    """Both services are one: they differ in their limit, and in what counts towards it."""

    moves_money = True

    def __init__(self, key: ServiceKey, core: AnnouncedCore, registry: Registry, policy_on: PolicyOn) -> None:
        self.key = key
        self._reason = REASONS[key]
        self._core = core
        self._registry = registry
        self._policy_on = policy_on

    def subjects(self, applicant: Applicant) -> tuple[Subject, ...]:
        return account_subjects(self._core, applicant)

    def asks(self, applicant: Applicant, answers: Answers) -> tuple[str, ...]:
        return PAPER_STEP, AMOUNT_STEP

    def propose(self, applicant: Applicant, answers: Answers) -> Proposal:
        """Raises Refusal: registry_unavailable, answer_unknown, amount_not_positive."""
        account, couple = chosen_account(self._core, applicant, answers), couple_of(self._core, applicant)
        known = self._limit(self._policy_on(applicant.on)) > 0
        answered = ask(self._registry, *paper_of(answers), couple) if known and PAPER_STEP in answers else None
        return self._proposed(account, applicant, couple, answers, answered)

    def send(self, order_key: str, facts: Mapping[str, str]) -> Order:
        """Look once more at what was taken: the spouse may have been faster."""
        amount, on = Decimal(facts["amount"]), date.fromisoformat(facts["applied_on"])
        if total(self._counted(self._core.withdrawals_for_home(facts["home"]), on)) + amount > Decimal(facts["limit"]):
            raise CoreRefused("limit_used_up")
        wanted = Withdrawal(facts["account"], facts["reason"], amount, closing=False, home=facts["home"])
        return self._core.withdraw(order_key, wanted)

    def find(self, order_key: str) -> Order | None:
        return self._core.find_order(order_key)

    def _proposed(
        self, account: PersonAccount, applicant: Applicant, couple: Couple, answers: Answers, answered: Answered | None
    ) -> Proposal:
        policy, home = self._policy_on(applicant.on), answered.home if answered else None
        limit = self._limit(policy)
        taken = self._core.withdrawals_for_home(home.unit) if home else ()
        left = max(limit - total(self._counted(taken, applicant.on)), ZERO)
        wish = wish_of(
            self._reason, account, applicant, couple, amount_of(answers), documents=True, local_rule_known=limit > 0
        )
        conditions = without(assess(wish, policy).conditions, "documents_shown")
        own = (*home_conditions(answered), self._within(wish.amount, left, applicant.on)) if answered else ()
        facts = partial_facts(account, self._reason, answers, wish.amount, available(account, policy, left))
        facts |= {"limit": str(limit), "applied_on": applicant.on.isoformat(), **(home_facts(home) if home else {})}
        asked = wish.amount if AMOUNT_STEP in answers else ZERO
        return Proposal(open_key(account), asked, (*conditions, *own), facts, account.data_time)

    @property
    def _yearly(self) -> bool:
        return self.key is ServiceKey.PROPERTY_FEE

    def _limit(self, policy: CentrePolicy) -> Decimal:
        return policy.property_fee_yearly_limit if self._yearly else policy.decoration_limit

    def _counted(self, taken: tuple[PastWithdrawal, ...], on: date) -> tuple[PastWithdrawal, ...]:
        """What counts towards the limit: everything of this reason for the home, or that of this year."""
        since = date(on.year, 1, 1) if self._yearly else date.min
        return tuple(one for one in taken if one.reason == self._reason.value and one.booked_on >= since)

    def _within(self, amount: Decimal, left: Decimal, on: date) -> Condition:
        passed = amount <= left
        next_year = date(on.year + 1, 1, 1) if self._yearly and not passed else None
        return Condition("within_local_limit", passed, next_year, {"available": str(left)})
