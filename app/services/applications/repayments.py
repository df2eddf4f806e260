"""What paying a loan early shares: the loans to choose from, the conditions, the facts; rules 3.6 and 4.6."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from app.domain.calendar import DAY, parse_date
from app.domain.clock import BEIJING
from app.domain.conditions import Condition
from app.domain.errors import Refusal
from app.domain.masking import mask_id_number, mask_mobile
from app.domain.policy import CentrePolicy
from app.domain.prepayment import LoanState, check_hours, refusals
from app.fund_core import Instalment, Loan, Order, Person
from app.services.applications.base import Answers, Applicant, Subject, chosen_subject

LISTED = ("open_order", "overdue", "not_after_issue_day", "near_due_day", "once_a_month")


class LoanCore(Protocol):
    """The part of the core that knows loans."""

    def find_person(self, id_number: str) -> Person | None: ...
    def loans_of(self, id_number: str) -> tuple[Loan, ...]: ...
    def loan_schedule(self, loan_number: str) -> tuple[Instalment, ...]: ...
    def find_order(self, key: str) -> Order | None: ...


def loan_subjects(core: LoanCore, applicant: Applicant) -> tuple[Subject, ...]:
    """The loans that are not settled."""
    return tuple(map(_subject, _running(core, applicant)))


def chosen_loan(core: LoanCore, applicant: Applicant, answers: Answers) -> Loan:
    """The loan the wish is about. Raises Refusal: no_loan, not_your_subject."""
    loans = _running(core, applicant)
    number = chosen_subject(tuple(map(_subject, loans)), answers, "no_loan")
    return next(loan for loan in loans if loan.number == number)


def open_key(loan: Loan) -> str:
    """One open early repayment of a loan, whether whole or in part."""
    return f"repayment:{loan.number}"


def loan_conditions(
    loan: Loan, plan: Sequence[Instalment], applicant: Applicant, policy: CentrePolicy
) -> tuple[Condition, ...]:
    """Everything a person must meet, passed or failed, with the first possible date."""
    refused = {one.code: one for one in refusals(_state(loan, plan), applicant.on, applicant.on + DAY, policy)}
    return (*(_condition(code, refused.get(code)) for code in LISTED), *_within_hours(applicant, policy))


def loan_facts(core: LoanCore, loan: Loan) -> dict[str, str]:
    """The facts that every early repayment shows and stores."""
    person = core.find_person(loan.id_number)
    return {
        "phone": mask_mobile(person.phone) if person and person.phone else "",
        "loan": loan.number,
        "name": loan.borrower_name,
        "id_number": mask_id_number(loan.id_number),
        "principal_left": str(loan.principal_left),
        "payer": loan.borrower_name,
        "debit_card": loan.bank_account,
        "loan_bank": loan.bank_name,
    }


def _running(core: LoanCore, applicant: Applicant) -> tuple[Loan, ...]:
    return tuple(loan for loan in core.loans_of(applicant.id_number) if loan.state != "settled")


def _subject(loan: Loan) -> Subject:
    facts = {"loan_amount": str(loan.amount), "principal_left": str(loan.principal_left), "loan": loan.number}
    return Subject(loan.number, facts)


def _state(loan: Loan, plan: Sequence[Instalment]) -> LoanState:
    paid = [one for one in plan if one.state == "paid"]
    open_ones = [one for one in plan if one.state in ("due", "overdue")]
    return LoanState(
        active=True,
        issued=loan.issued_on,
        last_due=paid[-1].due_on if paid else loan.issued_on,
        next_due=open_ones[0].due_on if open_ones else loan.issued_on,
        periods_left=len(open_ones),
        overdue_periods=sum(one.state == "overdue" for one in plan),
        open_order=loan.open_order,
        last_prepaid_on=loan.last_prepaid_on,
    )


def _condition(code: str, refused: Refusal | None) -> Condition:
    name = f"loan_{code}"
    if refused is None:
        return Condition(name, passed=True)
    day = refused.facts.get("possible_from")
    return Condition(name, passed=False, possible_from=parse_date(day) if day else None, facts=refused.facts)


def _within_hours(applicant: Applicant, policy: CentrePolicy) -> Iterator[Condition]:
    facts = {"opens": policy.loan_window_opens, "closes": policy.loan_window_closes}
    try:
        check_hours(applicant.at.astimezone(BEIJING).time(), policy)
    except Refusal:
        yield Condition("outside_hours", passed=False, facts=facts)
    else:
        yield Condition("outside_hours", passed=True, facts=facts)
