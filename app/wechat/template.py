"""Values of template messages checked by type: a test account takes anything, the real one answers 47003."""

import re
from collections.abc import Callable
from typing import Final

THING_LIMIT = 20
ELLIPSIS: Final = "..."
NAME_LIMIT, LATIN_NAME_LIMIT = 10, 20
IGNORED: Final = frozenset({"first", "remark"})
_KEY = re.compile(r"([a-z_]+?)_?\d*")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_PRINTABLE = "\x20-\x7e"
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
_DAY = r"\d{4}(?:年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2})"
_MOMENT = rf"(?:{_DAY}(?: ?{_CLOCK})?|{_CLOCK})"
_RANGE = re.compile(rf"{_MOMENT}(?: ?~ ?{_MOMENT})?")


def _matching(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def _is_moment(value: str) -> bool:
    return _RANGE.fullmatch(value) is not None


def _is_name(value: str) -> bool:
    has_han = re.search(f"[{_HAN}]", value) is not None
    return len(value) <= (NAME_LIMIT if has_han else LATIN_NAME_LIMIT) and not re.search(r"\d", value)


_CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    "thing": lambda value: len(value) <= THING_LIMIT,
    "short_thing": lambda value: len(value) <= 5,  # noqa: PLR2004 - a row of the platform's table
    "character_string": _matching(f"[{_PRINTABLE}]{{1,32}}"),
    "number": _matching(r"-?(?=.{1,32}$)\d+(?:\.\d+)?"),
    "letter": _matching("[A-Za-z]{1,32}"),
    "symbol": _matching(r"[^\w\s]{1,5}"),
    "time": _is_moment,
    "date": _is_moment,
    "amount": _matching(r"[¥￥$€£]?(?=[\d.]{1,11}元?$)\d{1,10}(?:\.\d+)?元?"),
    "phone_number": _matching(r"[\d+\-() *]{1,17}"),
    "car_number": _matching(rf"[A-Za-z0-9{_HAN}][A-Za-z0-9]{{0,6}}[A-Za-z0-9{_HAN}]?"),
    "name": _is_name,
    "phrase": _matching(f"[{_HAN}]{{1,5}}"),
    "const": lambda value: len(value) <= THING_LIMIT,
    "enum": lambda value: len(value) <= THING_LIMIT,
}


def kind_of(key: str) -> str:
    """The type in a key such as ``thing1``; empty where the key names none."""
    found = _KEY.fullmatch(key)
    return found.group(1) if found and found.group(1) in _CHECKS else ""


def check_value(key: str, value: str) -> str | None:
    """The fault of a value, or None: ``unknown_type``, ``empty``, ``control_character`` or ``form``.

    ``first`` and ``remark`` pass, but nobody reads them since 2023-05-04: nothing needed may stand there.
    Characters are code points. Source: 模板消息, 参数值内容限制说明.
    """
    if key in IGNORED:
        return None
    check = _CHECKS.get(kind_of(key))
    if check is None:
        return "unknown_type"
    if not value.strip():
        return "empty"
    if any(ord(letter) < ord(" ") or letter == "\x7f" for letter in value):
        return "control_character"
    return None if check(value) else "form"


def fit(key: str, value: str) -> str:
    """The value as it may be sent: a long thing is cut with an ellipsis; any other fault is a ValueError.

    An amount, number, phone, name or state cut short would say something else.
    """
    plain = " ".join(value.split()) if kind_of(key) == "thing" else value
    if kind_of(key) == "thing" and len(plain) > THING_LIMIT:
        return plain[: THING_LIMIT - len(ELLIPSIS)] + ELLIPSIS
    fault = check_value(key, plain)
    if fault:
        raise ValueError(f"{key}: {fault}")
    return plain
