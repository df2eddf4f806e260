"""Numbers of homes' papers, rules 5.5: 不动产权证号 since 2016, 房屋所有权证 before, and registered contracts."""

import re
import unicodedata

from app.domain.errors import DomainError

_CERTIFICATE = re.compile(r"[\u4e00-\u9fff]\(20[0-9]{2}\)[\u4e00-\u9fff]{1,20}不动产权第[0-9]{7}号")
_FULL_WIDTH = str.maketrans("()", "\uff08\uff09")
_CONTRACT = re.compile(r"[0-9A-Z-]{4,40}")  # no national pattern: the housing bureau's query decides
_OLD_LONGEST = 60


class InvalidPropertyNumber(DomainError):
    """Not a number of that paper."""


def normalise_certificate(text: str) -> str:
    """A certificate's number with full-width brackets, half-width digits, no spaces. Raises InvalidPropertyNumber."""
    number = _bare(text)
    if not _CERTIFICATE.fullmatch(number):
        raise InvalidPropertyNumber("not a certificate number")
    return number.translate(_FULL_WIDTH)


def normalise_old_certificate(text: str) -> str:
    """A certificate from before 2016 (房屋所有权证): free text without spaces. Raises InvalidPropertyNumber."""
    number = _bare(text).translate(_FULL_WIDTH)
    if not 1 <= len(number) <= _OLD_LONGEST or not number.isprintable():
        raise InvalidPropertyNumber("one to sixty characters")
    return number


def normalise_contract(text: str) -> str:
    """The number of a registered contract (网签合同编号) in upper case. Raises InvalidPropertyNumber."""
    number = _bare(text).upper()
    if not _CONTRACT.fullmatch(number):
        raise InvalidPropertyNumber("four to forty letters, digits and dashes")
    return number


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
