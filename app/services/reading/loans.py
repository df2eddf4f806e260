"""A person's loans (贷款基本信息, 还款计划, 还款明细)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.clock import Clock, beijing_date
from app.domain.errors import Refusal
from app.fund_core import Instalment, Loan, Repayment
from app.services.last_known import LastKnownReadings, Reading
from app.services.reading.records import older
from app.store.users import Identity


class LoanSource(Protocol):
    """The part of the core that knows loans."""

    def loans_of(self, id_number: str) -> tuple[Loan, ...]:
        """The person's loans, settled ones too, the oldest first; empty when there are none."""

    def loan_schedule(self, loan_number: str) -> tuple[Instalment, ...]:
        """The repayment plan."""

    def loan_repayments(self, loan_number: str) -> tuple[Repayment, ...]:
        """What was repaid, oldest first."""


@dataclass(frozen=True)
class LoanBook:
    """A loan with its plan and what was repaid. `as_of` is None when the core answered now."""

    loan: Loan
    loans: tuple[Loan, ...]
    plan: tuple[Instalment, ...]
    repayments: tuple[Repayment, ...]
    today: date
    as_of: datetime | None = None

    @property
    def to_come(self) -> tuple[Instalment, ...]:
        """What is not paid yet, overdue instalments first."""
        return tuple(one for one in self.plan if one.state in ("overdue", "due"))


class ShowLoans:
    def __init__(self, core: LoanSource, readings: LastKnownReadings, clock: Clock) -> None:
        self._core = core
        self._readings = readings
        self._clock = clock

    def list(self, identity: Identity) -> Reading[tuple[Loan, ...]]:
        """Return the person's loans; empty when there are none. Raises Refusal("core_unavailable")."""
        number = identity.id_number
        return self._readings.read("loans", number, tuple[Loan, ...], lambda: self._core.loans_of(number))

    def one(self, identity: Identity, number: str) -> LoanBook:
        """Return the person's own loan with this number. Raises Refusal: not_your_subject, core_unavailable."""
        found = self.list(identity)
        loan = next((one for one in found.value if one.number == number), None)
        if loan is None:
            raise Refusal("not_your_subject")
        plan = self._plan(number)
        repaid = self._repaid(number)
        today = beijing_date(self._clock.now())
        as_of = older(found.as_of, plan.as_of, repaid.as_of)
        return LoanBook(loan, found.value, plan.value, repaid.value, today, as_of)

    def _plan(self, number: str) -> Reading[tuple[Instalment, ...]]:
        kind = tuple[Instalment, ...]
        return self._readings.read("loan_plan", number, kind, lambda: self._core.loan_schedule(number))

    def _repaid(self, number: str) -> Reading[tuple[Repayment, ...]]:
        kind = tuple[Repayment, ...]
        return self._readings.read("loan_repaid", number, kind, lambda: self._core.loan_repayments(number))
