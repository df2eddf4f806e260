"""Value types of template and subscription messages (模板消息参数值): type by the key's name, length in code points."""

import re

from simulator.errors import Refused
from simulator.world import Json

DATE = r"\d{4}(年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2})"
TIME = r"\d{1,2}:\d{2}(:\d{2})?"
MOMENT = rf"({DATE}( {TIME})?|{TIME})"
RULES = {
    "thing": r".{1,20}",
    "short_thing": r".{1,5}",
    "character_string": r"[!-~ ]{1,32}",
    "number": r"(?=.{1,32}$)-?\d+(\.\d+)?",
    "letter": r"[A-Za-z]{1,32}",
    "symbol": r"[^\w\s]{1,5}",
    "time": rf"{MOMENT}( ?~ ?{MOMENT})?",
    "date": rf"{MOMENT}( ?~ ?{MOMENT})?",
    "amount": r"[¥￥$€£]?-?\d{1,10}(,\d{3})*(\.\d+)?元?",
    "phone_number": r"[\d+\-() ]{1,17}",
    "car_number": r"\w{1,8}",
    "name": r"[^\d\s\u4e00-\u9fff]{1,20}|.{1,10}",
    "phrase": r"[\u4e00-\u9fff]{1,5}",
    "const": r".{1,20}",
    "enum": r".{1,20}",
}
DROPPED = {"first", "remark"}
PLACE = re.compile(r"\{\{(\w+)\.DATA\}\}")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
AMOUNT_DIGITS = 10


def keys_of(content: str) -> list[str]:
    """The keys a template's content has places for, without those that are dropped."""
    return [key for key in PLACE.findall(content) if key not in DROPPED]


def check_data(content: str, data: object) -> dict[str, str]:
    """Return the values for a template's keys; 47003 names the first that is missing or wrong."""
    if not isinstance(data, dict):
        raise Refused(47003)
    return {key: _checked(key, data.get(key)) for key in keys_of(content)}


def _checked(key: str, entry: object) -> str:
    value = entry.get("value") if isinstance(entry, dict) else None
    if not isinstance(value, str) or not value:
        raise Refused(47003, f"data.{key}.value is empty")
    if not fits(key, value):
        raise Refused(47003, f"data.{key}.value invalid")
    return value


def fits(key: str, value: str) -> bool:
    """Whether a value keeps the rule of its key's type; unknown types take twenty characters."""
    kind = re.sub(r"\d+$", "", key)
    if kind in DROPPED:
        return True
    if CONTROL.search(value) or not re.fullmatch(RULES.get(kind, RULES["thing"]), value):
        return False
    return kind != "amount" or sum(letter.isdigit() for letter in value.split(".", maxsplit=1)[0]) <= AMOUNT_DIGITS


def labelled(content: str, values: dict[str, str]) -> list[Json]:
    """Lines as the card shows them: the text before a place is its label."""
    lines = []
    for line in content.splitlines():
        place = PLACE.search(line)
        if place and place[1] in values:
            lines.append({"label": line[: place.start()].rstrip("：: "), "value": values[place[1]]})
    return lines
