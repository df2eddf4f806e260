"""Numbers of identity papers (证件号码): resident and residence cards, foreigners' permanent cards, rules 5.1."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.errors import DomainError
from app.domain.masking import mask_card, mask_id_number, mask_mobile, mask_name
from app.domain.mobile import InvalidMobile, normalise_mobile
from app.domain.names import InvalidName, normalise_name, same_name

__all__ = [
    "IdKind",
    "IdNumber",
    "InvalidIdNumber",
    "InvalidMobile",
    "InvalidName",
    "Sex",
    "check_digit",
    "foreigner_check_digit",
    "mask_card",
    "mask_id_number",
    "mask_mobile",
    "mask_name",
    "normalise_document",
    "normalise_id_number",
    "normalise_mobile",
    "normalise_name",
    "parse_id_number",
    "same_name",
]

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
BEFORE_CHECK = len(WEIGHTS)
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123]")  # GB/T 2260; 8x are residence cards
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_FIFTEEN = re.compile(r"[0-9]{15}")  # issued until 1999
_CARD_2017 = re.compile(r"[A-Z]{3}[0-9]{12}")


class InvalidIdNumber(DomainError):
    """Not a number of the paper. `code` is format, area, birth_date, birth_range or check_digit."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class IdKind(StrEnum):
    """The paper a number belongs to, seen from the number or, for the last four, said by the person."""

    RESIDENT = "resident"  # 居民身份证
    HONG_KONG_RESIDENCE = "hong_kong_residence"  # 香港居民居住证
    MACAU_RESIDENCE = "macau_residence"  # 澳门居民居住证
    TAIWAN_RESIDENCE = "taiwan_residence"  # 台湾居民居住证
    FOREIGNER_2023 = "foreigner_2023"  # 外国人永久居留身份证, 2023
    FOREIGNER_2017 = "foreigner_2017"  # 外国人永久居留身份证, 2017
    HONG_KONG_MACAU_PERMIT = "hong_kong_macau_permit"  # 港澳居民来往内地通行证
    TAIWAN_PERMIT = "taiwan_permit"  # 台湾居民来往大陆通行证
    PASSPORT = "passport"  # 护照
    OFFICER = "officer"  # 军官证


class Sex(StrEnum):
    """The hint of digit 17, never a proof."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True)
class IdNumber:
    """What a number says. `sex` is None where it does not say; `was_short` tells of a 15-digit original."""

    number: str = field(repr=False)
    kind: IdKind
    birth: date = field(repr=False)
    sex: Sex | None = field(repr=False)
    was_short: bool = False


_RESIDENCE = {
    "810000": IdKind.HONG_KONG_RESIDENCE,
    "820000": IdKind.MACAU_RESIDENCE,
    "830000": IdKind.TAIWAN_RESIDENCE,
}
_DOCUMENTS = {
    IdKind.HONG_KONG_MACAU_PERMIT: re.compile(r"[HM]([0-9]{8}|[0-9]{10})"),
    IdKind.TAIWAN_PERMIT: re.compile(r"[0-9]{8}|[0-9]{10}(\([A-Z]\)|[A-Z])?"),
    IdKind.PASSPORT: re.compile(r"[A-Z0-9]{5,17}"),
    IdKind.OFFICER: re.compile(r"[^\x00-\x1f]{4,30}"),  # free text by design
}


def check_digit(first17: str) -> str:
    """The last character by GB 11643 (ISO 7064 MOD 11-2): a digit or X. Raises InvalidIdNumber unless given 17."""
    if re.fullmatch(rf"[0-9]{{{BEFORE_CHECK}}}", first17) is None:
        raise InvalidIdNumber("format")
    return CHECKS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first17, strict=True)) % 11]


def foreigner_check_digit(first14: str) -> str:
    """The last digit of the 2017 card: weights 7-3-1 over letters as 10 to 35, modulo 10."""
    return str(sum(int(character, 36) * (7, 3, 1)[place % 3] for place, character in enumerate(first14)) % 10)


def normalise_id_number(text: str, on: date = date.max) -> str:
    """The number in its one spelling: full-width and lower case undone, 15 digits made 18. Raises InvalidIdNumber.

    Births after `on` are refused, where it is given. Retired area codes such as 1427xx are accepted.
    """
    return parse_id_number(text, on).number


def parse_id_number(text: str, on: date) -> IdNumber:
    """What the number says on a day: kind, birth, sex. Raises InvalidIdNumber. Never tells a woman's 50 or 55."""
    number = unicodedata.normalize("NFKC", text).strip().upper()
    if _CARD_2017.fullmatch(number):
        return _card_2017(number, on)
    short = _FIFTEEN.fullmatch(number) is not None
    if short:
        number = _lengthen(number)
    if not _EIGHTEEN.fullmatch(number):
        raise InvalidIdNumber("format")
    return _eighteen(number, on, short=short)


def normalise_document(kind: IdKind, text: str) -> str:
    """A permit, passport or officer's number as the paper of that kind spells it. Raises InvalidIdNumber."""
    if kind not in _DOCUMENTS:
        return normalise_id_number(text)
    number = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
    if not _DOCUMENTS[kind].fullmatch(number):
        raise InvalidIdNumber("format")
    return number


def _eighteen(number: str, on: date, *, short: bool) -> IdNumber:
    kind = _kind(number)
    birth = _birth(number[6:14], on)
    if number[-1] != check_digit(number[:-1]):
        raise InvalidIdNumber("check_digit")
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return IdNumber(number, kind, birth, sex, was_short=short)


def _kind(number: str) -> IdKind:
    foreigner = number[0] == "9"
    if not _PROVINCE.fullmatch(number[1:3] if foreigner else number[:2]):
        raise InvalidIdNumber("area")
    return IdKind.FOREIGNER_2023 if foreigner else _RESIDENCE.get(number[:6], IdKind.RESIDENT)


def _birth(text: str, on: date) -> date:
    try:
        born = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise InvalidIdNumber("birth_date") from None
    if born > on:
        raise InvalidIdNumber("birth_range")
    return born


def _lengthen(fifteen: str) -> str:
    first17 = f"{fifteen[:6]}19{fifteen[6:]}"
    return first17 + check_digit(first17)


def _card_2017(number: str, on: date) -> IdNumber:
    """The card has two digits for the year: of the two births, the later one that is not after `on`."""
    try:
        birth = _birth(f"20{number[7:13]}", on)
    except InvalidIdNumber:
        birth = _birth(f"19{number[7:13]}", on)
    if number[-1] != foreigner_check_digit(number[:-1]):
        raise InvalidIdNumber("check_digit")
    return IdNumber(number, IdKind.FOREIGNER_2017, birth, None)
