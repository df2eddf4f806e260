"""偿还公积金贷款提取: what was repaid of a loan of this fund, once or every month with the instalment; rules 4.10."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from app.domain.application import ServiceKey
from app.domain.calendar import add_months
from app.domain.conditions import Condition
from app.domain.conditions import Repayment as Repaying
from app.domain.eligibility import assess
from app.domain.money import ZERO
from app.domain.policy import CentrePolicy
from app.domain.withdrawal import Reason
from app.fund_core import Loan, Order, PersonAccount, Repayment
from app.services.applications.base import Answers, Applicant, Proposal, Subject, chosen_subject
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
from app.services.applications.standing import ONCE, WAY_STEP, StandingCore, Way, arrange, way_of
from app.services.applications.withdrawals import PolicyOn, chosen_account, open_accounts, open_key, without

OF_ONE_WITHDRAWAL = ("within_repaid", "interval_over", "amount_fits_balance", "within_online_limit")


class FundLoanCore(StandingCore, Protocol):
    """Standing orders, loans and what was repaid."""

    def loans_of(self, id_number: str) -> tuple[Loan, ...]: ...
    def loan_repayments(self, loan_number: str) -> tuple[Repayment, ...]: ...


@dataclass(frozen=True)
class Pair:
    """An account and the loan that it pays."""

    account: PersonAccount
    loan: Loan

    @property
    def subject(self) -> Subject:
        facts = {"account": self.account.number, "repaid_loan": self.loan.number, "loan_bank": self.loan.bank_name}
        return Subject(f"{self.account.number}-{self.loan.number}", facts)


class FundLoan:
    """借款人 and 共同借款人 withdraw for the same loan; together no more than was repaid."""

    key = ServiceKey.FUND_LOAN
    moves_money = True

    def __init__(self, core: FundLoanCore, policy_on: PolicyOn) -> None:
        self._core = core
        self._policy_on = policy_on

    def subjects(self, applicant: Applicant) -> tuple[Subject, ...]:
        return tuple(pair.subject for pair in self._pairs(applicant))

    def asks(self, applicant: Applicant, answers: Answers) -> tuple[str, ...]:
        return (WAY_STEP, AMOUNT_STEP) if answers.get(WAY_STEP, ONCE) == ONCE else (WAY_STEP,)

    def propose(self, applicant: Applicant, answers: Answers) -> Proposal:
        """Raises Refusal: no_loan, not_your_subject, answer_unknown, amount_not_positive."""
        pairs = self._pairs(applicant)
        number = chosen_subject(tuple(pair.subject for pair in pairs), answers, "no_loan")
        pair = next(pair for pair in pairs if pair.subject.number == number)
        account = chosen_account(self._core, applicant, {"subject": pair.account.number})
        way = way_of(self._core, account.number, Reason.LOAN_REPAYMENT, answers)
        facts = _facts(pair, way)
        if way.ends:
            facts |= partial_facts(account, Reason.LOAN_REPAYMENT, {}, ZERO, ZERO)
            return Proposal(open_key(account), ZERO, way.conditions, facts, account.data_time)
        return self._proposed(pair, applicant, answers, way)

    def send(self, order_key: str, facts: Mapping[str, str]) -> Order:
        return arrange(self._core, order_key, facts)

    def find(self, order_key: str) -> Order | None:
        return self._core.find_order(order_key)

    def _pairs(self, applicant: Applicant) -> tuple[Pair, ...]:
        person = self._core.find_person(applicant.id_number)
        spouse = person.spouse_id_number if person else ""
        loans = [*self._core.loans_of(applicant.id_number), *(self._core.loans_of(spouse) if spouse else ())]
        running = {loan.number: loan for loan in loans if loan.state != "settled"}
        return tuple(
            Pair(account, loan) for account in open_accounts(self._core, applicant) for loan in running.values()
        )

    def _proposed(self, pair: Pair, applicant: Applicant, answers: Answers, way: Way) -> Proposal:
        policy, couple = self._policy_on(applicant.on), couple_of(self._core, applicant)
        repaid = self._repaid(pair.loan, couple, applicant.on, policy)
        repaid = rent_running(repaid, way.others, applicant.on)
        asked = {AMOUNT_STEP: str(pair.loan.monthly_payment)} if way.is_monthly else answers
        amount = amount_of(asked)
        wish = wish_of(Reason.LOAN_REPAYMENT, pair.account, applicant, couple, amount, repayment=repaid)
        found = assess(wish, policy).conditions
        own = Condition("loan_is_own", pair.loan.id_number == applicant.id_number)
        conditions = (*without(found, *OF_ONE_WITHDRAWAL), own, *way.conditions) if way.is_monthly else found
        most = available(pair.account, policy, repaid.paid)
        facts = partial_facts(pair.account, Reason.LOAN_REPAYMENT, asked, amount, most) | _facts(pair, way)
        facts |= {"repaid": str(repaid.paid)}
        shown = amount if AMOUNT_STEP in asked else ZERO
        return Proposal(open_key(pair.account), shown, conditions, facts, pair.account.data_time)

    def _repaid(self, loan: Loan, couple: Couple, on: date, policy: CentrePolicy) -> Repaying:
        since = add_months(on, -policy.repaid_period_months)
        rows = [row for row in self._core.loan_repayments(loan.number) if row.booked_on > since]
        paid = sum((row.principal + row.interest for row in rows), ZERO)
        return repaying(couple, loan.number, paid, since, policy.fund_loan_interval_months)


def repaying(couple: Couple, loan_number: str, paid: Decimal, since: date, interval_months: int) -> Repaying:
    """What of the repaid the couple has not withdrawn yet, when the applicant last did, and their last rent."""
    taken = couple.took(Reason.LOAN_REPAYMENT, loan_number=loan_number)
    own = [one.booked_on for one in taken if one.account_number in couple.own_accounts]
    rents = [one.booked_on for one in couple.took(Reason.RENT)]
    left = max(paid - total(one for one in taken if one.booked_on > since), ZERO)
    return Repaying(left, max(own, default=None), interval_months, max(rents, default=None))


def rent_running(repaid: Repaying, running: frozenset[str], on: date) -> Repaying:
    """The same, where a monthly order for rent runs: rent is withdrawn in this period too."""
    return replace(repaid, rent_withdrawn_on=on) if Reason.RENT.value in running else repaid


def _facts(pair: Pair, way: Way) -> dict[str, str]:
    return {"repaid_loan": pair.loan.number, "loan_bank": pair.loan.bank_name, **way.facts}
