"""提前结清、最后一次还款: everything that is owed today, by debit from the repayment account; rules 4.6."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from app.domain.application import ServiceKey
from app.fund_core import CoreRefused, Loan, Order, Payoff, PayoffQuote
from app.services.applications.base import Answers, Applicant, Proposal, Subject
from app.services.applications.repayments import (
    LoanCore,
    chosen_loan,
    loan_conditions,
    loan_facts,
    loan_subjects,
    open_key,
)
from app.services.applications.withdrawals import PolicyOn


class PayoffCore(LoanCore, Protocol):
    """Loans and settling them."""

    def quote_payoff(self, loan_number: str) -> PayoffQuote: ...
    def pay_off(self, key: str, payoff: Payoff) -> Order: ...


class PayOff:
    """The amount is the core's quote of the day and cannot be changed; it is debited, then the loan is settled."""

    key = ServiceKey.PAYOFF
    moves_money = True

    def __init__(self, core: PayoffCore, policy_on: PolicyOn) -> None:
        self._core = core
        self._policy_on = policy_on

    def subjects(self, applicant: Applicant) -> tuple[Subject, ...]:
        return loan_subjects(self._core, applicant)

    def asks(self, applicant: Applicant, answers: Answers) -> tuple[str, ...]:
        return ()

    def propose(self, applicant: Applicant, answers: Answers) -> Proposal:
        """Amount: 本次应还总额; an overdue loan has none, and its condition says so."""
        loan = chosen_loan(self._core, applicant, answers)
        plan = self._core.loan_schedule(loan.number)
        quote = self._quote(loan)
        conditions = loan_conditions(loan, plan, applicant, self._policy_on(applicant.on))
        money = {"total": str(quote.total), "quoted_on": quote.quoted_on.isoformat()} if quote else {}
        total = quote.total if quote else Decimal("0.00")
        return Proposal(open_key(loan), total, conditions, loan_facts(self._core, loan) | money, loan.data_time, quote)

    def send(self, order_key: str, facts: Mapping[str, str]) -> Order:
        return self._core.pay_off(order_key, Payoff(facts["loan"], Decimal(facts["total"])))

    def find(self, order_key: str) -> Order | None:
        return self._core.find_order(order_key)

    def _quote(self, loan: Loan) -> PayoffQuote | None:
        if loan.state == "overdue":
            return None
        try:
            return self._core.quote_payoff(loan.number)
        except CoreRefused as refused:
            if refused.code == "loan_overdue":  # fell due since the list was read
                return None
            raise
