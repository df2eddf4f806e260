"""Repaying part of a loan early (提前部分还款): shorter term or lower instalment, side by side; rules 3.6 and 4.6."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, RowMapping, insert, select, update

from app.domain.loan import Instalment as Row
from app.domain.loan import Terms
from app.domain.money import ZERO, from_fen, to_fen
from app.domain.policy import CentrePolicy
from app.domain.prepayment import LoanState, Prepayment, partial_prepayment, partial_refusals, plan_after
from app.domain.rates import existing_loan_rate
from app.fund_core.embedded import bank
from app.fund_core.embedded.loans import book_repayment
from app.fund_core.embedded.orders import settle
from app.fund_core.embedded.payoffs import refuse_now, running_plan
from app.fund_core.embedded.plans import locked_loan, one_loan, paid_of, replace_plan, rows_of, terms_of
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.tables import loans, prepayments
from app.fund_core.errors import CoreRefused
from app.fund_core.records import AccruedRow, LoanFuture, PrepaymentQuote, Repayment
from app.fund_core.records import Prepayment as Wish

PREPAID = "03"
SHORTEN, REDUCE = "shorten", "reduce"


@dataclass(frozen=True)
class Deal:
    """A prepayment worked out: the plan as it is, and as it would be by either choice."""

    terms: Terms
    rows: Sequence[Row]
    paid: int
    money: Prepayment
    policy: CentrePolicy

    def plan(self, choice: str) -> tuple[Row, ...]:
        """The instalments that would follow."""
        return plan_after(
            self.terms, self.rows, self.paid, self.money, self._rate_on,
            shorten=choice == SHORTEN, split_january=self.policy.repricing_january == "split_days",
        )  # fmt: skip

    def _rate_on(self, day: date) -> Decimal:
        """The plan's own rate where it has that day; it is the same rule either way."""
        known = {row.due: row.rate_pct for row in self.rows}
        return known[day] if day in known else existing_loan_rate(self.terms.issued, day, self.terms.months)


def quote(
    connection: Connection, number: str, principal: Decimal, today: date, policy: CentrePolicy
) -> PrepaymentQuote:
    """What it costs today, with both choices. CoreRefused as the port says."""
    loan = one_loan(connection, number)
    deal = _deal(connection, loan, principal, today, policy)
    money = deal.money
    return PrepaymentQuote(
        number, today, money.prepaid, money.interest, money.amount_to_pay, money.balance_before, money.balance_after,
        _future(deal.rows[deal.paid :]), _future(deal.plan(SHORTEN)), _future(deal.plan(REDUCE)),
        tuple(AccruedRow(row.start, row.end, row.days, money.prepaid, row.rate_pct, row.interest)
              for row in money.accruals),
    )  # fmt: skip


def accept(connection: Connection, order_number: str, wanted: Wish, today: date, policy: CentrePolicy) -> Prepayment:
    """Check that it may be done today at the price the person saw; keep the choice. CoreRefused as the port says."""
    loan = locked_loan(connection, wanted.loan_number)
    deal = _deal(connection, loan, wanted.principal, today, policy)
    refuse_now(connection, loan, running_plan(connection, loan, today), today, policy)
    if wanted.choice not in (SHORTEN, REDUCE):
        raise CoreRefused("unknown_choice")
    if deal.money.amount_to_pay != wanted.expected_total:
        raise CoreRefused("total_changed")
    connection.execute(insert(prepayments).values(order_number=order_number, choice=wanted.choice))
    return deal.money


def settle_prepayment(
    connection: Connection, sealing: Sealing, order: RowMapping, today: date, policy: CentrePolicy
) -> None:
    """Debit, book and make the new plan, or fail. At a later day it costs that day's interest."""
    loan = locked_loan(connection, order["subject"])
    try:
        deal = _deal(connection, loan, from_fen(order["amount"]), today, policy)
    except CoreRefused as refused:
        settle(connection, order["number"], today, refused.code)
        return
    reason = bank.debit(sealing.open(loans.c.card_sealed, loan["card_sealed"]))
    if not reason:
        own = prepayments.c.order_number == order["number"]
        _book(connection, loan, deal, connection.scalars(select(prepayments.c.choice).where(own)).one(), today)
    money = {"interest": to_fen(deal.money.interest), "total": to_fen(deal.money.amount_to_pay)}
    settle(connection, order["number"], today, reason, **money)


def _deal(connection: Connection, loan: RowMapping, principal: Decimal, today: date, policy: CentrePolicy) -> Deal:
    plan = running_plan(connection, loan, today)
    paid, rows = paid_of(plan), rows_of(loan, plan)
    if principal <= 0:
        raise CoreRefused("amount_not_positive")
    state = LoanState(
        active=True, issued=loan["issued_on"], last_due=loan["issued_on"], next_due=rows[paid].due,
        periods_left=len(rows) - paid, overdue_periods=0, open_order=False,
    )  # fmt: skip
    for refusal in partial_refusals(state, principal, from_fen(loan["principal_left"]), policy):
        raise CoreRefused(refusal.code)
    terms = terms_of(loan, paid)
    return Deal(terms, rows, paid, partial_prepayment(terms, rows, paid, today, principal), policy)


def _future(rows: Sequence[Row]) -> LoanFuture:
    return LoanFuture(rows[0].payment, len(rows), sum((row.interest for row in rows), ZERO), rows[-1].due)


def _book(connection: Connection, loan: RowMapping, deal: Deal, choice: str, today: date) -> None:
    number, left = loan["number"], deal.money.balance_after
    replace_plan(connection, number, deal.plan(choice))
    row = Repayment(0, today, PREPAID, 0, deal.money.prepaid, deal.money.interest, ZERO, left)
    book_repayment(connection, number, row)
    changed = {"principal_left": to_fen(left), "last_prepaid_on": today}
    connection.execute(update(loans).where(loans.c.number == number).values(changed))
