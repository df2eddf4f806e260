"""Checks that several forms share."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from wtforms import ValidationError
from wtforms.validators import DataRequired

from app.domain.identity import InvalidIdNumber, normalise_id_number
from app.domain.money import InvalidMoney, positive
from app.handlers.sentences import ID_NUMBER_FAULTS, RULE_FOR_NEW

MONEY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
SHORTEST, LONGEST = 8, 20


def stripped(text: str | None) -> str:
    return (text or "").strip()


def needed(what: str) -> DataRequired:
    """Return a check with words that say what to fill in."""
    return DataRequired(message=what)


def id_number(_: Any, field: Any) -> None:
    """Fold the writing (full width, spaces, x) and check the number."""
    try:
        field.data = normalise_id_number(field.data)
    except InvalidIdNumber as fault:
        raise ValidationError(_words(ID_NUMBER_FAULTS, fault.code)) from None


def password_shape(_: Any, field: Any) -> None:
    """The part of the rule that needs no list of common passwords."""
    text = field.data or ""
    has_both = any(c.isalpha() for c in text) and any(c.isdigit() for c in text)
    if not SHORTEST <= len(text) <= LONGEST or not has_both:
        raise ValidationError(RULE_FOR_NEW)


def six_digits(_: Any, field: Any) -> None:
    if len(field.data) != 6 or not field.data.isdecimal():  # noqa: PLR2004 - the name says it
        raise ValidationError("验证码是 6 位数字")


def _words(table: Mapping[str, str], code: str) -> str:
    return table.get(code, table["format"])


def amount(_: Any, field: Any) -> None:
    """Fold the writing (full width, commas, 元) and leave yuan with two places, such as 20000.50."""
    text = unicodedata.normalize("NFKC", field.data or "").replace(",", "").replace(" ", "").removesuffix("元")
    try:
        field.data = str(positive(text if MONEY.fullmatch(text) else ""))
    except InvalidMoney:
        raise ValidationError("金额不对，请填写大于 0 的数字，最多两位小数") from None
