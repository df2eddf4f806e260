"""FundCore over HTTP."""

from datetime import date
from decimal import Decimal

from app.domain.clock import Clock
from app.fund_core.http.line import Line
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


class HttpCore:
    """The port's operations, each one request to `base_url`, signed with `secret`."""

    def __init__(self, base_url: str, secret: str, clock: Clock) -> None:
        self._line = Line(base_url, secret, clock)

    def order(self, number: str) -> Order:
        order: Order = self._line.call("order", number=number)
        return order

    def find_order(self, key: str) -> Order | None:
        found: Order | None = self._line.call("find_order", key=key)
        return found

    def find_person(self, id_number: str) -> Person | None:
        found: Person | None = self._line.call("find_person", id_number=id_number)
        return found

    def change_phone(self, key: str, id_number: str, phone: str) -> Order:
        order: Order = self._line.call("change_phone", key=key, id_number=id_number, phone=phone)
        return order

    def change_details(self, key: str, id_number: str, details: PersonDetails) -> Order:
        order: Order = self._line.call("change_details", key=key, id_number=id_number, details=details)
        return order

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]:
        found: tuple[PersonAccount, ...] = self._line.call("accounts_of", id_number=id_number)
        return found

    def contribution_records(self, account_number: str, since: date, until: date) -> tuple[Movement, ...]:
        found: tuple[Movement, ...] = self._line.call(
            "contribution_records", account_number=account_number, since=since, until=until
        )
        return found

    def quote_closing(self, account_number: str) -> ClosingQuote:
        found: ClosingQuote = self._line.call("quote_closing", account_number=account_number)
        return found

    def withdrawals_of(self, account_number: str) -> tuple[PastWithdrawal, ...]:
        found: tuple[PastWithdrawal, ...] = self._line.call("withdrawals_of", account_number=account_number)
        return found

    def withdrawals_for_home(self, home: str) -> tuple[PastWithdrawal, ...]:
        found: tuple[PastWithdrawal, ...] = self._line.call("withdrawals_for_home", home=home)
        return found

    def withdraw(self, key: str, withdrawal: Withdrawal) -> Order:
        order: Order = self._line.call("withdraw", key=key, withdrawal=withdrawal)
        return order

    def change_card(self, key: str, account_number: str, card_number: str, card_bank: str) -> Order:
        order: Order = self._line.call(
            "change_card", key=key, account_number=account_number, card_number=card_number, card_bank=card_bank
        )
        return order

    def standing_orders_of(self, account_number: str) -> tuple[StandingOrder, ...]:
        found: tuple[StandingOrder, ...] = self._line.call("standing_orders_of", account_number=account_number)
        return found

    def open_standing_order(self, key: str, wish: StandingWish) -> Order:
        order: Order = self._line.call("open_standing_order", key=key, wish=wish)
        return order

    def end_standing_order(self, key: str, number: str) -> Order:
        order: Order = self._line.call("end_standing_order", key=key, number=number)
        return order

    def loans_of(self, id_number: str) -> tuple[Loan, ...]:
        found: tuple[Loan, ...] = self._line.call("loans_of", id_number=id_number)
        return found

    def loan_schedule(self, loan_number: str) -> tuple[Instalment, ...]:
        found: tuple[Instalment, ...] = self._line.call("loan_schedule", loan_number=loan_number)
        return found

    def loan_repayments(self, loan_number: str) -> tuple[Repayment, ...]:
        found: tuple[Repayment, ...] = self._line.call("loan_repayments", loan_number=loan_number)
        return found

    def quote_payoff(self, loan_number: str) -> PayoffQuote:
        found: PayoffQuote = self._line.call("quote_payoff", loan_number=loan_number)
        return found

    def pay_off(self, key: str, payoff: Payoff) -> Order:
        order: Order = self._line.call("pay_off", key=key, payoff=payoff)
        return order

    def quote_prepayment(self, loan_number: str, principal: Decimal) -> PrepaymentQuote:
        found: PrepaymentQuote = self._line.call("quote_prepayment", loan_number=loan_number, principal=principal)
        return found

    def prepay(self, key: str, prepayment: Prepayment) -> Order:
        order: Order = self._line.call("prepay", key=key, prepayment=prepayment)
        return order

    def transfers_of(self, id_number: str) -> tuple[Transfer, ...]:
        found: tuple[Transfer, ...] = self._line.call("transfers_of", id_number=id_number)
        return found

    def open_transfer(self, key: str, wish: TransferWish) -> Order:
        order: Order = self._line.call("open_transfer", key=key, wish=wish)
        return order

    def cancel_transfer(self, key: str, letter_number: str) -> Order:
        order: Order = self._line.call("cancel_transfer", key=key, letter_number=letter_number)
        return order

    def find_unit(self, credit_code: str) -> Unit | None:
        found: Unit | None = self._line.call("find_unit", credit_code=credit_code)
        return found

    def unit_password_fits(self, credit_code: str, password: str) -> bool:
        found: bool = self._line.call("unit_password_fits", credit_code=credit_code, password=password)
        return found

    def employees_of(self, unit_number: str, name: str, after: str, limit: int) -> tuple[PersonAccount, ...]:
        found: tuple[PersonAccount, ...] = self._line.call(
            "employees_of", unit_number=unit_number, name=name, after=after, limit=limit
        )
        return found

    def open_unit(self, key: str, opening: UnitOpening) -> Order:
        order: Order = self._line.call("open_unit", key=key, opening=opening)
        return order

    def change_unit(self, key: str, unit_number: str, details: UnitDetails) -> Order:
        order: Order = self._line.call("change_unit", key=key, unit_number=unit_number, details=details)
        return order

    def enrol(self, key: str, enrolment: Enrolment) -> Order:
        order: Order = self._line.call("enrol", key=key, enrolment=enrolment)
        return order

    def seal_account(self, key: str, account_number: str) -> Order:
        order: Order = self._line.call("seal_account", key=key, account_number=account_number)
        return order

    def unseal_account(self, key: str, account_number: str, base: Decimal) -> Order:
        order: Order = self._line.call("unseal_account", key=key, account_number=account_number, base=base)
        return order

    def enrolment_faults(self, enrolments: tuple[Enrolment, ...]) -> tuple[LineFault, ...]:
        found: tuple[LineFault, ...] = self._line.call("enrolment_faults", enrolments=enrolments)
        return found

    def enrol_all(self, key: str, enrolments: tuple[Enrolment, ...]) -> Order:
        order: Order = self._line.call("enrol_all", key=key, enrolments=enrolments)
        return order

    def seal_all(self, key: str, unit_number: str, account_numbers: tuple[str, ...]) -> Order:
        order: Order = self._line.call("seal_all", key=key, unit_number=unit_number, account_numbers=account_numbers)
        return order

    def unseal_all(self, key: str, unit_number: str, lines: tuple[BaseLine, ...]) -> Order:
        order: Order = self._line.call("unseal_all", key=key, unit_number=unit_number, lines=lines)
        return order

    def remit(self, key: str, remittance: Remittance) -> Order:
        order: Order = self._line.call("remit", key=key, remittance=remittance)
        return order

    def quote_late(self, unit_number: str, months: tuple[LateMonth, ...]) -> tuple[LateQuote, ...]:
        found: tuple[LateQuote, ...] = self._line.call("quote_late", unit_number=unit_number, months=months)
        return found

    def remit_late(self, key: str, unit_number: str, lines: tuple[LateLine, ...]) -> Order:
        order: Order = self._line.call("remit_late", key=key, unit_number=unit_number, lines=lines)
        return order

    def adjust_bases(self, key: str, unit_number: str, lines: tuple[BaseLine, ...]) -> Order:
        order: Order = self._line.call("adjust_bases", key=key, unit_number=unit_number, lines=lines)
        return order

    def adjust_ratios(self, key: str, unit_number: str, unit_ratio: Decimal, person_ratio: Decimal) -> Order:
        ratios = {"unit_ratio": unit_ratio, "person_ratio": person_ratio}
        order: Order = self._line.call("adjust_ratios", key=key, unit_number=unit_number, **ratios)
        return order

    def defer_unit(self, key: str, unit_number: str, first_month: str, last_month: str) -> Order:
        term = {"first_month": first_month, "last_month": last_month}
        order: Order = self._line.call("defer_unit", key=key, unit_number=unit_number, **term)
        return order
