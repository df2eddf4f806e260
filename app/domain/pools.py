"""The two balances of an account that interest tells apart, rules 2.1 and 2.4."""

from collections.abc import Iterator
from decimal import Decimal

from app.domain.errors import DomainError
from app.domain.money import ZERO, not_negative

CARRIED, CURRENT = "carried", "current"  # 上年结转, 当年归集


class Overdrawn(DomainError):
    """A withdrawal above the balance."""


class Pools:
    """The two balances of an account while its days are counted."""

    def __init__(self, carried: Decimal, current: Decimal = ZERO) -> None:
        self.balances = {CARRIED: not_negative(carried), CURRENT: not_negative(current)}

    @property
    def total(self) -> Decimal:
        return self.balances[CARRIED] + self.balances[CURRENT]

    def apply(self, amount: Decimal) -> Iterator[str]:
        """Books a movement and names the pools it changed: money out leaves 上年结转 first (LOCAL, rules 2.4)."""
        from_carried = -min(-amount, self.balances[CARRIED]) if amount < 0 else ZERO
        if self.balances[CURRENT] + amount - from_carried < 0:
            raise Overdrawn("more than the balance")
        for pool, share in ((CARRIED, from_carried), (CURRENT, amount - from_carried)):
            if share:
                self.balances[pool] += share
                yield pool

    def settle(self, interest: Decimal) -> None:
        """After 30 June everything is 上年结转."""
        self.balances = {CARRIED: self.total + interest, CURRENT: ZERO}
