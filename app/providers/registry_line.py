"""How the registries of docs/registry-contract.md are asked: one question, one answer, or one of three failures."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import requests

TIMEOUTS = (3.0, 8.0)  # seconds to connect, to answer
LONGEST_BYTES = 64 * 1024
OK = 200
NO_FACTS = 404


class RegistryError(Exception):
    """No facts came back. Never holds a number, a name or an address."""


class PaperNotFound(RegistryError):
    """The registry has no such paper; a contract of today may be there tomorrow."""


class OutOfArea(RegistryError):
    """It lies where the registry does not reach: somebody has to look at scans."""


class RegistryUnavailable(RegistryError):
    """No usable answer: not configured, time-out, broken connection, a fault of its own, or garbage."""


def asked(base_url: str, path: str, question: dict[str, str]) -> Any:
    """What is answered to a question. Raises PaperNotFound, OutOfArea, RegistryUnavailable."""
    if not base_url:
        raise RegistryUnavailable("not configured")
    status, told = _sent(base_url.rstrip("/") + path, question)
    if status == OK:
        return told
    raise _refusal(status, told)


def text(value: Any) -> str:
    """A text of an answer. Raises TypeError."""
    if not isinstance(value, str) or not value:
        raise TypeError("a text is needed")
    return value


def amount(value: Any) -> Decimal:
    """An amount above zero, written as text. Raises TypeError, ValueError, InvalidOperation."""
    found = Decimal(text(value))
    if not found.is_finite() or found <= 0:
        raise ValueError("above nothing")
    return found


def day(value: Any) -> date:
    """A day, written as ISO text. Raises TypeError, ValueError."""
    return date.fromisoformat(text(value))


def some(told: Any) -> list[Any]:
    """A list with something in it. Raises TypeError."""
    if not isinstance(told, list) or not told:
        raise TypeError("at least one")
    return told


def yes_or_no(value: Any) -> bool:
    """A truth. Raises TypeError."""
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def _sent(address: str, question: dict[str, str]) -> tuple[int, Any]:
    try:
        with requests.post(address, json=question, timeout=TIMEOUTS, allow_redirects=False, stream=True) as answer:
            return answer.status_code, _json(_content(answer))
    except requests.RequestException as fault:
        raise RegistryUnavailable(type(fault).__name__) from None  # the cause's own text may hold the request


def _content(answer: requests.Response) -> bytes:
    content = b""
    for piece in answer.iter_content(LONGEST_BYTES):
        content += piece
        if len(content) > LONGEST_BYTES:
            raise RegistryUnavailable("too long")
    return content


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _refusal(status: int, told: Any) -> RegistryError:
    error = told.get("error") if isinstance(told, dict) else None
    if status == NO_FACTS and error == "not_found":
        return PaperNotFound()
    if status == NO_FACTS and error == "out_of_area":
        return OutOfArea()
    return RegistryUnavailable(f"status {status}")
