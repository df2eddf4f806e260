"""The unified social credit code (统一社会信用代码), GB 32100-2015, and the code inside it, GB 11714; rules 5.2."""

import re
import unicodedata

from app.domain.errors import DomainError

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I O S V Z
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class InvalidCreditCode(DomainError):
    """Not a credit code. `code` is length, illegal_char or check_digit; `characters` are the illegal ones, sorted."""

    def __init__(self, code: str, characters: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.characters = characters


def normalise_credit_code(text: str) -> str:
    """The eighteen characters in upper case, checked. Raises InvalidCreditCode."""
    code = unicodedata.normalize("NFKC", text).strip().upper()
    if len(code) != LENGTH:
        raise InvalidCreditCode("length")
    if code[-1] != credit_code_check(code[:-1]):
        raise InvalidCreditCode("check_digit")
    return code


def credit_code_check(first17: str) -> str:
    """The last character: (31 - sum mod 31) mod 31 with weights 3^(k-1) mod 31. Raises InvalidCreditCode."""
    illegal = "".join(sorted(set(first17) - set(ALPHABET)))
    if illegal:
        raise InvalidCreditCode("illegal_char", illegal)
    if len(first17) != LENGTH - 1:
        raise InvalidCreditCode("length")
    return ALPHABET[-sum(weight * _VALUE[character] for weight, character in zip(_WEIGHTS, first17, strict=True)) % 31]


def organisation_code_check(first8: str) -> str:
    """The ninth character of an organisation code (组织机构代码): modulo 11, ten is X. Raises InvalidCreditCode."""
    if re.fullmatch("[0-9A-Z]{8}", first8) is None:
        raise InvalidCreditCode("length")
    total = sum(weight * int(character, 36) for weight, character in zip(_ORGANISATION_WEIGHTS, first8, strict=True))
    return "0123456789X"[-total % 11]


def inner_code_fits(code: str) -> bool:
    """Whether the organisation code inside (主体码) fits its own check: a warning only, some valid codes do not."""
    return code[16] == organisation_code_check(code[8:16])
