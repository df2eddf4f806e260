"""The demo centre's loans: their plan by the rules, and what was repaid of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, insert

from app.domain.calendar import add_months, on_day
from app.domain.loan import Instalment, Method, Terms, balance_after, repriced_schedule
from app.domain.money import ZERO, to_fen
from app.domain.payoff import CONVENTIONS
from app.domain.policy import CentrePolicy
from app.domain.rates import existing_loan_rate, loan_rate
from app.fund_core.embedded.demo import LoanSketch
from app.fund_core.embedded.loans import repayment_columns
from app.fund_core.embedded.plans import planned
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.tables import instalments, loans, repayments
from app.fund_core.records import Repayment

DUE_DAY, OTHER_DUE_DAY = 5, 20
NEAR = range(1, 11)  # days of the month that are too near the fifth to repay early
NORMAL, SETTLED = "02", "06"


def seed_loan(
    connection: Connection,
    sealing: Sealing,
    sketch: LoanSketch,
    *,
    own_id: int,
    number: str,
    card: str,
    on: date,
    policy: CentrePolicy,
) -> None:
    """Book a person's loan as it stands on a day."""
    terms = _terms(sketch, on, policy)
    rate_on = lambda day: existing_loan_rate(terms.issued, day, terms.months)  # noqa: E731 - a rate by day
    plan = repriced_schedule(terms, rate_on, split_january=policy.repricing_january == "split_days")
    debt = _Debt(number, sketch, terms, plan, policy)
    personal = {
        "person_id": own_id,
        "card_sealed": sealing.seal(loans.c.card_sealed, card),
        "home_sealed": sealing.seal(loans.c.home_sealed, debt.home()),
    }
    connection.execute(insert(loans).values(debt.loan() | personal))
    paid = [planned(number, row, row.due if row.period <= sketch.paid else None) for row in plan]
    connection.execute(insert(instalments), paid)
    if sketch.paid:
        connection.execute(insert(repayments), [repayment_columns(number, row) for row in debt.repaid()])


def _terms(sketch: LoanSketch, on: date, policy: CentrePolicy) -> Terms:
    """Issued so that the paid and the late instalments are the ones due by today; settled ones ended a year ago."""
    fixed = policy.loan_due_rule == "fixed_day"
    due_day = policy.loan_due_day if fixed else OTHER_DUE_DAY if on.day in NEAR else DUE_DAY
    this_month = on_day(on.year, on.month, due_day)
    latest = this_month if this_month < on else add_months(this_month, -1)
    ended = 12 if sketch.settled_early or sketch.paid == sketch.months else 0
    start = add_months(latest, -(sketch.paid + sketch.late + ended))
    issued = start - timedelta(days=7) if fixed else start
    first_due = add_months(start, 1) if fixed else None
    rate = loan_rate(issued, sketch.months)
    return Terms(Decimal(sketch.amount), rate, sketch.months, issued, Method(sketch.method), first_due)


@dataclass(frozen=True)
class _Debt:
    """A loan of the demo centre with its plan."""

    number: str
    sketch: LoanSketch
    terms: Terms
    plan: tuple[Instalment, ...]
    policy: CentrePolicy

    def loan(self) -> dict[str, Any]:
        """The loan's columns, but for what is sealed."""
        return {
            "number": self.number,
            "contract_number": f"YC-GJJ-{self.terms.issued.year}-{self.number[-6:]}",
            "amount": to_fen(self.terms.principal),
            "months": self.terms.months,
            "issued_on": self.terms.issued,
            "first_due": self.terms.first_due,
            "rate": str(self.terms.rate_pct),
            "method": self.terms.method.value,
            "convention": self.policy.payoff_convention,
            "bank_name": "演示银行运城分行",
            "principal_left": to_fen(ZERO if self.sketch.settled_early else self._left),
            "settled_on": self._settled_on(),
        }

    def home(self) -> str:
        """Where the home is."""
        return f"运城市盐湖区演示路{int(self.number[-4:-2]) + 1}号院{self.number[-1]}单元"

    def repaid(self) -> list[Repayment]:
        """What was repaid until today."""
        rows = [Repayment(row.period, row.due, NORMAL, row.period, row.principal, row.interest, ZERO, row.balance)
                for row in self.plan[: self.sketch.paid]]  # fmt: skip
        return [*rows, self._early()] if self.sketch.settled_early else rows

    @property
    def _left(self) -> Decimal:
        """Principal after the paid instalments."""
        return balance_after(self.plan, self.sketch.paid, self.terms.principal)

    @property
    def _last_paid(self) -> Instalment:
        return self.plan[self.sketch.paid - 1]

    def _settled_on(self) -> date | None:
        if self.sketch.settled_early:
            return self._last_paid.due + timedelta(days=10)
        return self.plan[-1].due if self.sketch.paid == self.sketch.months else None

    def _early(self) -> Repayment:
        day, paid = self._last_paid.due + timedelta(days=10), self.sketch.paid
        convention = CONVENTIONS[self.policy.payoff_convention]
        price = convention(self.terms, self.plan, paid, day, self.policy.penalty_factor)
        return Repayment(paid + 1, day, SETTLED, 0, self._left, price.total - self._left, ZERO, ZERO)
