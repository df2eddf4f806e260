"""Loans behind the port."""

from decimal import Decimal

from sqlalchemy import Connection

from app.fund_core.embedded import loans, payoffs, prepayments
from app.fund_core.embedded.desk import Desk
from app.fund_core.embedded.orders import accepted_as
from app.fund_core.embedded.plans import one_loan, schedule
from app.fund_core.records import (
    Instalment,
    Loan,
    Order,
    Payoff,
    PayoffQuote,
    Prepayment,
    PrepaymentQuote,
    Repayment,
)


class LoanDesk(Desk):
    """Home loans."""

    def loans_of(self, id_number: str) -> tuple[Loan, ...]:
        with self._reading() as connection:
            return loans.loans_of(connection, self._sealing, id_number, self._today(), self._now())

    def loan_schedule(self, loan_number: str) -> tuple[Instalment, ...]:
        with self._reading() as connection:
            return schedule(connection, one_loan(connection, loan_number), self._today())

    def loan_repayments(self, loan_number: str) -> tuple[Repayment, ...]:
        with self._reading() as connection:
            return loans.repaid(connection, loan_number)

    def quote_payoff(self, loan_number: str) -> PayoffQuote:
        with self._reading() as connection:
            return payoffs.quote(connection, loan_number, self._today(), self._policy())

    def pay_off(self, key: str, payoff: Payoff) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            paid = payoffs.accept(connection, payoff, blank.booked_on, self._policy())
            return accepted_as(blank, paid.principal, paid.total - paid.principal)

        return self._write(key, ("payoff", "JQ"), payoff.loan_number, payoff, work)

    def quote_prepayment(self, loan_number: str, principal: Decimal) -> PrepaymentQuote:
        with self._reading() as connection:
            return prepayments.quote(connection, loan_number, principal, self._today(), self._policy())

    def prepay(self, key: str, prepayment: Prepayment) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            paid = prepayments.accept(connection, blank.number, prepayment, blank.booked_on, self._policy())
            return accepted_as(blank, paid.prepaid, paid.interest)

        return self._write(key, ("prepayment", "TH"), prepayment.loan_number, prepayment, work)
