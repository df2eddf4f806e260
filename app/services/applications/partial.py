"""What withdrawals share that leave the account open: the wish as rules see it, the amount, the couple's history."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from app.domain.conditions import Situation
from app.domain.errors import Refusal
from app.domain.money import FEN, ZERO, InvalidMoney, positive
from app.domain.policy import CentrePolicy
from app.domain.withdrawal import Reason
from app.fund_core import PastWithdrawal, Person, PersonAccount
from app.services.applications.base import Answers, Applicant
from app.services.applications.withdrawals import WithdrawalCore, account_facts

AMOUNT_STEP = "amount"


class PartialCore(WithdrawalCore, Protocol):
    """Withdrawals, who withdraws, and what was withdrawn before."""

    def find_person(self, id_number: str) -> Person | None: ...
    def withdrawals_of(self, account_number: str) -> tuple[PastWithdrawal, ...]: ...


@dataclass(frozen=True)
class Couple:
    """The applicant and the spouse the centre knows of; both withdraw for one home, one loan, one rent."""

    applicant: Person | None = field(repr=False)
    own_accounts: tuple[str, ...] = field(repr=False)
    id_numbers: tuple[str, ...] = field(repr=False)
    past: tuple[PastWithdrawal, ...] = field(repr=False)

    def took(self, reason: Reason, **facts: object) -> tuple[PastWithdrawal, ...]:
        """Their withdrawals for a reason whose fields are as given, the oldest first."""
        fits = (one for one in self.past if one.reason == reason.value)
        return tuple(one for one in fits if all(getattr(one, name) == value for name, value in facts.items()))


def couple_of(core: PartialCore, applicant: Applicant) -> Couple:
    """Read the couple. Raises CoreError."""
    person = core.find_person(applicant.id_number)
    spouse = person.spouse_id_number if person else ""
    both = (applicant.id_number, spouse) if spouse else (applicant.id_number,)
    numbers = [tuple(account.number for account in core.accounts_of(one)) for one in both]
    past = [one for account in sum(numbers, ()) for one in core.withdrawals_of(account)]
    return Couple(person, numbers[0], both, tuple(sorted(past, key=lambda one: one.booked_on)))


def amount_of(answers: Answers) -> Decimal:
    """The amount asked for; before it is answered the least there is. Raises Refusal("amount_not_positive")."""
    try:
        return positive(answers[AMOUNT_STEP]) if AMOUNT_STEP in answers else FEN
    except InvalidMoney:
        raise Refusal("amount_not_positive") from None


def wish_of(
    reason: Reason, account: PersonAccount, applicant: Applicant, couple: Couple, amount: Decimal, **known: Any
) -> Situation:
    """The wish with what the core knows of every account; `known` are the facts of the reason's own."""
    return Situation(
        reason,
        amount,
        applicant.at,
        account.status,
        account.balance,
        restricted_until=account.restricted_until,
        open_order=account.open_order,
        card_verified=bool(account.card_number),
        contact_changed_at=_contact_changed_at(applicant, couple),
        **known,
    )


def _contact_changed_at(applicant: Applicant, couple: Couple) -> datetime | None:
    """When phone or card last changed, here or at the core."""
    known = (applicant.contact_changed_at, couple.applicant.contact_changed_at if couple.applicant else None)
    return max((instant for instant in known if instant), default=None)


def available(account: PersonAccount, policy: CentrePolicy, *limits: Decimal) -> Decimal:
    """The most that may be taken now: of balance, online limit and the reason's own limits."""
    kept = account.balance - policy.withdrawal_kept_balance
    return max(min(kept, policy.withdrawal_online_limit, *limits), ZERO)


def partial_facts(
    account: PersonAccount, reason: Reason, answers: Answers, amount: Decimal, most: Decimal
) -> dict[str, str]:
    """The facts of the account, the most there is, and the amount once it is answered."""
    asked = {"amount": str(amount)} if AMOUNT_STEP in answers else {}
    return account_facts(account, reason) | {"available": str(most)} | asked


def total(past: Iterable[PastWithdrawal]) -> Decimal:
    """Their sum in yuan."""
    return sum((one.amount for one in past), ZERO)
