"""The housing registry at the wire: papers put on it, and the ways in which it does not answer."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
import responses

from app.fund_core.embedded import seed

PAPERS = "http://outside.test/registry/homes/query"
OWNED = "http://outside.test/registry/homes/owned"
HOME: dict[str, Any] = {
    "kind": "contract",
    "number": "2026-YC-0018273",
    "unit": "140802001001GB00001F00010001",
    "address": "运城市盐湖区河东东街88号3幢1201",
    "use": "dwelling",
    "area": "112.36",
    "price": "685000.00",
    "on": "2026-09-15",
    "until": None,
    "state": "valid",
    "traded": [],
}
Answer = tuple[int, dict[str, str], str]


@dataclass
class Registry:
    """`owners` are places of demo people with their shares; `silent` is an answer of garbage, or an exception."""

    home: dict[str, Any] = field(default_factory=lambda: dict(HOME))
    owners: dict[int, str | None] = field(default_factory=lambda: {0: "100"})
    error: str = ""
    silent: str | Exception = ""
    at_home: set[int] = field(default_factory=set)  # places of those who own a home in the city
    asked: list[dict[str, str]] = field(default_factory=list)

    def says(self, **facts: Any) -> None:
        """Change what it knows of the home."""
        self.home |= facts

    def answer(self, request: requests.PreparedRequest) -> Answer:
        """Answer by docs/registry-contract.md, or as `silent` says."""
        question = json.loads(request.body or "{}")
        self.asked.append(question)
        if isinstance(self.silent, Exception):
            raise self.silent
        if self.silent:
            return 200, {}, self.silent
        if self.error or question["number"] != self.home["number"]:
            return 404, {}, json.dumps({"error": self.error or "not_found"})
        owners = [self._owner(at, share, question) for at, share in self.owners.items()]
        return 200, {}, json.dumps({"home": {**self.home, "owners": owners}})

    def owns(self, request: requests.PreparedRequest) -> Answer:
        """Answer whether a person owns a home."""
        if self.silent:
            return 500, {}, ""
        asked = json.loads(request.body or "{}")["id_number"]
        return 200, {}, json.dumps({"owns": asked in {seed.demo_people()[at].id_number for at in self.at_home}})

    def _owner(self, at: int, share: str | None, question: dict[str, str]) -> dict[str, Any]:
        human = seed.demo_people()[at]
        asked = question["id_number"] == human.id_number
        return {"name": human.name, "id_tail": human.id_number[-4:], "asked": asked, "share": share}


@pytest.fixture
def registry(wire: responses.RequestsMock) -> Registry:
    """A registry with one home of the first of the demo people."""
    registry = Registry()
    wire.add_callback(responses.POST, PAPERS, registry.answer)
    wire.add_callback(responses.POST, OWNED, registry.owns)
    return registry
