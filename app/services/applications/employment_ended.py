"""终止劳动关系提取: sealed for half a year, no loan, paying nowhere else; the account closes; rules 4.11."""

from collections.abc import Mapping

from app.domain.application import ServiceKey
from app.domain.conditions import Situation
from app.domain.eligibility import assess
from app.domain.withdrawal import Reason
from app.fund_core import Order
from app.services.applications.base import Answers, Applicant, Proposal, Subject
from app.services.applications.retirement import RetirementCore
from app.services.applications.withdrawals import (
    PolicyOn,
    account_facts,
    account_subjects,
    chosen_account,
    close_account,
    open_key,
    without,
)

ELSEWHERE_STEP = "elsewhere"


class EmploymentEnded:
    """Whether contributions are paid in another city is asked of the person, who answers for it."""

    key = ServiceKey.EMPLOYMENT_ENDED
    moves_money = True

    def __init__(self, core: RetirementCore, policy_on: PolicyOn) -> None:
        self._core = core
        self._policy_on = policy_on

    def subjects(self, applicant: Applicant) -> tuple[Subject, ...]:
        return account_subjects(self._core, applicant)

    def asks(self, applicant: Applicant, answers: Answers) -> tuple[str, ...]:
        return (ELSEWHERE_STEP,)

    def propose(self, applicant: Applicant, answers: Answers) -> Proposal:
        """Amount: balance and closing interest (销户本息合计)."""
        account = chosen_account(self._core, applicant, answers)
        quote = self._core.quote_closing(account.number)
        loans = self._core.loans_of(applicant.id_number)
        elsewhere = answers.get(ELSEWHERE_STEP, "")
        wish = Situation(
            Reason.EMPLOYMENT_ENDED,
            account.balance,
            applicant.at,
            account.status,
            account.balance,
            closing=True,
            restricted_until=account.restricted_until,
            open_order=account.open_order,
            card_verified=bool(account.card_number),
            contact_changed_at=applicant.contact_changed_at,
            outstanding_loan=any(loan.state != "settled" for loan in loans),
            sealed_on=account.sealed_on,
            pays_elsewhere=elsewhere != "no",
        )
        conditions = assess(wish, self._policy_on(applicant.on)).conditions
        own = {"interest": str(quote.interest), "total": str(quote.total), "elsewhere": elsewhere}
        return Proposal(
            open_key(account),
            quote.total,
            conditions if elsewhere else without(conditions, "not_paying_elsewhere"),
            account_facts(account, Reason.EMPLOYMENT_ENDED) | own,
            account.data_time,
            quote,
        )

    def send(self, order_key: str, facts: Mapping[str, str]) -> Order:
        return close_account(self._core, order_key, facts)

    def find(self, order_key: str) -> Order | None:
        return self._core.find_order(order_key)
