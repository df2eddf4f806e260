"""A loan's plan (还款计划) as the rules of app.domain see it, and as the tables keep it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from app.domain.loan import Instalment as Row
from app.domain.loan import Method, Terms
from app.domain.money import from_fen, to_fen
from app.fund_core.embedded.tables import instalments, loans
from app.fund_core.errors import CoreRefused
from app.fund_core.records import Instalment


def locked_loan(connection: Connection, number: str) -> RowMapping:
    """The loan's row, held by this transaction until it ends. CoreRefused("unknown_loan")."""
    touch = update(loans).where(loans.c.number == number).values(principal_left=loans.c.principal_left)
    return _known(connection.execute(touch.returning(*loans.c)).mappings().one_or_none())


def one_loan(connection: Connection, number: str) -> RowMapping:
    """The loan's row. CoreRefused("unknown_loan")."""
    return _known(connection.execute(select(loans).where(loans.c.number == number)).mappings().one_or_none())


def schedule(connection: Connection, loan: RowMapping, today: date) -> tuple[Instalment, ...]:
    """The plan; an instalment is overdue from the day after it was due."""
    wanted = select(instalments).where(instalments.c.loan_number == loan["number"]).order_by(instalments.c.period)
    settled = loan["settled_on"] is not None
    return tuple(_instalment(row, today, settled=settled) for row in connection.execute(wanted).mappings())


def next_unpaid(connection: Connection, number: str, since: date) -> RowMapping | None:
    """The first unpaid instalment due on or after a day."""
    own = instalments.c.loan_number == number, instalments.c.paid_on.is_(None), instalments.c.due_on >= since
    wanted = select(instalments).where(*own).order_by(instalments.c.period).limit(1)
    return connection.execute(wanted).mappings().one_or_none()


def terms_of(loan: RowMapping, paid: int) -> Terms:
    """What the contract says, as the rules take it; before the first instalment, less what was prepaid."""
    amount = from_fen(loan["amount" if paid else "principal_left"])
    method = Method(loan["method"])
    return Terms(amount, Decimal(loan["rate"]), loan["months"], loan["issued_on"], method, loan["first_due"])


def paid_of(plan: Sequence[Instalment]) -> int:
    """How many instalments are paid."""
    return sum(one.state == "paid" for one in plan)


def rows_of(loan: RowMapping, plan: Sequence[Instalment]) -> list[Row]:
    """The plan as the rules take it. What was prepaid since the last paid instalment is off its balance."""
    rows = [Row(one.period, one.due_on, one.principal, one.interest, one.total, one.principal_left, one.rate)
            for one in plan]  # fmt: skip
    paid = paid_of(plan)
    if paid:
        rows[paid - 1] = rows[paid - 1]._replace(balance=from_fen(loan["principal_left"]))
    return rows


def replace_plan(connection: Connection, number: str, rows: Sequence[Row]) -> None:
    """Put a new plan in the place of the unpaid instalments."""
    unpaid = instalments.c.loan_number == number, instalments.c.paid_on.is_(None)
    connection.execute(delete(instalments).where(*unpaid))
    connection.execute(insert(instalments), [planned(number, row) for row in rows])


def planned(number: str, row: Row, paid_on: date | None = None) -> dict[str, object]:
    """The columns of an instalment."""
    return {
        "loan_number": number,
        "period": row.period,
        "due_on": row.due,
        "principal": to_fen(row.principal),
        "interest": to_fen(row.interest),
        "principal_left": to_fen(row.balance),
        "rate": str(row.rate_pct),
        "paid_on": paid_on,
    }


def _known(row: RowMapping | None) -> RowMapping:
    if row is None:
        raise CoreRefused("unknown_loan")
    return row


def _instalment(row: RowMapping, today: date, *, settled: bool) -> Instalment:
    principal, interest, left = (from_fen(row[name]) for name in ("principal", "interest", "principal_left"))
    state = _state(row, today, settled=settled)
    return Instalment(row["period"], row["due_on"], principal, interest, left, Decimal(row["rate"]), state)


def _state(row: RowMapping, today: date, *, settled: bool) -> str:
    if row["paid_on"] is not None:
        return "paid"
    if settled:
        return "cancelled"
    return "overdue" if row["due_on"] < today else "due"
