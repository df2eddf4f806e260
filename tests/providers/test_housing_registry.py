from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import requests
import responses
from responses.matchers import json_params_matcher, request_kwargs_matcher

from app.domain.home import Home, PaperKind, PaperState
from app.providers.housing_registry import HousingRegistry
from app.providers.registry_line import TIMEOUTS, OutOfArea, PaperNotFound, RegistryError, RegistryUnavailable

ADDRESS = "http://registry.test/homes/query"
NUMBER, ID_NUMBER = "2026-YC-0018273", "140802198803120011"
Json = dict[str, Any]


def a_home(**other: Any) -> Json:
    owner = {"name": "张晓明", "id_tail": "0011", "asked": True, "share": "100"}
    home: Json = {
        "kind": "contract",
        "number": NUMBER,
        "unit": "140802001001GB00001F00010001",
        "address": "河东东街88号",
    }
    home |= {"use": "dwelling", "area": "112.36", "price": "685000.00", "on": "2026-09-15", "until": None}
    return {"home": home | {"state": "valid", "owners": [owner], "traded": ["2026-01-02"]} | other}


def look_up() -> Home:
    return HousingRegistry("http://registry.test/").look_up(PaperKind.CONTRACT, NUMBER, ID_NUMBER)


@responses.activate
def test_the_question_and_its_facts() -> None:
    question = {"kind": "contract", "number": NUMBER, "id_number": ID_NUMBER}
    kwargs = request_kwargs_matcher({"timeout": TIMEOUTS, "stream": True})
    responses.post(ADDRESS, json=a_home(), match=[json_params_matcher(question), kwargs])
    home = look_up()
    assert (home.area, home.price, home.on) == (Decimal("112.36"), Decimal("685000.00"), date(2026, 9, 15))
    assert home.asker_owns
    assert home.owners[0].share == 100
    assert home.traded == (date(2026, 1, 2),)
    assert "张晓明" not in repr(home)
    assert "河东" not in repr(home)


@responses.activate
def test_a_revoked_contract_is_told_as_it_is() -> None:
    owner = {"name": "李建国", "id_tail": "0012", "asked": False, "share": None}
    responses.post(ADDRESS, json=a_home(state="revoked", owners=[owner]))
    home = look_up()
    assert (home.state, home.asker_owns, home.owners[0].share) == (PaperState.REVOKED, False, None)


@responses.activate
@pytest.mark.parametrize(("error", "outcome"), [("not_found", PaperNotFound), ("out_of_area", OutOfArea)])
def test_a_paper_it_does_not_know(error: str, outcome: type[RegistryError]) -> None:
    responses.post(ADDRESS, status=404, json={"error": error})
    with pytest.raises(outcome):
        look_up()


GARBAGE: list[Json] = [
    {"status": 500, "json": {"error": "not_found"}},
    {"status": 404, "body": "<html>not here</html>"},
    {"status": 302, "headers": {"Location": "http://elsewhere.test/"}},
    {"body": "<html>login</html>"},
    {"body": b"\xff\xfe"},
    {"json": []},
    {"json": {"home": None}},
    {"body": b" " * (64 * 1024 + 1)},
    {"json": a_home(number="2026-YC-0000001")},
    {"json": a_home(kind="lease")},
    {"json": a_home(state="unheard of")},
    {"json": a_home(price=685000.0)},
    {"json": a_home(price="NaN")},
    {"json": a_home(price="-1")},
    {"json": a_home(area="wide")},
    {"json": a_home(on="last year")},
    {"json": a_home(on=20260915)},
    {"json": a_home(owners=[])},
    {"json": a_home(owners=[{"name": "张", "id_tail": "0011", "asked": "yes"}])},
    {"json": a_home(address="")},
]


@responses.activate
@pytest.mark.parametrize("answer", GARBAGE)
def test_whatever_else_comes_is_unavailable(answer: Json) -> None:
    responses.post(ADDRESS, **answer)
    with pytest.raises(RegistryUnavailable):
        look_up()


@responses.activate
@pytest.mark.parametrize("fault", [requests.ConnectTimeout, requests.ReadTimeout, requests.ConnectionError])
def test_silence_is_unavailable_and_tells_nobody_the_number(fault: type[Exception]) -> None:
    responses.post(ADDRESS, body=fault(ID_NUMBER))
    with pytest.raises(RegistryUnavailable) as caught:
        look_up()
    assert ID_NUMBER not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_centre_without_a_registry() -> None:
    with pytest.raises(RegistryUnavailable):
        HousingRegistry("").look_up(PaperKind.CONTRACT, NUMBER, ID_NUMBER)
