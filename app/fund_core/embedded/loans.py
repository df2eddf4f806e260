"""Reading loans, their plan and their repayments. What is due or overdue follows from the plan and today's date."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from app.domain.money import from_fen
from app.fund_core.embedded.tables import instalments, loans, persons, repayments
from app.fund_core.errors import CoreRefused
from app.fund_core.records import Instalment, Loan, Repayment

_PLAIN = (
    "number",
    "contract_number",
    "id_number",
    "borrower_name",
    "months",
    "issued_on",
    "method",
    "bank_name",
    "home_address",
    "settled_on",
)
_PLAN = select(instalments, loans.c.settled_on).join(loans, loans.c.number == instalments.c.loan_number)


def loans_of(connection: Connection, id_number: str, today: date, data_time: datetime) -> tuple[Loan, ...]:
    """The person's loans, settled ones too, the oldest first."""
    wanted = _loans().where(loans.c.id_number == id_number).order_by(loans.c.issued_on, loans.c.number)
    rows = connection.execute(wanted).mappings().all()
    return tuple(_loan(row, schedule(connection, row["number"], today), data_time) for row in rows)


def one_loan(connection: Connection, number: str, today: date, data_time: datetime) -> Loan:
    """The loan. CoreRefused("unknown_loan")."""
    row = connection.execute(_loans().where(loans.c.number == number)).mappings().one_or_none()
    if row is None:
        raise CoreRefused("unknown_loan")
    return _loan(row, schedule(connection, number, today), data_time)


def schedule(connection: Connection, number: str, today: date) -> tuple[Instalment, ...]:
    """The plan; an instalment is overdue from the day after it was due. CoreRefused("unknown_loan")."""
    wanted = _PLAN.where(instalments.c.loan_number == number).order_by(instalments.c.period)
    rows = connection.execute(wanted).mappings().all()
    if not rows:
        raise CoreRefused("unknown_loan")
    return tuple(_instalment(row, today) for row in rows)


def repaid(connection: Connection, number: str) -> tuple[Repayment, ...]:
    """What was repaid, oldest first. CoreRefused("unknown_loan")."""
    if connection.scalar(select(loans.c.number).where(loans.c.number == number)) is None:
        raise CoreRefused("unknown_loan")
    wanted = select(repayments).where(repayments.c.loan_number == number).order_by(repayments.c.sequence)
    return tuple(_repayment(row) for row in connection.execute(wanted).mappings())


def _loans() -> Select[tuple[object, ...]]:
    named = select(loans, persons.c.name.label("borrower_name"))
    return named.join(persons, persons.c.id_number == loans.c.id_number)


def _loan(row: RowMapping, plan: Sequence[Instalment], data_time: datetime) -> Loan:
    overdue = [one for one in plan if one.state == "overdue"]
    due = [one for one in plan if one.state == "due"]
    return Loan(
        **{name: row[name] for name in _PLAIN},
        amount=from_fen(row["amount"]),
        rate=(due or plan)[0 if due else -1].rate,
        state="settled" if row["settled_on"] else "overdue" if overdue else "normal",
        principal_left=from_fen(row["principal_left"]),
        months_paid=sum(one.state == "paid" for one in plan),
        next_due_on=due[0].due_on if due else None,
        next_amount=due[0].total if due else Decimal("0.00"),
        overdue_amount=sum((one.total for one in overdue), Decimal("0.00")),
        data_time=data_time,
    )


def _instalment(row: RowMapping, today: date) -> Instalment:
    money: dict[str, Any] = {name: from_fen(row[name]) for name in ("principal", "interest", "principal_left")}
    plain = {"period": row["period"], "due_on": row["due_on"], "rate": Decimal(row["rate"])}
    return Instalment(**plain | money, state=_state(row, today))


def _state(row: RowMapping, today: date) -> str:
    if row["paid_on"] is not None:
        return "paid"
    if row["settled_on"] is not None:
        return "cancelled"
    return "overdue" if row["due_on"] < today else "due"


def _repayment(row: RowMapping) -> Repayment:
    money: dict[str, Any] = {
        name: from_fen(row[name]) for name in ("principal", "interest", "penalty", "principal_left")
    }
    plain = {name: row[name] for name in ("sequence", "booked_on", "kind", "period")}
    return Repayment(**plain | money)
