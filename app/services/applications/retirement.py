"""退休提取: the whole balance and its interest, and the account closes; rules 4.4."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from app.domain.application import ServiceKey
from app.domain.conditions import Situation
from app.domain.eligibility import assess
from app.domain.errors import DomainError, Refusal
from app.domain.identity import Sex, parse_id_number
from app.domain.retirement_age import Category, retirement
from app.domain.withdrawal import Reason
from app.fund_core import Loan, Order
from app.services.applications.base import Answers, Applicant, Proposal, Subject
from app.services.applications.withdrawals import (
    PolicyOn,
    WithdrawalCore,
    account_facts,
    account_subjects,
    chosen_account,
    close_account,
    open_key,
    without,
)

POST_STEP = "post"


class RetirementCore(WithdrawalCore, Protocol):
    """Withdrawals and loans."""

    def loans_of(self, id_number: str) -> tuple[Loan, ...]: ...


class Retirement:
    """A woman is asked for her post (岗位类别), which decides between 50 and 55; it is never read off an ID."""

    key = ServiceKey.RETIREMENT
    moves_money = True

    def __init__(self, core: RetirementCore, policy_on: PolicyOn) -> None:
        self._core = core
        self._policy_on = policy_on

    def subjects(self, applicant: Applicant) -> tuple[Subject, ...]:
        return account_subjects(self._core, applicant)

    def asks(self, applicant: Applicant, answers: Answers) -> tuple[str, ...]:
        return () if _is_man(applicant) else (POST_STEP,)

    def propose(self, applicant: Applicant, answers: Answers) -> Proposal:
        """Amount: balance and closing interest (销户本息合计)."""
        account = chosen_account(self._core, applicant, answers)
        quote = self._core.quote_closing(account.number)
        loans = self._core.loans_of(applicant.id_number)
        statutory = _statutory_on(applicant, answers)
        wish = Situation(
            Reason.RETIREMENT,
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
            statutory_on=statutory,
        )
        conditions = assess(wish, self._policy_on(applicant.on)).conditions
        money = {"interest": str(quote.interest), "total": str(quote.total)}
        dated = {"statutory_on": statutory.isoformat()} if statutory else {}
        return Proposal(
            open_key(account),
            quote.total,
            conditions if statutory else without(conditions, "retired"),
            account_facts(account, Reason.RETIREMENT) | money | dated,
            account.data_time,
            quote,
        )

    def send(self, order_key: str, facts: Mapping[str, str]) -> Order:
        return close_account(self._core, order_key, facts)

    def find(self, order_key: str) -> Order | None:
        return self._core.find_order(order_key)


def _is_man(applicant: Applicant) -> bool:
    return parse_id_number(applicant.id_number, applicant.on).sex is Sex.MALE


def _statutory_on(applicant: Applicant, answers: Answers) -> date | None:
    """The statutory date, None while a woman has not said which post. Raises Refusal("answer_unknown")."""
    post = Category.MALE.value if _is_man(applicant) else answers.get(POST_STEP)
    if not post:
        return None
    try:
        return retirement(Category(post), parse_id_number(applicant.id_number, applicant.on).birth).on
    except (ValueError, DomainError):
        raise Refusal("answer_unknown") from None
