"""Interest on overdue instalments (罚息), rules 3.5."""

from decimal import Decimal

from app.domain.errors import DomainError
from app.domain.loan import DAY_BASE, check_rate
from app.domain.money import not_negative, round_fen


class InvalidPenalty(DomainError):
    """Days below zero, or a factor outside 1 to 2."""


def penalty(principal: Decimal, interest: Decimal, rate_pct: Decimal, days: int, factor: Decimal) -> Decimal:
    """Overdue (principal + interest) x rate x factor x days / 360, to the fen.

    `factor` is the contract's, 1.3 to 1.5 (银发[2003]251号); `days` from the due date to the day of payment.
    """
    if days < 0 or not 1 <= factor <= 2:  # noqa: PLR2004 - no contract doubles the rate
        raise InvalidPenalty("days from 0, factor 1 to 2")
    owed = not_negative(principal) + not_negative(interest)
    return round_fen(owed * check_rate(rate_pct) * factor * days / (100 * DAY_BASE))
