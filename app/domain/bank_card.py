"""Bank cards (银行卡), rules 5.3: 16 to 19 digits with a Luhn check (ISO/IEC 7812-1)."""

import re
import unicodedata

from app.domain.errors import DomainError

_DIGITS = re.compile("[0-9]{16,19}")
_ACCOUNT = re.compile("[0-9]{8,30}")  # JGJ/T 320 GRCKZHHM


class InvalidBankCard(DomainError):
    """Not a card. `code` is format or check_digit."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def luhn_digit(digits: str) -> str:
    """The digit that completes a number."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def passes_luhn(number: str) -> bool:
    """Whether the last digit fits the others."""
    return number[-1] == luhn_digit(number[:-1])


def normalise_bank_card(text: str) -> str:
    """The digits, after removing spaces and dashes. Raises InvalidBankCard."""
    number = _bare(text)
    if not _DIGITS.fullmatch(number):
        raise InvalidBankCard("format")
    if not passes_luhn(number):
        raise InvalidBankCard("check_digit")
    return number


def normalise_bank_account(text: str) -> tuple[str, bool]:
    """A passbook's or unit's account number, and whether it passes Luhn: such numbers need not, so only warn."""
    number = _bare(text)
    if not _ACCOUNT.fullmatch(number):
        raise InvalidBankCard("format")
    return number, passes_luhn(number)


def _bare(text: str) -> str:
    return re.sub(r"[\s-]+", "", unicodedata.normalize("NFKC", text))
