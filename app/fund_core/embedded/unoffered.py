"""Operations of the port that this core does not offer."""

from decimal import Decimal

from app.fund_core.errors import CoreRefused
from app.fund_core.records import (
    ClosingQuote,
    Enrolment,
    Order,
    PastWithdrawal,
    PersonAccount,
    PersonDetails,
    Prepayment,
    PrepaymentQuote,
    StandingOrder,
    StandingWish,
    Transfer,
    TransferWish,
    Unit,
    UnitDetails,
    UnitOpening,
)


class Unoffered:
    """Each is refused as not_offered."""

    def order(self, number: str) -> Order:
        raise CoreRefused("not_offered")

    def find_order(self, key: str) -> Order | None:
        raise CoreRefused("not_offered")

    def change_details(self, key: str, id_number: str, details: PersonDetails) -> Order:
        raise CoreRefused("not_offered")

    def quote_closing(self, account_number: str) -> ClosingQuote:
        raise CoreRefused("not_offered")

    def withdrawals_of(self, account_number: str) -> tuple[PastWithdrawal, ...]:
        raise CoreRefused("not_offered")

    def withdrawals_for_home(self, home: str) -> tuple[PastWithdrawal, ...]:
        raise CoreRefused("not_offered")

    def standing_orders_of(self, account_number: str) -> tuple[StandingOrder, ...]:
        raise CoreRefused("not_offered")

    def open_standing_order(self, key: str, wish: StandingWish) -> Order:
        raise CoreRefused("not_offered")

    def end_standing_order(self, key: str, number: str) -> Order:
        raise CoreRefused("not_offered")

    def quote_prepayment(self, loan_number: str, principal: Decimal) -> PrepaymentQuote:
        raise CoreRefused("not_offered")

    def prepay(self, key: str, prepayment: Prepayment) -> Order:
        raise CoreRefused("not_offered")

    def transfers_of(self, id_number: str) -> tuple[Transfer, ...]:
        raise CoreRefused("not_offered")

    def open_transfer(self, key: str, wish: TransferWish) -> Order:
        raise CoreRefused("not_offered")

    def cancel_transfer(self, key: str, letter_number: str) -> Order:
        raise CoreRefused("not_offered")

    def find_unit(self, credit_code: str) -> Unit | None:
        raise CoreRefused("not_offered")

    def unit_password_fits(self, credit_code: str, password: str) -> bool:
        raise CoreRefused("not_offered")

    def employees_of(self, unit_number: str, name: str, after: str, limit: int) -> tuple[PersonAccount, ...]:
        raise CoreRefused("not_offered")

    def open_unit(self, key: str, opening: UnitOpening) -> Order:
        raise CoreRefused("not_offered")

    def change_unit(self, key: str, unit_number: str, details: UnitDetails) -> Order:
        raise CoreRefused("not_offered")

    def enrol(self, key: str, enrolment: Enrolment) -> Order:
        raise CoreRefused("not_offered")

    def seal_account(self, key: str, account_number: str) -> Order:
        raise CoreRefused("not_offered")

    def unseal_account(self, key: str, account_number: str, base: Decimal) -> Order:
        raise CoreRefused("not_offered")
