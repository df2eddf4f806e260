"""Mobile numbers (手机号码) of mainland China, rules 5.4."""

import re
import unicodedata

from app.domain.errors import DomainError

MOBILE = re.compile(r"1[3-9][0-9]{9}")
_ORNAMENT = re.compile(r"[\s()\-\u2010-\u2015]+")
_COUNTRY = re.compile(r"(\+|00)86")


class InvalidMobile(DomainError):
    """Not a mobile number; landlines get no messages and are refused too."""


def is_mobile(text: str) -> bool:
    """Whether the text already is eleven digits of a mobile number, without any cleaning."""
    return MOBILE.fullmatch(text) is not None


def normalise_mobile(text: str) -> str:
    """Eleven digits, after removing spaces, dashes, brackets and +86. Raises InvalidMobile."""
    digits = _ORNAMENT.sub("", unicodedata.normalize("NFKC", text))
    digits = _COUNTRY.sub("", digits, count=1) if _COUNTRY.match(digits) else digits
    if not is_mobile(digits):
        raise InvalidMobile("not a mobile number")
    return digits
