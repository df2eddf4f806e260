"""偿还商业贷款提取 and 省内异地公积金贷款提取: the lender's data say what was repaid; rules 4.10 and 4.13."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from app.domain.application import ServiceKey
from app.domain.calendar import add_months
from app.domain.conditions import Condition
from app.domain.conditions import Repayment as Repaying
from app.domain.eligibility import assess
from app.domain.money import ZERO
from app.domain.outside_loan import LoanKind, LoanState, OutsideLoan
from app.domain.withdrawal import Reason
from app.fund_core import Order, PersonAccount, Withdrawal
from app.providers.registry_line import OutOfArea, PaperNotFound
from app.services.applications.base import Answers, Applicant, Proposal, Subject
from app.services.applications.fund_loan import rent_running, repaying
from app.services.applications.papers import answering
from app.services.applications.partial import (
    AMOUNT_STEP,
    Couple,
    amount_of,
    available,
    couple_of,
    partial_facts,
    wish_of,
)
from app.services.applications.standing import StandingCore, way_of
from app.services.applications.withdrawals import PolicyOn, account_subjects, chosen_account, open_key, without

LOAN_STEP, LENDER = "number", "lender"
KINDS = {ServiceKey.COMMERCIAL_LOAN: LoanKind.COMMERCIAL, ServiceKey.PROVINCE_LOAN: LoanKind.PROVINCE}
OF_THE_LOAN = ("within_repaid", "interval_over", "no_rent_in_period")


class LoanSource(Protocol):
    """The loan registry."""

    def look_up_loan(self, kind: LoanKind, lender: str, number: str, id_number: str) -> OutsideLoan: ...


@dataclass(frozen=True)
class Told:
    """What the registry told of a loan: nothing where it knows none, and how that reads."""

    loan: OutsideLoan | None = field(repr=False)
    conditions: tuple[Condition, ...]

    @property
    def is_theirs(self) -> bool:
        return self.loan is not None and all(condition.passed for condition in self.conditions)


class OutsideLoanRepayment:
    """Both services are one: they differ in whose loan it is."""

    moves_money = True

    def __init__(self, key: ServiceKey, core: StandingCore, registry: LoanSource, policy_on: PolicyOn) -> None:
        self.key = key
        self._core = core
        self._registry = registry
        self._policy_on = policy_on

    def subjects(self, applicant: Applicant) -> tuple[Subject, ...]:
        return account_subjects(self._core, applicant)

    def asks(self, applicant: Applicant, answers: Answers) -> tuple[str, ...]:
        return LOAN_STEP, AMOUNT_STEP

    def propose(self, applicant: Applicant, answers: Answers) -> Proposal:
        """Raises Refusal: registry_unavailable, amount_not_positive."""
        account, couple = chosen_account(self._core, applicant, answers), couple_of(self._core, applicant)
        told = self._told(answers, couple) if LOAN_STEP in answers else None
        return self._proposed(account, applicant, couple, answers, told)

    def send(self, order_key: str, facts: Mapping[str, str]) -> Order:
        amount, loan = Decimal(facts["amount"]), facts["repaid_loan"]
        return self._core.withdraw(
            order_key, Withdrawal(facts["account"], facts["reason"], amount, closing=False, loan_number=loan)
        )

    def find(self, order_key: str) -> Order | None:
        return self._core.find_order(order_key)

    def _proposed(
        self, account: PersonAccount, applicant: Applicant, couple: Couple, answers: Answers, told: Told | None
    ) -> Proposal:
        policy, loan = self._policy_on(applicant.on), told.loan if told and told.is_theirs else None
        repaid = self._repaid(account, applicant, couple, loan)
        wish = wish_of(Reason.LOAN_REPAYMENT, account, applicant, couple, amount_of(answers), repayment=repaid)
        found = assess(wish, policy).conditions
        conditions = (*(found if loan else without(found, *OF_THE_LOAN[:2])), *(told.conditions if told else ()))
        most = available(account, policy, *([repaid.paid] if loan else []))
        facts = partial_facts(account, Reason.LOAN_REPAYMENT, answers, wish.amount, most)
        own = _facts(loan) | {"repaid": str(repaid.paid)} if loan else {}
        asked = wish.amount if AMOUNT_STEP in answers else ZERO
        return Proposal(open_key(account), asked, conditions, facts | own, account.data_time)

    def _repaid(
        self, account: PersonAccount, applicant: Applicant, couple: Couple, loan: OutsideLoan | None
    ) -> Repaying:
        policy = self._policy_on(applicant.on)
        since = add_months(applicant.on, -policy.repaid_period_months)
        rows = loan.repaid if loan else ()
        paid = sum((one.amount for one in rows if since < one.on <= applicant.on), ZERO)
        made = repaying(couple, loan.number if loan else "", paid, since, policy.other_loan_interval_months)
        running = way_of(self._core, account.number, Reason.LOAN_REPAYMENT, {}).others
        return rent_running(made, running, applicant.on)

    def _told(self, answers: Answers, couple: Couple) -> Told:
        kind, lender, number = KINDS[self.key], answers.get(LENDER, ""), answers[LOAN_STEP]
        try:
            with answering():
                loans = [self._registry.look_up_loan(kind, lender, number, one) for one in couple.id_numbers]
        except PaperNotFound:
            return Told(None, (Condition("loan_found", passed=False),))
        except OutOfArea:
            return Told(None, (Condition("lender_connected", passed=False),))
        found, theirs = Condition("loan_found", passed=True), any(loan.asker_borrows for loan in loans)
        running = Condition("loan_repaying", loans[0].state is LoanState.REPAYING)
        return Told(loans[0], (found, Condition("loan_borrowed", theirs), *([running] if theirs else [])))


def _facts(loan: OutsideLoan) -> dict[str, str]:
    return {"repaid_loan": loan.number, "lender": loan.lender, "loan_amount": str(loan.amount)}
