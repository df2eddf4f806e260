"""The demo centre's loans: their plan by the rules, and what was repaid of it."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection, insert

from app.domain.calendar import add_months, on_day
from app.domain.loan import Instalment, Method, Terms, repriced_schedule
from app.domain.money import to_fen
from app.domain.payoff import payoff_by_days
from app.domain.rates import existing_loan_rate, loan_rate
from app.fund_core.embedded.demo import LoanSketch
from app.fund_core.embedded.tables import instalments, loans, repayments

DUE_DAY = 5
NORMAL, SETTLED = "02", "06"


def seed_loan(connection: Connection, id_number: str, number: str, sketch: LoanSketch, on: date) -> None:
    """Book a loan as it stands on a day."""
    terms = _terms(sketch, on)
    plan = repriced_schedule(terms, lambda day: existing_loan_rate(terms.issued, day, terms.months))
    connection.execute(insert(loans).values(_loan(id_number, number, sketch, terms, plan)))
    connection.execute(insert(instalments), [_planned(number, row, sketch.paid) for row in plan])
    booked = [_repaid(number, row) for row in plan[: sketch.paid]]
    if sketch.settled_early:
        booked.append(_early(number, terms, plan, sketch.paid))
    connection.execute(insert(repayments), booked)


def _terms(sketch: LoanSketch, on: date) -> Terms:
    """Issued so that the paid and the late instalments are the ones due by today; settled ones ended a year ago."""
    this_month = on_day(on.year, on.month, DUE_DAY)
    latest = this_month if this_month < on else add_months(this_month, -1)
    ended = 12 if sketch.settled_early or sketch.paid == sketch.months else 0
    issued = add_months(latest, -(sketch.paid + sketch.late + ended))
    rate = loan_rate(issued, sketch.months)
    return Terms(Decimal(sketch.amount), rate, sketch.months, issued, Method(sketch.method))


def _loan(
    id_number: str, number: str, sketch: LoanSketch, terms: Terms, plan: tuple[Instalment, ...]
) -> dict[str, object]:
    settled = plan[-1].due if sketch.paid == sketch.months else None
    early = _settled_early_on(plan, sketch.paid) if sketch.settled_early else None
    left = Decimal(0) if early else plan[sketch.paid - 1].balance
    return {
        "number": number,
        "contract_number": f"YC-GJJ-{terms.issued.year}-{number[-6:]}",
        "id_number": id_number,
        "amount": to_fen(terms.principal),
        "months": terms.months,
        "issued_on": terms.issued,
        "rate": str(terms.rate_pct),
        "method": terms.method.value,
        "bank_name": "演示银行运城分行",
        "home_address": f"运城市盐湖区演示路{int(number[-4:-2]) + 1}号院{number[-1]}单元",
        "principal_left": to_fen(left),
        "settled_on": early or settled,
    }


def _settled_early_on(plan: tuple[Instalment, ...], paid: int) -> date:
    return plan[paid - 1].due + timedelta(days=10)


def _planned(number: str, row: Instalment, paid: int) -> dict[str, object]:
    return {
        "loan_number": number,
        "period": row.period,
        "due_on": row.due,
        "principal": to_fen(row.principal),
        "interest": to_fen(row.interest),
        "principal_left": to_fen(row.balance),
        "rate": str(row.rate_pct),
        "paid_on": row.due if row.period <= paid else None,
    }


def _repaid(number: str, row: Instalment) -> dict[str, object]:
    return {
        "loan_number": number,
        "sequence": row.period,
        "booked_on": row.due,
        "kind": NORMAL,
        "period": row.period,
        "principal": to_fen(row.principal),
        "interest": to_fen(row.interest),
        "penalty": 0,
        "principal_left": to_fen(row.balance),
    }


def _early(number: str, terms: Terms, plan: tuple[Instalment, ...], paid: int) -> dict[str, object]:
    day = _settled_early_on(plan, paid)
    price = payoff_by_days(terms, plan, paid, day, Decimal("1.5"))
    return {
        "loan_number": number,
        "sequence": paid + 1,
        "booked_on": day,
        "kind": SETTLED,
        "period": 0,
        "principal": to_fen(price.principal),
        "interest": to_fen(price.accrued_interest),
        "penalty": 0,
        "principal_left": 0,
    }
