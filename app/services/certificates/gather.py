"""Gathers the facts of a certificate: fresh from the core, whole, or not at all."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.domain.certificate import CLOSED, Facts, Kind, whole
from app.domain.clock import Clock, beijing_date
from app.domain.errors import Refusal
from app.domain.money import format_yuan
from app.fund_core import Loan, Movement, PersonAccount, Repayment
from app.services.certificates import account_facts, loan_facts
from app.services.certificates.account_facts import AccountSource
from app.services.certificates.choice import Choice
from app.services.certificates.loan_facts import LoanSource
from app.services.people import core_answers
from app.store.users import Identity

RECEIPTS_SHOWN = 12

log = logging.getLogger(__name__)


class Source(AccountSource, LoanSource, Protocol):
    """The part of the core that certificates are made from."""


@dataclass(frozen=True)
class Receipt:
    """A booked row that a receipt can be had for: whose account or loan, which row, when, how much."""

    subject: str
    sequence: int
    booked_on: date
    amount: str


class GatherFacts:
    """Calls the core; hold no transaction open."""

    def __init__(self, core: Source, clock: Clock) -> None:
        self._core = core
        self._clock = clock

    def execute(self, identity: Identity, choice: Choice) -> Facts:
        """Return what the paper says. Raises Refusal: core_unavailable, certificate_fact_missing(fact), and what
        account_facts and loan_facts refuse with.
        """
        with core_answers():
            is_about_loan = choice.kind in {Kind.SETTLED_LOAN, Kind.REPAYMENT}
            facts = self._of_loan(identity, choice) if is_about_loan else self._of_account(identity, choice)
        try:
            return whole(choice.kind, facts)
        except Refusal as missing:
            log.warning("certificate_fact_missing", extra={"fields": {"kind": choice.kind, **missing.facts}})
            raise

    def accounts(self, identity: Identity) -> tuple[PersonAccount, ...]:
        """Return the accounts that are open, to choose one. Raises Refusal as ``open_account`` does."""
        with core_answers():
            accounts = self._core.accounts_of(identity.id_number)
        account_facts.open_account(accounts, "")
        return tuple(one for one in accounts if one.status not in CLOSED)

    def loans(self, identity: Identity) -> tuple[Loan, ...]:
        """Return every loan, settled ones first."""
        with core_answers():
            loans = self._core.loans_of(identity.id_number)
        return tuple(sorted(loans, key=lambda loan: loan.state != "settled"))

    def receipts(self, identity: Identity, kind: Kind) -> tuple[Receipt, ...]:
        """Return the newest rows that a receipt can be had for."""
        with core_answers():
            found = self._withdrawn(identity) if kind is Kind.WITHDRAWAL else self._repaid(identity)
        return tuple(sorted(found, key=lambda one: (one.booked_on, one.sequence), reverse=True)[:RECEIPTS_SHOWN])

    def _withdrawn(self, identity: Identity) -> list[Receipt]:
        return [
            Receipt(account.number, row.sequence, row.booked_on, format_yuan(-row.amount))
            for account in self._core.accounts_of(identity.id_number)
            for row in account_facts.withdrawals(self._records(account))
        ]

    def _repaid(self, identity: Identity) -> list[Receipt]:
        return [
            Receipt(loan.number, row.sequence, row.booked_on, _total(row))
            for loan in self._core.loans_of(identity.id_number)
            for row in self._core.loan_repayments(loan.number)
            if row.kind in loan_facts.PRINTED
        ]

    def _of_account(self, identity: Identity, choice: Choice) -> Facts:
        accounts = self._core.accounts_of(identity.id_number)
        if choice.kind is Kind.WITHDRAWAL:
            account = _own(accounts, choice.account)
            past = self._core.withdrawals_of(account.number)
            return account_facts.withdrawal(account, self._records(account), past, choice.sequence)
        account = account_facts.open_account(accounts, choice.account)
        records = self._records(account)
        if choice.kind is Kind.CONTRIBUTION:
            return account_facts.contribution(account, records, choice, self._today())
        loans = self._core.loans_of(identity.id_number)
        return account_facts.remote_loan(account, records, loans, choice, self._today())

    def _of_loan(self, identity: Identity, choice: Choice) -> Facts:
        loan = loan_facts.own_loan(self._core.loans_of(identity.id_number), choice.loan)
        if choice.kind is Kind.SETTLED_LOAN:
            return loan_facts.settled_loan(loan)
        return loan_facts.repayment(loan, self._core.loan_repayments(loan.number), choice.sequence)

    def _records(self, account: PersonAccount) -> Sequence[Movement]:
        return self._core.contribution_records(account.number, account.opened_on, self._today())

    def _today(self) -> date:
        return beijing_date(self._clock.now())


def _own(accounts: Sequence[PersonAccount], number: str) -> PersonAccount:
    """Return the account of a receipt, closed or not. Raises Refusal("certificate_no_receipt")."""
    found = next((one for one in accounts if one.number == number), None)
    if found is None:
        raise Refusal("certificate_no_receipt")
    return found


def _total(row: Repayment) -> str:
    return format_yuan(row.principal + row.interest + row.penalty)
