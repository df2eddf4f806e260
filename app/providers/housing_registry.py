"""The housing registry (住房信息联网核查): contracts, certificates, who owns a home. docs/registry-contract.md."""

from datetime import date
from decimal import InvalidOperation
from typing import Any

from app.domain.home import Home, HomeUse, Owner, PaperKind, PaperState
from app.providers.registry_line import (
    OutOfArea,
    PaperNotFound,
    RegistryUnavailable,
    amount,
    asked,
    some,
    text,
    yes_or_no,
)


class HousingRegistry:
    """Asks at an address; an empty one means that the centre has no registry."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    def look_up(self, kind: PaperKind, number: str, id_number: str) -> Home:
        """Return the home of a paper; its owners say which of them has ``id_number``.

        Raises PaperNotFound, OutOfArea, RegistryUnavailable.
        """
        question = {"kind": kind.value, "number": number, "id_number": id_number}
        return _home(asked(self._base_url, "/homes/query", question), kind, number)

    def owns_home(self, id_number: str) -> bool:
        """Whether a person owns a dwelling in the city (不动产查询). Raises RegistryUnavailable."""
        try:
            return yes_or_no(asked(self._base_url, "/homes/owned", {"id_number": id_number})["owns"])
        except (KeyError, TypeError, PaperNotFound, OutOfArea):
            raise RegistryUnavailable("garbage") from None


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
        number=text(told["number"]),
        unit=text(told["unit"]),
        address=text(told["address"]),
        use=HomeUse(told["use"]),
        area=amount(told["area"]),
        price=amount(told["price"]),
        on=date.fromisoformat(told["on"]),
        until=date.fromisoformat(told["until"]) if told.get("until") else None,
        state=PaperState(told["state"]),
        owners=tuple(_owner(one) for one in some(told["owners"])),
        traded=tuple(sorted(date.fromisoformat(day) for day in told.get("traded", []))),
    )


def _owner(told: Any) -> Owner:
    share = amount(told["share"]) if told.get("share") else None
    return Owner(text(told["name"]), text(told["id_tail"]), yes_or_no(told["asked"]), share)
