"""What a prepayment saves (提前还款试算): a shorter term or a lower instalment, both beside the loan as it is."""

from dataclasses import dataclass
from decimal import Decimal

from app.domain.clock import Clock, beijing_date
from app.domain.errors import Refusal
from app.domain.loan import Method, Terms, schedule
from app.domain.money import ZERO
from app.domain.prepayment import Future, partial_prepayment


@dataclass(frozen=True)
class PrepaymentWish:
    """Yuan, months, and percent a year: what is left of the loan, and what would be paid now."""

    left: Decimal
    months: int
    rate_pct: Decimal
    prepaid: Decimal
    method: Method


@dataclass(frozen=True)
class PrepaymentEstimate:
    unchanged: Future
    shorten: Future
    reduce: Future
    balance_after: Decimal

    @property
    def saved_by_shorten(self) -> Decimal:
        return self.unchanged.total_interest - self.shorten.total_interest

    @property
    def saved_by_reduce(self) -> Decimal:
        return self.unchanged.total_interest - self.reduce.total_interest


class EstimatePrepayment:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def execute(self, wish: PrepaymentWish) -> PrepaymentEstimate:
        """Return both futures, as if today were a due day that has been paid. Raises Refusal("prepaid_settles")."""
        if wish.prepaid >= wish.left:
            raise Refusal("prepaid_settles", {"balance": str(wish.left)})
        today = beijing_date(self._clock.now())
        terms = Terms(wish.left, wish.rate_pct, wish.months, today, wish.method)
        rows = schedule(terms)
        found = partial_prepayment(terms, rows, 0, today, wish.prepaid)
        unchanged = Future(rows[0].payment, len(rows), sum((row.interest for row in rows), ZERO))
        return PrepaymentEstimate(unchanged, found.shorten, found.reduce, found.balance_after)
