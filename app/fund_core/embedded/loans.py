"""Reading loans and their repayments. What is due or overdue follows from the plan and today's date."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select

from app.domain.money import ZERO, from_fen, to_fen
from app.fund_core.embedded.orders import is_open
from app.fund_core.embedded.plans import one_loan, paid_of, schedule
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.tables import loans, persons, repayments
from app.fund_core.records import Instalment, Loan, Repayment

_PLAIN = (
    "number",
    "contract_number",
    "borrower_name",
    "co_borrower_name",
    "months",
    "issued_on",
    "method",
    "convention",
    "bank_name",
    "last_prepaid_on",
    "settled_on",
)


def loans_of(connection: Connection, sealing: Sealing, id_number: str, today: date, now: datetime) -> tuple[Loan, ...]:
    """The person's loans, settled ones too, the oldest first."""
    wanted = (
        select(loans, persons.c.name.label("borrower_name"), persons.c.id_sealed)
        .join(persons, persons.c.id == loans.c.person_id)
        .where(persons.c.id_index.in_(sealing.indexes(persons.c.id_index, id_number)))
        .order_by(loans.c.issued_on, loans.c.number)
    )
    rows = connection.execute(wanted).mappings().all()
    return tuple(_loan(connection, sealing, row, schedule(connection, row, today), now) for row in rows)


def repaid(connection: Connection, number: str) -> tuple[Repayment, ...]:
    """What was repaid, oldest first. CoreRefused("unknown_loan")."""
    one_loan(connection, number)
    wanted = select(repayments).where(repayments.c.loan_number == number).order_by(repayments.c.sequence)
    return tuple(_repayment(row) for row in connection.execute(wanted).mappings())


def book_repayment(connection: Connection, number: str, repayment: Repayment) -> None:
    """Add to what was repaid; its sequence is the next one, whatever the repayment says."""
    last = connection.scalar(select(func.max(repayments.c.sequence)).where(repayments.c.loan_number == number)) or 0
    connection.execute(insert(repayments).values(repayment_columns(number, repayment) | {"sequence": last + 1}))


def repayment_columns(number: str, repayment: Repayment) -> dict[str, object]:
    """The columns of a repayment."""
    plain = {name: getattr(repayment, name) for name in ("sequence", "booked_on", "kind", "period")}
    money = ("principal", "interest", "penalty", "principal_left")
    return {"loan_number": number, **plain, **{name: to_fen(getattr(repayment, name)) for name in money}}


def _loan(connection: Connection, sealing: Sealing, row: RowMapping, plan: Sequence[Instalment], now: datetime) -> Loan:
    overdue = [one for one in plan if one.state == "overdue"]
    due = [one for one in plan if one.state == "due"]
    coming = (due or plan)[0 if due else -1]
    return Loan(
        **{name: row[name] for name in _PLAIN},
        id_number=sealing.open(persons.c.id_sealed, row["id_sealed"]),
        amount=from_fen(row["amount"]),
        rate=coming.rate,
        state="settled" if row["settled_on"] else "overdue" if overdue else "normal",
        principal_left=from_fen(row["principal_left"]),
        months_paid=paid_of(plan),
        next_due_on=due[0].due_on if due else None,
        next_amount=due[0].total if due else ZERO,
        monthly_payment=coming.total,
        overdue_amount=sum((one.total for one in overdue), ZERO),
        bank_account=sealing.open(loans.c.card_sealed, row["card_sealed"]),
        home_address=sealing.open(loans.c.home_sealed, row["home_sealed"]),
        open_order=is_open(connection, row["number"]),
        data_time=now,
    )


def _repayment(row: RowMapping) -> Repayment:
    money: dict[str, Any] = {
        name: from_fen(row[name]) for name in ("principal", "interest", "penalty", "principal_left")
    }
    plain = {name: row[name] for name in ("sequence", "booked_on", "kind", "period")}
    return Repayment(**plain | money)
