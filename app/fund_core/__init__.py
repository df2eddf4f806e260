"""The one port to the centre's core system (核心系统): what any adapter must be able to tell and to do."""

from datetime import date
from typing import Protocol

from app.fund_core.errors import CoreError, CoreRefused, CoreUnavailable, OutcomeUnknown
from app.fund_core.records import (
    Instalment,
    Loan,
    Movement,
    Order,
    Payoff,
    PayoffQuote,
    Person,
    PersonAccount,
    Repayment,
    Withdrawal,
)

__all__ = [
    "CoreError",
    "CoreRefused",
    "CoreUnavailable",
    "FundCore",
    "Instalment",
    "Loan",
    "Movement",
    "Order",
    "OutcomeUnknown",
    "Payoff",
    "PayoffQuote",
    "Person",
    "PersonAccount",
    "Repayment",
    "Withdrawal",
]


class FundCore(Protocol):
    """A core system. Reads raise CoreRefused or CoreUnavailable; writes also OutcomeUnknown.

    Every write takes a `key` chosen by the caller. The same key with the same content returns the first outcome;
    with another content it is CoreRefused("key_reused").
    """

    def find_person(self, id_number: str) -> Person | None:
        """The person with this ID number, or None."""

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]:
        """The person's accounts, the oldest first; empty when there are none."""

    def contribution_records(self, account_number: str, since: date, until: date) -> tuple[Movement, ...]:
        """Movements booked from `since` to `until`, both included, oldest first. CoreRefused("unknown_account")."""

    def loans_of(self, id_number: str) -> tuple[Loan, ...]:
        """The person's loans, settled ones too, the oldest first; empty when there are none."""

    def loan_schedule(self, loan_number: str) -> tuple[Instalment, ...]:
        """The repayment plan (还款计划). CoreRefused("unknown_loan")."""

    def loan_repayments(self, loan_number: str) -> tuple[Repayment, ...]:
        """What was repaid (还款明细), oldest first. CoreRefused("unknown_loan")."""

    def quote_payoff(self, loan_number: str) -> PayoffQuote:
        """What settling costs today. CoreRefused: unknown_loan, loan_settled, loan_overdue."""

    def withdraw(self, key: str, withdrawal: Withdrawal) -> Order:
        """Pay out of an account. CoreRefused: unknown_account, account_closed, account_frozen, account_restricted,
        insufficient_balance, amount_not_positive, closing_needs_whole_balance, no_card_on_record, key_reused.
        """

    def pay_off(self, key: str, payoff: Payoff) -> Order:
        """Settle a loan. CoreRefused: unknown_loan, loan_settled, loan_overdue, total_changed, key_reused."""

    def change_phone(self, key: str, id_number: str, phone: str) -> Order:
        """Replace the phone of record. CoreRefused: unknown_person, key_reused."""

    def change_card(self, key: str, account_number: str, card_number: str, card_bank: str) -> Order:
        """Replace the card that withdrawals go to. CoreRefused: unknown_account, account_closed, key_reused."""
