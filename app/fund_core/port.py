"""The port's operations by noun; `FundCore` is all of them. A use case may ask for the part it needs.

Reads raise CoreRefused or CoreUnavailable; writes also OutcomeUnknown. A core that does not offer an operation at all
refuses it as not_offered, input that cannot be as invalid_input.

Every write takes a `key` chosen by the caller. The same key with the same content returns the first outcome, a refusal
included; with another content it is CoreRefused("key_reused").
"""

from datetime import date
from decimal import Decimal
from typing import Protocol

from app.fund_core.records import (
    BaseLine,
    ClosingQuote,
    Enrolment,
    Instalment,
    LateLine,
    LateMonth,
    LateQuote,
    LineFault,
    Loan,
    Movement,
    Order,
    PastWithdrawal,
    Payoff,
    PayoffQuote,
    Person,
    PersonAccount,
    PersonDetails,
    Prepayment,
    PrepaymentQuote,
    Remittance,
    Repayment,
    StandingOrder,
    StandingWish,
    Transfer,
    TransferWish,
    Unit,
    UnitDetails,
    UnitOpening,
    Withdrawal,
)


class Orders(Protocol):
    """What became of writes."""

    def order(self, number: str) -> Order:
        """The order as it stands now. CoreRefused("unknown_order")."""

    def find_order(self, key: str) -> Order | None:
        """What became of the write under this key: for asking after OutcomeUnknown. None when it never arrived.

        A refused write is an order with state refused. None is no promise while the write may still be on its way:
        repeating it with the same key is safe, and certain.
        """


class People(Protocol):
    """Persons."""

    def find_person(self, id_number: str) -> Person | None:
        """The person with this ID number, or None."""

    def change_phone(self, key: str, id_number: str, phone: str) -> Order:
        """Replace the phone of record. CoreRefused: unknown_person, key_reused."""

    def change_details(self, key: str, id_number: str, details: PersonDetails) -> Order:
        """Replace what a person may change online. CoreRefused: unknown_person, key_reused."""


class Accounts(Protocol):
    """Personal accounts and withdrawals."""

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]:
        """The person's accounts, the oldest first; empty when there are none."""

    def contribution_records(self, account_number: str, since: date, until: date) -> tuple[Movement, ...]:
        """Movements booked from `since` to `until`, both included, oldest first. CoreRefused("unknown_account")."""

    def quote_closing(self, account_number: str) -> ClosingQuote:
        """What closing pays today. CoreRefused: unknown_account, account_closed."""

    def withdrawals_of(self, account_number: str) -> tuple[PastWithdrawal, ...]:
        """The account's withdrawals, the oldest first. CoreRefused("unknown_account")."""

    def withdrawals_for_home(self, home: str) -> tuple[PastWithdrawal, ...]:
        """Withdrawals by anybody for the home with this deed or contract number, the oldest first."""

    def withdraw(self, key: str, withdrawal: Withdrawal) -> Order:
        """Take money out of an account; the payment to the card is accepted, later done or failed (returned).

        CoreRefused: unknown_account, account_closed, account_frozen, account_restricted, open_order,
        no_card_on_record, insufficient_balance, amount_not_positive, closing_needs_whole_balance, key_reused.
        """

    def change_card(self, key: str, account_number: str, card_number: str, card_bank: str) -> Order:
        """Replace the card that withdrawals go to. CoreRefused: unknown_account, account_closed, key_reused."""

    def standing_orders_of(self, account_number: str) -> tuple[StandingOrder, ...]:
        """The account's monthly withdrawals, ended ones too, the oldest first. CoreRefused("unknown_account")."""

    def open_standing_order(self, key: str, wish: StandingWish) -> Order:
        """Set a monthly withdrawal up; the order's subject is its number.

        CoreRefused: unknown_account, account_closed, account_frozen, account_restricted, no_card_on_record,
        unknown_loan, loan_settled, amount_not_positive, standing_order_exists, key_reused.
        """

    def end_standing_order(self, key: str, number: str) -> Order:
        """End a monthly withdrawal. CoreRefused: unknown_standing_order, standing_order_ended, key_reused."""


class Loans(Protocol):
    """Home loans and paying them early."""

    def loans_of(self, id_number: str) -> tuple[Loan, ...]:
        """The person's loans, settled ones too, the oldest first; empty when there are none."""

    def loan_schedule(self, loan_number: str) -> tuple[Instalment, ...]:
        """The repayment plan (还款计划). CoreRefused("unknown_loan")."""

    def loan_repayments(self, loan_number: str) -> tuple[Repayment, ...]:
        """What was repaid (还款明细), oldest first. CoreRefused("unknown_loan")."""

    def quote_payoff(self, loan_number: str) -> PayoffQuote:
        """What settling costs today. CoreRefused: unknown_loan, loan_settled, loan_overdue."""

    def pay_off(self, key: str, payoff: Payoff) -> Order:
        """Settle a loan; the debit is accepted, later done or failed. At a later day it costs that day's price.

        CoreRefused: unknown_loan, loan_settled, loan_overdue, open_order, not_after_issue_day, near_due_day,
        once_a_month, total_changed, key_reused.
        """

    def quote_prepayment(self, loan_number: str, principal: Decimal) -> PrepaymentQuote:
        """What paying `principal` early costs today, with both choices.

        CoreRefused: unknown_loan, loan_settled, loan_overdue, last_period, amount_settles, below_minimum,
        amount_not_positive.
        """

    def prepay(self, key: str, prepayment: Prepayment) -> Order:
        """Repay part of a loan; the debit is accepted, later done or failed. Its success makes a new plan.

        CoreRefused: as `quote_prepayment`, and open_order, not_after_issue_day, near_due_day, once_a_month,
        unknown_choice, total_changed, key_reused.
        """


class Transfers(Protocol):
    """Transfers from other centres."""

    def transfers_of(self, id_number: str) -> tuple[Transfer, ...]:
        """The person's transfers, the oldest first; empty when there are none."""

    def open_transfer(self, key: str, wish: TransferWish) -> Order:
        """Ask another centre for an account; the order's subject is the letter's number.

        It is accepted until the transfer ends: done when the money has arrived, else failed (cancelled, or the reason
        the other centre gave).

        CoreRefused: unknown_account, account_not_normal, own_centre, open_transfer, key_reused.
        """

    def cancel_transfer(self, key: str, letter_number: str) -> Order:
        """Cancel before the other centre accepts.

        CoreRefused: unknown_transfer, transfer_not_cancellable, key_reused.
        """


class Units(Protocol):
    """Units and their people."""

    def find_unit(self, credit_code: str) -> Unit | None:
        """The unit with this 统一社会信用代码, opened or only registered, or None."""

    def unit_password_fits(self, credit_code: str, password: str) -> bool:
        """Whether it is the password given at registration; False for an unknown unit too."""

    def employees_of(self, unit_number: str, name: str, after: str, limit: int) -> tuple[PersonAccount, ...]:
        """The unit's accounts that are not closed, by number, at most `limit` (1 to 500) that follow `after`.

        `name` is part of a name, "" for everybody. CoreRefused: unknown_unit, invalid_input.
        """

    def open_unit(self, key: str, opening: UnitOpening) -> Order:
        """Open a registered unit's account; the subject is its number, the same one for a unit opened before.

        CoreRefused: unknown_unit, ratio_out_of_range, people_and_wages_disagree, average_wage_low, average_wage_high,
        pay_day_out_of_range, first_month_before_founding, first_month_too_late, unit_address_short, mobile_invalid,
        invalid_input, key_reused.
        """

    def change_unit(self, key: str, unit_number: str, details: UnitDetails) -> Order:
        """Replace what a unit may change online. CoreRefused: unknown_unit, key_reused."""

    def enrol(self, key: str, enrolment: Enrolment) -> Order:
        """Open an account for a person (增员); the subject is its number.

        CoreRefused: unknown_unit, name_differs (the person is known by another name), already_enrolled (an account
        that is not closed), base_out_of_range, invalid_input, key_reused.
        """

    def seal_account(self, key: str, account_number: str) -> Order:
        """Stop contributions (封存). CoreRefused: unknown_account, account_not_normal, key_reused."""

    def unseal_account(self, key: str, account_number: str, base: Decimal) -> Order:
        """Resume contributions (启封).

        CoreRefused: unknown_account, account_not_sealed, base_out_of_range, key_reused.
        """

    def enrolment_faults(self, enrolments: tuple[Enrolment, ...]) -> tuple[LineFault, ...]:
        """Which of 1 to 500 enrolments with one unit would be refused now, in their order, each for its first reason.

        The codes are name_differs, already_enrolled and base_out_of_range. CoreRefused: unknown_unit, invalid_input.
        """

    def enrol_all(self, key: str, enrolments: tuple[Enrolment, ...]) -> Order:
        """Open accounts for persons of one unit (增员), all of them or none; the subject is the unit's number.

        CoreRefused: unknown_unit, name_differs, already_enrolled, base_out_of_range, invalid_input (several units, or
        a person twice), key_reused.
        """

    def seal_all(self, key: str, unit_number: str, account_numbers: tuple[str, ...]) -> Order:
        """Stop contributions (封存) for some of a unit's people, all of them or none.

        CoreRefused: unknown_unit, unknown_account (or another unit's), account_not_normal, invalid_input, key_reused.
        """

    def unseal_all(self, key: str, unit_number: str, lines: tuple[BaseLine, ...]) -> Order:
        """Resume contributions (启封) for some of a unit's people, all of them or none.

        CoreRefused: unknown_unit, unknown_account (or another unit's), account_not_sealed, base_out_of_range,
        invalid_input, key_reused.
        """

    def remit(self, key: str, remittance: Remittance) -> Order:
        """Book a month for some of a unit's people (汇缴), all of the lines or none; the amount is their sum.

        汇缴 of a month of the unit's 缓缴 ends that with the month before. 补缴 leaves it as it is.

        CoreRefused: unknown_unit, unknown_account (or another unit's), account_not_normal, month_paid (a month is
        remitted once for each person, and not after it was paid late), amount_not_positive, invalid_input, key_reused.
        """

    def quote_late(self, unit_number: str, months: tuple[LateMonth, ...]) -> tuple[LateQuote, ...]:
        """What 1 to 500 months paid late (补缴) cost now, in their order: what each base comes to, less what was paid.

        Ratios are the account's; rounding and limits of the base are those of the month. A month lies between the
        unit's first and the last that it has paid, this one at the latest. The codes of a quote are unknown_account
        (or another unit's), account_not_normal (neither 正常 nor 封存), month_too_early, month_too_late,
        month_not_missed (something was paid for it), month_not_paid (it was missed: nothing was), base_out_of_range
        and nothing_short. CoreRefused: unknown_unit, invalid_input.
        """

    def remit_late(self, key: str, unit_number: str, lines: tuple[LateLine, ...]) -> Order:
        """Book months paid late (补缴) for some of a unit's people, all or none; the amount is the sum of the lines.

        CoreRefused: unknown_unit, the codes of `quote_late`, total_changed (a line is not what it costs now),
        invalid_input (none, or a person's month twice), key_reused.
        """

    def adjust_bases(self, key: str, unit_number: str, lines: tuple[BaseLine, ...]) -> Order:
        """Set new bases (基数调整), all or none.

        CoreRefused: unknown_unit, unknown_account (or another unit's), account_not_normal, base_out_of_range,
        invalid_input, key_reused.
        """

    def adjust_ratios(self, key: str, unit_number: str, unit_ratio: Decimal, person_ratio: Decimal) -> Order:
        """Set new ratios (比例调整) for a unit and its people.

        CoreRefused: unknown_unit, ratio_out_of_range, key_reused.
        """

    def defer_unit(self, key: str, unit_number: str, first_month: str, last_month: str) -> Order:
        """Let a unit defer its contributions (缓缴) for the months YYYY-MM from first to last, both included.

        The centre has examined and agreed before this is asked. The unit's status is 03 at once, its people's accounts
        stay as they are, and the months are not due.

        CoreRefused: unknown_unit, already_deferred (a term runs or is to come), month_paid (a month from the first on
        is paid for somebody), term_too_long, invalid_input, key_reused.
        """


class FundCore(Orders, People, Accounts, Loans, Transfers, Units, Protocol):
    """A core system."""
