"""Light: what goes over the wire for the first page and for the next, as a browser on a phone asks for it."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
import requests

from tests.journeys.test_main_job import bound
from tests.stage import TIMEOUT, Stage, stage

FIRST, NEXT = 60_000, 20_000
ADDRESS = re.compile(r'(?:<link[^>]* href|src)="(/[^"]+)"')  # what a browser asks for by itself


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, redis_url: str) -> Iterator[Stage]:
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    with stage(f"sqlite:///{tmp_path_factory.mktemp('weight') / 'hall.sqlite'}", redis_url) as running:
        yield running


def weigh(session: requests.Session, url: str) -> tuple[int, requests.Response]:
    """Return the bytes of an answer, head and body, as they come."""
    answer = session.get(url, headers={"Accept-Encoding": "gzip"}, timeout=TIMEOUT, stream=True)
    body = answer.raw.read()
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    text = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
    answer._content = text  # noqa: SLF001 - the body was read raw
    return head + len(body), answer


def with_files(session: requests.Session, hall: str, path: str) -> tuple[int, int]:
    """Return the weight of a page and of everything it names."""
    weight, answer = weigh(session, hall + path)
    assert answer.status_code == 200
    files = set(ADDRESS.findall(answer.text.replace("&amp;", "&")))
    return weight, weight + sum(weigh(session, hall + address)[0] for address in files)


@pytest.mark.parametrize("path", ["/", "/login", "/help", "/tools/quota"])
def test_the_first_page_is_light(hall: Stage, path: str) -> None:
    page, everything = with_files(requests.Session(), hall.hall, path)
    assert everything <= FIRST
    assert page <= NEXT


def test_every_next_page_is_light(hall: Stage) -> None:
    session = bound(hall).session
    paths = ("/", "/account", "/account/records", "/account/records?y=all", "/loans", "/loans/plan", "/mine")
    weights = {path: with_files(session, hall.hall, path) for path in paths}
    assert {path: page for path, (page, _) in weights.items() if page > NEXT} == {}
    assert {path: whole for path, (_, whole) in weights.items() if whole > FIRST} == {}


def test_files_are_kept_for_a_year_and_pages_not_at_all(hall: Stage) -> None:
    page = requests.get(hall.hall, timeout=TIMEOUT)
    assert page.headers["Cache-Control"] == "no-store"
    for address in set(ADDRESS.findall(page.text)):
        file = requests.get(hall.hall + address, timeout=TIMEOUT)
        assert {"public", "max-age=31536000", "immutable"} <= set(file.headers["Cache-Control"].split(", "))
        again = requests.get(hall.hall + address, headers={"If-None-Match": file.headers["ETag"]}, timeout=TIMEOUT)
        assert (again.status_code, again.content) == (304, b"")


def test_nothing_is_asked_of_anybody_else(hall: Stage) -> None:
    page = requests.get(hall.hall, timeout=TIMEOUT).text
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page) == []


def test_who_cannot_unpack_gets_it_as_it_is(hall: Stage) -> None:
    for address in ("/", "/static/gjj.css"):
        plain = requests.get(hall.hall + address, headers={"Accept-Encoding": "identity"}, timeout=TIMEOUT)
        packed = requests.get(hall.hall + address, headers={"Accept-Encoding": "gzip"}, timeout=TIMEOUT)
        assert "Content-Encoding" not in plain.headers
        assert "Accept-Encoding" in plain.headers["Vary"]
        assert packed.headers["Content-Encoding"] == "gzip"
    sheet = Path(__file__).parents[2] / "app" / "static" / "gjj.css"
    assert packed.content == plain.content == sheet.read_bytes()


def test_the_size_of_a_page_tells_nothing(hall: Stage) -> None:
    session = requests.Session()
    assert len({weigh(session, hall.hall + "/help")[0] for _ in range(8)}) > 1
