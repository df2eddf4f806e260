"""What both builders read: fields that must be there, and degrees."""

import math
from collections.abc import Callable
from typing import Any

from app.wechat.body import Fields, text_of
from app.wechat.errors import MalformedMessage
from app.wechat.incoming import Message

Builder = Callable[[Fields, dict[str, Any]], Message]


def required(source: Fields, name: str) -> str:
    value = text_of(source, name)
    if not value:
        raise MalformedMessage("missing_field")
    return value


def degrees(source: Fields, name: str) -> float:
    try:
        value = float(text_of(source, name))
    except ValueError as fault:
        raise MalformedMessage("coordinate") from fault
    if not math.isfinite(value):
        raise MalformedMessage("coordinate")
    return value
