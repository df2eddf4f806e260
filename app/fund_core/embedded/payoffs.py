"""Settling a loan early or with its last instalment (提前结清, 最后一次还款; rules 3.6 and 4.6)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from app.domain.loan import Instalment as Row
from app.domain.loan import Method, Terms
from app.domain.money import from_fen, to_fen
from app.domain.payoff import payoff_by_days, payoff_by_instalment
from app.domain.policy import CentrePolicy
from app.fund_core.embedded.loans import schedule
from app.fund_core.embedded.tables import loans, repayments
from app.fund_core.errors import CoreRefused
from app.fund_core.records import Instalment, Payoff, PayoffQuote

SETTLED = "06"
CONVENTIONS = {"by_days": payoff_by_days, "by_instalment": payoff_by_instalment}


def quote(connection: Connection, number: str, today: date, policy: CentrePolicy) -> PayoffQuote:
    """What settling costs today. CoreRefused: unknown_loan, loan_settled, loan_overdue."""
    row = connection.execute(select(loans).where(loans.c.number == number)).mappings().one_or_none()
    return _quote(connection, row, today, policy)


def pay_off(connection: Connection, wanted: Payoff, today: date, policy: CentrePolicy) -> PayoffQuote:
    """Settle at today's price if that is the price the person saw. CoreRefused as `quote`, and total_changed."""
    row = _locked(connection, wanted.loan_number)
    price = _quote(connection, row, today, policy)
    if price.total != wanted.expected_total:
        raise CoreRefused("total_changed")
    _book(connection, price)
    settled = {"principal_left": 0, "settled_on": today}
    connection.execute(update(loans).where(loans.c.number == wanted.loan_number).values(settled))
    return price


def _locked(connection: Connection, number: str) -> RowMapping | None:
    touch = update(loans).where(loans.c.number == number).values(principal_left=loans.c.principal_left)
    return connection.execute(touch.returning(*loans.c)).mappings().one_or_none()


def _quote(connection: Connection, row: RowMapping | None, today: date, policy: CentrePolicy) -> PayoffQuote:
    if row is None:
        raise CoreRefused("unknown_loan")
    if row["settled_on"] is not None:
        raise CoreRefused("loan_settled")
    plan = schedule(connection, row["number"], today)
    if any(one.state == "overdue" for one in plan):
        raise CoreRefused("loan_overdue")
    return _price(row, plan, today, policy)


def _price(row: RowMapping, plan: Sequence[Instalment], today: date, policy: CentrePolicy) -> PayoffQuote:
    paid = sum(one.state == "paid" for one in plan)
    price = CONVENTIONS[policy.payoff_convention](
        _terms(row), [_row(one) for one in plan], paid, today, policy.penalty_factor
    )
    principal = from_fen(row["principal_left"])
    interest = price.total - principal - price.penalty_total
    return PayoffQuote(row["number"], today, principal, interest, price.penalty_total, price.total)


def _terms(row: RowMapping) -> Terms:
    amount, rate = from_fen(row["amount"]), Decimal(row["rate"])
    return Terms(amount, rate, row["months"], row["issued_on"], Method(row["method"]))


def _row(one: Instalment) -> Row:
    return Row(one.period, one.due_on, one.principal, one.interest, one.total, one.principal_left, one.rate)


def _book(connection: Connection, price: PayoffQuote) -> None:
    own = repayments.c.loan_number == price.loan_number
    last = connection.scalar(select(func.max(repayments.c.sequence)).where(own)) or 0
    row = {"loan_number": price.loan_number, "sequence": last + 1, "booked_on": price.quoted_on, "kind": SETTLED}
    money = {name: to_fen(getattr(price, name)) for name in ("principal", "interest", "penalty")}
    connection.execute(insert(repayments).values(**row, **money, period=0, principal_left=0))
