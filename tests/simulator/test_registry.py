"""The registry that is played, asked through the hall's own adapter over a socket, and by hand."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.home import HomeUse, PaperKind, PaperState
from app.providers.housing_registry import HousingRegistry
from app.providers.registry_line import OutOfArea, PaperNotFound, RegistryUnavailable
from simulator.papers import demo_papers
from simulator.ports import free_port
from simulator.world import Json
from tests.stage import served

PEOPLE = {"张晓明": "140802198803120011", "郑玉芳": "140802198212250024", "冯建涛": "140802199002280013"}
CONTRACT = "2026-YC-0018273"


@pytest.fixture
def papers(client: FlaskClient) -> list[Json]:
    made = demo_papers(PEOPLE, date(2026, 11, 24))
    for paper in made:
        assert client.post("/control/registry", json=paper).status_code == 201
    return made


@pytest.fixture
def registry(simulator: Flask, papers: list[Json]) -> Iterator[HousingRegistry]:
    port = free_port()
    with served(simulator, port):
        yield HousingRegistry(f"http://127.0.0.1:{port}/registry")


def look_up(
    registry: HousingRegistry, number: str, kind: PaperKind = PaperKind.CONTRACT, who: str = "张晓明"
) -> object:
    return registry.look_up(kind, number, PEOPLE[who])


def test_the_adapter_understands_it(registry: HousingRegistry) -> None:
    home = registry.look_up(PaperKind.CONTRACT, CONTRACT, PEOPLE["张晓明"])
    assert (home.price, home.use, home.asker_owns) == (Decimal("685000.00"), HomeUse.DWELLING, True)
    assert home.on == date(2026, 9, 24)
    revoked = registry.look_up(PaperKind.CONTRACT, "2026-YC-0020001", PEOPLE["郑玉芳"])
    assert (revoked.state, revoked.asker_owns) == (PaperState.REVOKED, False)


def test_a_couple_owns_a_half_each(registry: HousingRegistry) -> None:
    number = "晋（2026）运城市不动产权第0012345号"
    owners = registry.look_up(PaperKind.CERTIFICATE, number, PEOPLE["张晓明"]).owners
    half = Decimal(50)
    assert [(one.name, one.share, one.asked) for one in owners] == [("郑玉芳", half, False), ("张晓明", half, True)]


def test_what_it_does_not_know(registry: HousingRegistry) -> None:
    with pytest.raises(PaperNotFound):
        look_up(registry, "2026-YC-9999999")
    with pytest.raises(PaperNotFound):
        look_up(registry, CONTRACT, PaperKind.LEASE)
    with pytest.raises(OutOfArea):
        look_up(registry, "2026-YJ-0000077")


@pytest.mark.parametrize("kind", ["broken", "html", "cut", "500", "minus1"])
def test_its_faults_are_one_outcome(client: FlaskClient, registry: HousingRegistry, kind: str) -> None:
    client.post("/control/faults", json={"path": "/registry/", "kind": kind})
    with pytest.raises(RegistryUnavailable):
        look_up(registry, CONTRACT)
    assert look_up(registry, CONTRACT)


def test_no_more_of_a_number_than_its_tail(client: FlaskClient, papers: list[Json]) -> None:
    question = {"kind": "contract", "number": CONTRACT, "id_number": PEOPLE["郑玉芳"]}
    answer = client.post("/registry/homes/query", json=question)
    assert PEOPLE["张晓明"] not in answer.text
    assert answer.get_json()["home"]["owners"][0]["id_tail"] == "0011"
    traffic = client.get("/control/state").get_json()["traffic"]
    assert traffic[-1]["name"] == "/registry/homes/query"
    assert not any(number in str(traffic) for number in PEOPLE.values())


def test_papers_can_be_taken_away(client: FlaskClient, papers: list[Json]) -> None:
    client.delete("/control/registry")
    question = {"kind": "contract", "number": CONTRACT, "id_number": PEOPLE["张晓明"]}
    assert client.post("/registry/homes/query", json=question).get_json() == {"error": "not_found"}


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "poem"}, {"price": "0"}, {"price": 1}, {"on": "x"}, {"owners": []}, {"owners": [{"name": "x"}]},
     {"traded": ["x"]}, {"until": 1}, {"use": None}],
)  # fmt: skip
def test_a_faulty_paper_is_refused(client: FlaskClient, wrong: Json) -> None:
    paper = demo_papers(PEOPLE, date(2026, 11, 24))[0]
    assert client.post("/control/registry", json=paper | wrong).status_code == 400
    assert client.post("/registry/homes/query", json={"kind": "contract"}).status_code == 400
