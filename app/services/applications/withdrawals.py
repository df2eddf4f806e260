"""What every withdrawal from an account shares: its subjects, its facts and the core's order."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from app.domain.conditions import Condition
from app.domain.errors import Refusal
from app.domain.masking import mask_id_number, mask_mobile
from app.domain.policy import CentrePolicy
from app.domain.withdrawal import Reason
from app.fund_core import ClosingQuote, Order, PersonAccount, Withdrawal
from app.services.applications.base import Answers, Applicant, Subject, chosen_subject

CLOSED = ("03", "04", "05")
PolicyOn = Callable[[date], CentrePolicy]


class AccountSource(Protocol):
    """The part of the core that knows accounts."""

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]: ...


class WithdrawalCore(AccountSource, Protocol):
    """The part of the core that withdrawals need."""

    def quote_closing(self, account_number: str) -> ClosingQuote: ...
    def find_order(self, key: str) -> Order | None: ...
    def withdraw(self, key: str, withdrawal: Withdrawal) -> Order: ...


def open_accounts(core: AccountSource, applicant: Applicant) -> tuple[PersonAccount, ...]:
    """The person's accounts that are not closed."""
    return tuple(account for account in core.accounts_of(applicant.id_number) if account.status not in CLOSED)


def account_subjects(core: AccountSource, applicant: Applicant) -> tuple[Subject, ...]:
    """The accounts to choose from."""
    return tuple(map(_subject, open_accounts(core, applicant)))


def own_account(core: AccountSource, applicant: Applicant, answers: Answers) -> PersonAccount:
    """The account the wish is about. Raises Refusal: no_account, not_your_subject."""
    accounts = open_accounts(core, applicant)
    number = chosen_subject(tuple(map(_subject, accounts)), answers, "no_account")
    return next(account for account in accounts if account.number == number)


def chosen_account(core: AccountSource, applicant: Applicant, answers: Answers) -> PersonAccount:
    """The account to withdraw from. Raises Refusal: no_account, not_your_subject, nothing_to_withdraw."""
    account = own_account(core, applicant, answers)
    if account.balance <= 0:
        raise Refusal("nothing_to_withdraw")
    return account


def open_key(account: PersonAccount) -> str:
    """One open withdrawal of an account, whatever its reason (该账户存在未完成的提取业务)."""
    return f"withdrawal:{account.number}"


def holder_facts(account: PersonAccount) -> dict[str, str]:
    """Whose account it is, as every application about it shows and stores."""
    return {
        "account": account.number,
        "name": account.person_name,
        "id_number": mask_id_number(account.id_number),
        "unit": account.unit_name,
        "phone": mask_mobile(account.phone) if account.phone else "",
        "status": account.status,
    }


def account_facts(account: PersonAccount, reason: Reason) -> dict[str, str]:
    """The facts that every withdrawal shows and stores."""
    return holder_facts(account) | {
        "balance": str(account.balance),
        "reason": reason.value,
        "payee": account.person_name,
        "card": account.card_number,
        "bank": account.card_bank,
    }


def without(conditions: tuple[Condition, ...], *codes: str) -> tuple[Condition, ...]:
    """The conditions but those that depend on what was not answered yet."""
    return tuple(condition for condition in conditions if condition.code not in codes)


def close_account(core: WithdrawalCore, order_key: str, facts: Mapping[str, str]) -> Order:
    """Send a withdrawal that takes the whole balance and closes the account (销户)."""
    whole = Decimal(facts["balance"])
    return core.withdraw(order_key, Withdrawal(facts["account"], facts["reason"], whole, closing=True))


def _subject(account: PersonAccount) -> Subject:
    return Subject(account.number, {"unit": account.unit_name, "account": account.number, "status": account.status})
