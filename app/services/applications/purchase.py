"""购房提取: the paper is looked up (联网核查), then the amount is asked; a home's price is taken once; rules 4.5."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from app.domain.application import ServiceKey
from app.domain.calendar import add_months
from app.domain.conditions import Condition, Situation
from app.domain.conditions import Home as BoughtHome
from app.domain.eligibility import assess
from app.domain.home import Home, HomeUse, PaperState
from app.domain.money import ZERO
from app.domain.withdrawal import Reason
from app.fund_core import CoreRefused, Loan, Order, PastWithdrawal, PersonAccount, Withdrawal
from app.services.applications.base import Answers, Applicant, Proposal, Subject
from app.services.applications.papers import PAPER_STEP, Answered, Registry, ask, home_facts, paper_of
from app.services.applications.partial import (
    AMOUNT_STEP,
    Couple,
    amount_of,
    available,
    couple_of,
    partial_facts,
    total,
    wish_of,
)
from app.services.applications.standing import StandingCore
from app.services.applications.withdrawals import PolicyOn, account_subjects, chosen_account, open_key, without

OF_THE_HOME = (
    "home_owned",
    "home_valid",
    "home_residential",
    "home_not_resold",
    "home_not_used_before",
    "within_purchase_window",
    "within_price",
)
RESALE_MONTHS = 12  # 建金[2018]46号: 同一房产 12 个月内多次交易 is looked at by a clerk


class PurchaseCore(StandingCore, Protocol):
    """Withdrawals for homes, and the loans that paid for them."""

    def withdrawals_for_home(self, home: str) -> tuple[PastWithdrawal, ...]: ...
    def loans_of(self, id_number: str) -> tuple[Loan, ...]: ...


class Purchase:
    """All owners together take no more than the price less the fund loan; each of a couple applies once."""

    key = ServiceKey.PURCHASE
    moves_money = True

    def __init__(self, core: PurchaseCore, registry: Registry, policy_on: PolicyOn) -> None:
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
        answered = ask(self._registry, *paper_of(answers), couple) if PAPER_STEP in answers else None
        wish = wish_of(Reason.PURCHASE, account, applicant, couple, amount_of(answers))
        return self._proposed(account, self._with_home(wish, couple, answered), answers, answered)

    def send(self, order_key: str, facts: Mapping[str, str]) -> Order:
        """Look once more at what was taken for the home: the spouse may have been faster."""
        amount = Decimal(facts["amount"])
        if total(self._taken(facts["home"])) + amount > Decimal(facts["most_for_home"]):
            raise CoreRefused("home_used_up")
        self._end_rent(order_key, facts["account"])
        wanted = Withdrawal(facts["account"], facts["reason"], amount, closing=False, home=facts["home"])
        return self._core.withdraw(order_key, wanted)

    def find(self, order_key: str) -> Order | None:
        return self._core.find_order(order_key)

    def _end_rent(self, order_key: str, account_number: str) -> None:
        """Who has bought a home rents no longer: the monthly order for rent ends, rules 4.12."""
        for order in self._core.standing_orders_of(account_number):
            if order.reason == Reason.RENT.value and order.ended_on is None:
                self._core.end_standing_order(f"{order_key}:rent", order.number)

    def _proposed(
        self, account: PersonAccount, wish: Situation, answers: Answers, answered: Answered | None
    ) -> Proposal:
        policy = self._policy_on(wish.on)
        most = available(account, policy, *([wish.home.room] if wish.home else []))
        facts = partial_facts(account, Reason.PURCHASE, answers, wish.amount, most)
        if answered and answered.home and wish.home:
            facts |= home_facts(answered.home) | {"most_for_home": str(wish.home.price - wish.home.fund_loan)}
        asked = wish.amount if AMOUNT_STEP in answers else ZERO
        conditions = _conditions(assess(wish, policy).conditions, answered)
        return Proposal(open_key(account), asked, conditions, facts, account.data_time)

    def _with_home(self, wish: Situation, couple: Couple, answered: Answered | None) -> Situation:
        if answered is None or answered.home is None:
            return wish
        home = answered.home
        taken = self._taken(home.unit)
        theirs = couple.took(Reason.PURCHASE, home=home.unit)
        bought = BoughtHome(
            home.on,
            home.price,
            withdrawn_by_all=total(taken),
            withdrawn_before=any(one.account_number in couple.own_accounts for one in taken),
            fund_loan=self._fund_loan(home, couple),
            residential=home.use is HomeUse.DWELLING,
            valid=home.state is PaperState.VALID,
            owned=answered.owned,
            resold=any(day >= add_months(home.on, -RESALE_MONTHS) for day in home.traded),
            part=answered.part,
            taken_by_couple=total(theirs),
        )
        return replace(wish, home=bought)

    def _taken(self, home: str) -> tuple[PastWithdrawal, ...]:
        """What anybody withdrew for buying it; decoration and fees have limits of their own."""
        every = self._core.withdrawals_for_home(home)
        return tuple(one for one in every if one.reason == Reason.PURCHASE.value)

    def _fund_loan(self, home: Home, couple: Couple) -> Decimal:
        """The loans of this fund that paid for it (公积金贷款)."""
        loans = {loan.number: loan for one in couple.id_numbers for loan in self._core.loans_of(one)}
        lent = (loan.amount for loan in loans.values() if loan.home_address == home.address)
        return min(sum(lent, ZERO), home.price)


def _conditions(found: tuple[Condition, ...], answered: Answered | None) -> tuple[Condition, ...]:
    """Before the paper is typed nothing of the home is known; of another's home nothing more is told than that."""
    if answered is None:
        return without(found, *OF_THE_HOME)
    if answered.home is None:
        return (*without(found, *OF_THE_HOME), *answered.conditions)
    hidden = () if answered.owned else tuple(code for code in OF_THE_HOME if code != "home_owned")
    return (*without(found, *hidden), *answered.conditions)
