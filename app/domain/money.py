"""Money: decimal yuan (元) with two places in the rules, whole fen (分) in the database."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from app.domain.errors import DomainError

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
LARGEST = Decimal("9999999999999999.99")  # NUMERIC(18,2), JGJ/T 320


class InvalidMoney(DomainError):
    """Not an amount of money: a fraction of a fen, not a number, or beyond eighteen digits."""


def yuan(amount: Decimal | str | int) -> Decimal:
    """The amount with exactly two places. Refuses fractions of a fen instead of rounding them away."""
    exact = _number(amount)
    if abs(exact) > LARGEST:
        raise InvalidMoney("beyond eighteen digits")
    rounded = exact.quantize(FEN)
    if rounded != exact:
        raise InvalidMoney("a fraction of a fen")
    return rounded + ZERO  # -0.00 becomes 0.00


def positive(amount: Decimal | str | int) -> Decimal:
    """As `yuan`, for amounts that must be above zero."""
    checked = yuan(amount)
    if checked <= 0:
        raise InvalidMoney("must be above zero")
    return checked


def not_negative(amount: Decimal | str | int) -> Decimal:
    """As `yuan`, for amounts that must not be below zero."""
    checked = yuan(amount)
    if checked < 0:
        raise InvalidMoney("must not be negative")
    return checked


def round_fen(amount: Decimal) -> Decimal:
    """To the fen, halves away from zero (四舍五入): the rounding of interest and instalments, rules 2.2 and 3.3."""
    return amount.quantize(FEN, ROUND_HALF_UP) + ZERO


def to_fen(amount: Decimal) -> int:
    """Whole fen for the database."""
    return int(yuan(amount) * 100)


def from_fen(fen: int) -> Decimal:
    """Yuan from the whole fen of the database."""
    return yuan(Decimal(fen).scaleb(-2))


def format_yuan(amount: Decimal) -> str:
    """For people, always two places: 20,216.21."""
    return f"{yuan(amount):,.2f}"


def _number(amount: Decimal | str | int) -> Decimal:
    if isinstance(amount, bool | float):
        raise InvalidMoney("money is never a float")
    try:
        exact = Decimal(amount)
    except InvalidOperation:
        raise InvalidMoney("not a number") from None
    if not exact.is_finite():
        raise InvalidMoney("not a finite number")
    return exact
