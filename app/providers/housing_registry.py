"""The housing registry (住房信息联网核查): what it knows of a contract or certificate. docs/registry-contract.md."""

import json
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import requests

from app.domain.home import Home, HomeUse, Owner, PaperKind, PaperState

TIMEOUTS = (3.0, 8.0)  # seconds to connect, to answer
LONGEST_BYTES = 64 * 1024
OK = 200
NO_FACTS = 404


class RegistryError(Exception):
    """No facts came back. Never holds a number, a name or an address."""


class PaperNotFound(RegistryError):
    """The registry has no such paper; a contract of today may be there tomorrow."""


class OutOfArea(RegistryError):
    """The home lies where the registry does not reach: somebody has to look at scans."""


class RegistryUnavailable(RegistryError):
    """No usable answer: not configured, time-out, broken connection, a fault of its own, or garbage."""


class HousingRegistry:
    """Asks by ``POST {base_url}/homes/query``; an empty base means that the centre has no registry."""

    def __init__(self, base_url: str) -> None:
        self._address = f"{base_url.rstrip('/')}/homes/query" if base_url else ""

    def look_up(self, kind: PaperKind, number: str, id_number: str) -> Home:
        """Return the home of a paper; its owners say which of them has ``id_number``.

        Raises PaperNotFound, OutOfArea, RegistryUnavailable.
        """
        if not self._address:
            raise RegistryUnavailable("not configured")
        status, told = _ask(self._address, {"kind": kind.value, "number": number, "id_number": id_number})
        if status == OK:
            return _home(told, kind, number)
        raise _refusal(status, told)


def _ask(address: str, question: dict[str, str]) -> tuple[int, Any]:
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


def _home(told: Any, kind: PaperKind, number: str) -> Home:
    try:
        home = _read(told["home"])
    except (KeyError, TypeError, ValueError, InvalidOperation):
        raise RegistryUnavailable("garbage") from None
    if (home.kind, home.number) != (kind, number):
        raise RegistryUnavailable("an answer to another question")
    return home


def _read(told: Any) -> Home:
    return Home(
        kind=PaperKind(told["kind"]),
        number=_text(told["number"]),
        unit=_text(told["unit"]),
        address=_text(told["address"]),
        use=HomeUse(told["use"]),
        area=_amount(told["area"]),
        price=_amount(told["price"]),
        on=date.fromisoformat(told["on"]),
        until=date.fromisoformat(told["until"]) if told.get("until") else None,
        state=PaperState(told["state"]),
        owners=tuple(_owner(one) for one in _some(told["owners"])),
        traded=tuple(sorted(date.fromisoformat(day) for day in told.get("traded", []))),
    )


def _owner(told: Any) -> Owner:
    if not isinstance(told["asked"], bool):
        raise TypeError("asked is true or false")
    share = _amount(told["share"]) if told.get("share") else None
    return Owner(_text(told["name"]), _text(told["id_tail"]), told["asked"], share)


def _some(told: Any) -> list[Any]:
    if not isinstance(told, list) or not told:
        raise TypeError("at least one owner")
    return told


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("a text is needed")
    return value


def _amount(value: Any) -> Decimal:
    amount = Decimal(_text(value))
    if not amount.is_finite() or amount <= 0:
        raise ValueError("above nothing")
    return amount
