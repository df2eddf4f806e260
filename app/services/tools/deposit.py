"""What a balance earns (存款利息试算), with its products (积数)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.calendar import add_months
from app.domain.clock import Clock, beijing_date
from app.domain.interest import Closing, Movement, closing_interest
from app.domain.money import ZERO
from app.services.tools import PolicyOn


@dataclass(frozen=True)
class DepositWish:
    """Yuan and months: the balance today, what comes in each month, and how long."""

    balance: Decimal
    monthly: Decimal
    months: int


@dataclass(frozen=True)
class DepositEstimate:
    """The interest up to a day: what each 30 June credits, and the rest with its rows."""

    closing: Closing
    start: date
    end: date
    day_base: int
    paid_in: Decimal

    @property
    def interest(self) -> Decimal:
        credited = sum((one.interest for one in self.closing.settlements), ZERO)
        return credited + self.closing.interest


class EstimateDeposit:
    def __init__(self, policy_on: PolicyOn, clock: Clock) -> None:
        self._policy_on = policy_on
        self._clock = clock

    def execute(self, wish: DepositWish) -> DepositEstimate:
        """Return the interest of the coming months; each month's money comes a month after the one before."""
        today = beijing_date(self._clock.now())
        end = add_months(today, wish.months)
        days = [add_months(today, month) for month in range(1, wish.months)] if wish.monthly else []
        day_base = self._policy_on(today).deposit_day_base
        flows = [Movement(day, wish.monthly) for day in days]
        closing = closing_interest(today, wish.balance, flows, end, day_base=day_base)
        return DepositEstimate(closing, today, end, day_base, wish.monthly * len(days))
