"""Settling a loan early or with its last instalment (提前结清, 最后一次还款; rules 3.6 and 4.6).

The order is accepted at the price of its day; the debit settles it. At a later day it costs that day's price.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, RowMapping, update

from app.domain.money import ZERO, from_fen, to_fen
from app.domain.payoff import CONVENTIONS
from app.domain.payoff import Payoff as Price
from app.domain.policy import CentrePolicy
from app.domain.prepayment import LoanState, refusals
from app.fund_core.embedded import bank
from app.fund_core.embedded.loans import book_repayment
from app.fund_core.embedded.orders import refuse_open_order, settle
from app.fund_core.embedded.plans import locked_loan, one_loan, paid_of, rows_of, schedule, terms_of
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.tables import loans
from app.fund_core.errors import CoreRefused
from app.fund_core.records import AccruedRow, Instalment, OverdueRow, Payoff, PayoffQuote, QuoteLine, Repayment

SETTLED = "06"


def quote(connection: Connection, number: str, today: date, policy: CentrePolicy) -> PayoffQuote:
    """What settling costs today. CoreRefused: unknown_loan, loan_settled, loan_overdue."""
    return _quote(connection, one_loan(connection, number), today, policy)


def accept(connection: Connection, wanted: Payoff, today: date, policy: CentrePolicy) -> PayoffQuote:
    """Check that it may be paid off today at the price the person saw. CoreRefused as the port says."""
    loan = locked_loan(connection, wanted.loan_number)
    price = _quote(connection, loan, today, policy)
    refuse_now(connection, loan, schedule(connection, loan, today), today, policy)
    if price.total != wanted.expected_total:
        raise CoreRefused("total_changed")
    return price


def settle_payoff(
    connection: Connection, sealing: Sealing, order: RowMapping, today: date, policy: CentrePolicy
) -> None:
    """Debit and settle, or fail."""
    loan = locked_loan(connection, order["subject"])
    try:
        price = _quote(connection, loan, today, policy)
    except CoreRefused as refused:
        settle(connection, order["number"], today, refused.code)
        return
    reason = bank.debit(sealing.open(loans.c.card_sealed, loan["card_sealed"]))
    if not reason:
        row = Repayment(0, today, SETTLED, 0, price.principal, price.interest, price.penalty, ZERO)
        book_repayment(connection, loan["number"], row)
        settled = {"principal_left": 0, "settled_on": today}
        connection.execute(update(loans).where(loans.c.number == loan["number"]).values(settled))
    money = {"amount": to_fen(price.principal), "interest": to_fen(price.interest), "total": to_fen(price.total)}
    settle(connection, order["number"], today, reason, **money)


def running_plan(connection: Connection, loan: RowMapping, today: date) -> tuple[Instalment, ...]:
    """The plan of a loan that is neither settled nor overdue. CoreRefused: loan_settled, loan_overdue."""
    if loan["settled_on"] is not None:
        raise CoreRefused("loan_settled")
    plan = schedule(connection, loan, today)
    if any(one.state == "overdue" for one in plan):
        raise CoreRefused("loan_overdue")
    return plan


def refuse_now(
    connection: Connection, loan: RowMapping, plan: Sequence[Instalment], today: date, policy: CentrePolicy
) -> None:
    """What forbids repaying early today. CoreRefused: open_order, not_after_issue_day, near_due_day, once_a_month."""
    refuse_open_order(connection, loan["number"])
    paid = paid_of(plan)
    last_due = plan[paid - 1].due_on if paid else loan["issued_on"]
    prepaid = loan["last_prepaid_on"]
    state = LoanState(
        active=True, issued=loan["issued_on"], last_due=last_due, next_due=plan[paid].due_on,
        periods_left=len(plan) - paid, overdue_periods=0, open_order=False, last_prepaid_on=prepaid,
    )  # fmt: skip
    tomorrow = date.fromordinal(today.toordinal() + 1)
    for refusal in refusals(state, today, tomorrow, policy):
        raise CoreRefused(refusal.code)


def _quote(connection: Connection, loan: RowMapping, today: date, policy: CentrePolicy) -> PayoffQuote:
    plan = running_plan(connection, loan, today)
    rows, paid = rows_of(loan, plan), paid_of(plan)
    price = CONVENTIONS[loan["convention"]](terms_of(loan, paid), rows, paid, today, policy.penalty_factor)
    principal = from_fen(loan["principal_left"])
    interest = price.total - principal - price.penalty_total
    return PayoffQuote(
        loan["number"], today, principal, interest, price.penalty_total, price.total,
        tuple(QuoteLine(line.code, line.amount) for line in price.lines), _accrued(price), _overdue(price),
        loan["convention"],
    )  # fmt: skip


def _accrued(price: Price) -> tuple[AccruedRow, ...]:
    return tuple(
        AccruedRow(row.start, row.end, row.days, price.principal, row.rate_pct, row.interest) for row in price.accruals
    )


def _overdue(price: Price) -> tuple[OverdueRow, ...]:
    return tuple(
        OverdueRow(row.period, row.due, row.principal, row.interest, row.days, row.penalty) for row in price.overdue
    )
