"""提前部分还款: part of the principal early, for a shorter term or a lower instalment; rules 3.6 and 4.6."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from app.domain.application import ServiceKey
from app.domain.conditions import Condition
from app.domain.errors import Refusal
from app.domain.money import InvalidMoney, positive, yuan
from app.fund_core import CoreRefused, Loan, Order, Prepayment, PrepaymentQuote
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

AMOUNT_STEP, CHOICE_STEP = "principal", "choice"
CHOICES = ("shorten", "reduce")  # 缩短期限, 减少月供
OF_THE_AMOUNT = ("last_period", "amount_settles", "below_minimum", "amount_not_positive")


class PrepaymentCore(LoanCore, Protocol):
    """Loans and repaying part of them."""

    def quote_prepayment(self, loan_number: str, principal: Decimal) -> PrepaymentQuote: ...
    def prepay(self, key: str, prepayment: Prepayment) -> Order: ...


class Prepay:
    """First the amount; then both choices side by side; then the check."""

    key = ServiceKey.PREPAYMENT
    moves_money = True

    def __init__(self, core: PrepaymentCore, policy_on: PolicyOn) -> None:
        self._core = core
        self._policy_on = policy_on

    def subjects(self, applicant: Applicant) -> tuple[Subject, ...]:
        return loan_subjects(self._core, applicant)

    def asks(self, applicant: Applicant, answers: Answers) -> tuple[str, ...]:
        return AMOUNT_STEP, CHOICE_STEP

    def propose(self, applicant: Applicant, answers: Answers) -> Proposal:
        """Amount: principal and interest. Raises Refusal: answer_unknown, and those of the amount."""
        loan = chosen_loan(self._core, applicant, answers)
        policy = self._policy_on(applicant.on)
        conditions = loan_conditions(loan, self._core.loan_schedule(loan.number), applicant, policy)
        more_than_one = Condition("loan_last_period", passed=loan.months - loan.months_paid > 1)
        minimum = {"minimum": str(yuan(policy.prepayment_minimum))}
        quote = self._quote(loan, answers, minimum) if AMOUNT_STEP in answers else None
        facts = loan_facts(self._core, loan) | minimum | _asked(quote, answers)
        total = quote.total if quote else Decimal("0.00")
        return Proposal(open_key(loan), total, (*conditions, more_than_one), facts, loan.data_time, quote)

    def send(self, order_key: str, facts: Mapping[str, str]) -> Order:
        principal, total = Decimal(facts["prepaid"]), Decimal(facts["total"])
        return self._core.prepay(order_key, Prepayment(facts["loan"], principal, facts["choice"], total))

    def find(self, order_key: str) -> Order | None:
        return self._core.find_order(order_key)

    def _quote(self, loan: Loan, answers: Answers, facts: Mapping[str, str]) -> PrepaymentQuote:
        try:
            return self._core.quote_prepayment(loan.number, positive(answers[AMOUNT_STEP]))
        except InvalidMoney:
            raise Refusal("amount_not_positive") from None
        except CoreRefused as refused:
            if refused.code in OF_THE_AMOUNT:
                raise Refusal(refused.code, {**facts, "balance": str(loan.principal_left)}) from None
            raise


def _asked(quote: PrepaymentQuote | None, answers: Answers) -> dict[str, str]:
    """The facts of the amount and, once chosen, of the choice."""
    if quote is None:
        return {}
    facts = {"prepaid": str(quote.principal), "interest_due": str(quote.interest), "total": str(quote.total)}
    choice = answers.get(CHOICE_STEP)
    if choice is None:
        return facts
    if choice not in CHOICES:
        raise Refusal("answer_unknown")
    future = quote.shorten if choice == "shorten" else quote.reduce
    after = {"payment_after": str(future.payment), "months_after": str(future.months_left)}
    return facts | after | {"choice": choice, "ends_on": future.ends_on.isoformat()}
