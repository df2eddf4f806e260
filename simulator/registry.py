"""The housing registry (住房信息联网核查), played by docs/registry-contract.md: papers put on it, and questions."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from flask import Blueprint, jsonify
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app.domain.home import HomeUse, PaperKind, PaperState
from simulator.here import asked, body, world
from simulator.world import Json

registry = Blueprint("registry", __name__)
NOT_FOUND, OUT_OF_AREA = "not_found", "out_of_area"
TAIL = 4
ID_NUMBER = re.compile(r"[0-9A-Z]{6,18}")


@dataclass
class Paper:
    """One paper as it is kept; `owners` with their whole ID numbers, `home` the other fields of the answer."""

    home: Json
    owners: list[Json] = field(repr=False)
    out_of_area: bool = False

    def told(self, id_number: str) -> Json:
        """The paper to somebody who asks about a person: of the owners' ID numbers no more than the tail."""
        shown = [
            {
                "name": one["name"],
                "id_tail": one["id_number"][-TAIL:],
                "asked": one["id_number"] == id_number,
                "share": one.get("share"),
            }
            for one in self.owners
        ]
        return {**self.home, "owners": shown}

    def is_home_of(self, id_number: str) -> bool:
        """Whether it makes this person the owner of a dwelling that the registry reaches."""
        holds = self.home["kind"] != PaperKind.LEASE.value and self.home["state"] == PaperState.VALID.value
        dwelling = self.home["use"] == HomeUse.DWELLING.value and not self.out_of_area
        return holds and dwelling and any(one["id_number"] == id_number for one in self.owners)


@registry.post("/registry/homes/query")
def query() -> tuple[Response, int]:
    """{kind, number, id_number}: the home, or 404 with not_found or out_of_area."""
    kind, number, id_number = asked("kind"), asked("number"), asked("id_number")
    with world().lock:
        paper = world().papers.get((kind, number))
        if paper is None or paper.out_of_area:
            return jsonify(error=OUT_OF_AREA if paper else NOT_FOUND), 404
        return jsonify(home=paper.told(id_number)), 200


@registry.post("/registry/homes/owned")
def owned() -> Response:
    """{id_number}: whether a dwelling in the area is theirs, by a contract or a certificate that holds."""
    id_number = asked("id_number")
    with world().lock:
        return jsonify(owns=any(paper.is_home_of(id_number) for paper in world().papers.values()))


@registry.post("/control/registry")
def put_on() -> tuple[Response, int]:
    """{kind, number, unit, address, use, area, price, on, until?, state?, owners: [{name, id_number, share?}], traded?,
    out_of_area?}: put a paper on the registry, or another state of one it has.
    """
    paper = _paper(body())
    with world().lock:
        world().papers[paper.home["kind"], paper.home["number"]] = paper
    return jsonify(ok=True), 201


@registry.delete("/control/registry")
def clear() -> Response:
    """Take every paper away."""
    world().papers.clear()
    return jsonify(ok=True)


@registry.errorhandler(BadRequest)
def bad_request(problem: BadRequest) -> tuple[Response, int]:
    return jsonify(error=problem.description), 400


def _paper(told: Json) -> Paper:
    home: Json = {"until": None, "state": PaperState.VALID.value, "traded": []}
    home |= {name: value for name, value in told.items() if name in FIELDS}
    for name, fits in FIELDS.items():
        if name not in home or not _reads(fits, home[name]):
            raise BadRequest(f"{name} is missing or wrong")
    owners = told.get("owners")
    if not isinstance(owners, list) or not owners or not all(_is_owner(one) for one in owners):
        raise BadRequest("owners is missing or wrong")
    return Paper(home, owners, told.get("out_of_area") is True)


def _is_owner(one: Any) -> bool:
    if not isinstance(one, dict) or not isinstance(one.get("name"), str):
        return False
    return bool(ID_NUMBER.fullmatch(str(one.get("id_number")))) and (
        one.get("share") is None or _reads(_amount, one["share"])
    )


def _reads(read: Callable[[Any], object], value: Any) -> bool:
    try:
        read(value)
    except (TypeError, ValueError, InvalidOperation):
        return False
    return True


def _text(value: Any) -> None:
    if not isinstance(value, str) or not value:
        raise TypeError


def _amount(value: Any) -> None:
    _text(value)
    if not Decimal(value) > 0:
        raise ValueError


def _day_or_nothing(value: Any) -> None:
    if value is not None:
        date.fromisoformat(value)


def _days(value: Any) -> None:
    for day in list(value):
        date.fromisoformat(day)


FIELDS: dict[str, Callable[[Any], object]] = {
    "kind": PaperKind,
    "number": _text,
    "unit": _text,
    "address": _text,
    "use": HomeUse,
    "area": _amount,
    "price": _amount,
    "on": date.fromisoformat,
    "until": _day_or_nothing,
    "state": PaperState,
    "traded": _days,
}
