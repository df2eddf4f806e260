"""Monthly instalments are debited on their due day (按期扣款), and again each day while they are overdue; rules 3.5."""

from datetime import date

from sqlalchemy import Connection, select, text, update

from app.domain.money import ZERO, from_fen, to_fen
from app.domain.penalty import penalty
from app.domain.policy import CentrePolicy
from app.fund_core.embedded import bank
from app.fund_core.embedded.loans import book_repayment
from app.fund_core.embedded.plans import locked_loan, schedule
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.tables import counters, instalments, loans
from app.fund_core.records import Instalment, Repayment

IN_TIME, LATE = "02", "04"  # 贷款业务明细: 正常还款, 逾期还款
END = text(
    "INSERT INTO core_counter (name, value) VALUES ('collected', :day) "
    "ON CONFLICT (name) DO UPDATE SET value = :day WHERE core_counter.value < :day"
)


def is_over(connection: Connection, today: date) -> bool:
    """Whether this day's instalments were debited."""
    last = connection.scalar(select(counters.c.value).where(counters.c.name == "collected"))
    return last is not None and last >= today.toordinal()


def end_day(connection: Connection, today: date) -> None:
    """Remember that this day's instalments were debited."""
    connection.execute(END, {"day": today.toordinal()})


def loans_due(connection: Connection, today: date) -> list[str]:
    """The numbers of the loans with an instalment that is due and not paid."""
    due = instalments.c.due_on <= today, instalments.c.paid_on.is_(None), loans.c.settled_on.is_(None)
    wanted = select(loans.c.number).join(instalments, instalments.c.loan_number == loans.c.number).where(*due)
    return list(connection.scalars(wanted.distinct()))


def collect(connection: Connection, sealing: Sealing, number: str, today: date, policy: CentrePolicy) -> bool:
    """Debit what a loan owes until today, the oldest first; whether any came in. What is refused stays overdue."""
    loan = locked_loan(connection, number)
    if loan["settled_on"] is not None or bank.debit(sealing.open(loans.c.card_sealed, loan["card_sealed"])):
        return False
    owing = [one for one in schedule(connection, loan, today) if one.state != "paid" and one.due_on <= today]
    for due in owing:
        _book(connection, number, due, today, policy)
    return bool(owing)


def _book(connection: Connection, number: str, due: Instalment, today: date, policy: CentrePolicy) -> None:
    days = (today - due.due_on).days
    charge = penalty(due.principal, due.interest, due.rate, days, policy.penalty_factor) if days else ZERO
    before = connection.scalars(select(loans.c.principal_left).where(loans.c.number == number)).one()
    left = from_fen(before) - due.principal
    kind = LATE if days else IN_TIME
    book_repayment(connection, number, Repayment(0, today, kind, due.period, due.principal, due.interest, charge, left))
    own = instalments.c.loan_number == number, instalments.c.period == due.period
    connection.execute(update(instalments).where(*own).values(paid_on=today))
    settled = {"settled_on": today} if not left else {}
    connection.execute(update(loans).where(loans.c.number == number).values(principal_left=to_fen(left), **settled))
