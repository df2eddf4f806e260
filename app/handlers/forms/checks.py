"""Checks that several forms share."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from wtforms import ValidationError
from wtforms.validators import DataRequired

from app.domain.bank_card import InvalidBankCard, normalise_bank_card
from app.domain.identity import InvalidIdNumber, normalise_id_number
from app.domain.mobile import InvalidMobile, normalise_mobile
from app.domain.money import InvalidMoney, positive
from app.handlers.sentences import ID_NUMBER_FAULTS, RULE_FOR_NEW

MONEY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
SHORTEST, LONGEST = 8, 20
EMAIL, EMAIL_LONGEST = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"), 100
CARD_FAULTS = {
    "format": "银行卡号不对，应是 16 到 19 位数字",
    "check_digit": "银行卡号不对，请对着银行卡再检查一遍",
}


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


def mobile(_: Any, field: Any) -> None:
    """Fold the writing (full width, spaces, +86) and check the number."""
    try:
        field.data = normalise_mobile(field.data)
    except InvalidMobile:
        raise ValidationError("手机号码不对，应是 11 位数字，1 开头") from None


def bank_card(_: Any, field: Any) -> None:
    """Fold the writing and check the digits (rules 5.3)."""
    try:
        field.data = normalise_bank_card(field.data)
    except InvalidBankCard as fault:
        raise ValidationError(CARD_FAULTS[fault.code]) from None


def one_line(most: int) -> Callable[[Any, Any], None]:
    """Return a check of free words: printable, at most so many characters."""

    def check(_: Any, field: Any) -> None:
        text = " ".join((field.data or "").split())
        if not text.isprintable():
            raise ValidationError("有不能识别的符号，请重新填写")
        if len(text) > most:
            raise ValidationError(f"太长了，最多 {most} 个字")
        field.data = text

    return check


def postcode(_: Any, field: Any) -> None:
    """Six digits, or nothing."""
    field.data = unicodedata.normalize("NFKC", field.data or "")
    if field.data and not re.fullmatch("[0-9]{6}", field.data):
        raise ValidationError("邮编是 6 位数字")


def email(_: Any, field: Any) -> None:
    """One @ with a name before it and a domain behind it, or nothing."""
    if field.data and not (len(field.data) <= EMAIL_LONGEST and EMAIL.fullmatch(field.data)):
        raise ValidationError("电子邮箱不对，请检查，如 name@example.com")


def amount_if_any(form: Any, field: Any) -> None:
    """As `amount`, or nothing."""
    if field.data:
        amount(form, field)


def old_account(_: Any, field: Any) -> None:
    """Letters and digits of another centre's account number, or nothing."""
    field.data = unicodedata.normalize("NFKC", field.data or "").replace(" ", "")
    if field.data and not re.fullmatch("[0-9A-Za-z-]{4,32}", field.data):
        raise ValidationError("账号只有字母和数字，最多 32 位；不知道可以不填")
