"""The phone's network: what passes, what comes slowly, what does not come."""

from collections.abc import Callable, Iterator
from time import monotonic

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient

from simulator.platform import Platform
from simulator.ports import free_port
from simulator.relay import OFF, Relay
from tests.simulator.conftest import act, chat
from tests.stage import TIMEOUT, served

LARGE = "字" * 15_000


@pytest.fixture
def network() -> list[str]:
    return ["normal"]


@pytest.fixture
def get(network: list[str]) -> Iterator[Callable[[], str]]:
    hall = Flask("hall")
    hall.add_url_rule("/", "page", lambda: LARGE)
    port, target = free_port(), free_port()
    Relay("127.0.0.1", port, target, lambda: network[0]).start()

    def ask() -> str:
        return requests.get(f"http://127.0.0.1:{port}/", timeout=TIMEOUT).text

    with served(hall, target):
        wait_for(ask)
        yield ask


def wait_for(ask: Callable[[], str]) -> None:
    end = monotonic() + TIMEOUT
    while monotonic() < end:
        try:
            ask()
        except requests.ConnectionError:
            continue
        return


def test_a_whole_page_passes(get: Callable[[], str]) -> None:
    assert get() == LARGE


def test_a_slow_network_loses_nothing(get: Callable[[], str], network: list[str]) -> None:
    network[0] = "slow"
    assert get() == LARGE


def test_without_a_network_nothing_comes(get: Callable[[], str], network: list[str]) -> None:
    network[0] = OFF
    with pytest.raises(requests.ConnectionError):
        get()
    network[0] = "normal"
    assert get() == LARGE


def test_the_phone_itself_feels_it(client: FlaskClient, quiet: object, platform: Platform) -> None:
    waited: list[float] = []
    platform.wait = waited.append
    act(client, "follow")
    client.post("/control/network", json={"state": "slow"})
    assert act(client, "text", text="一") == 200
    assert waited
    client.post("/control/network", json={"state": "off"})
    assert act(client, "text", text="二") == 503
    page = client.get("/control/webview", query_string={"follower": "f1", "url": "http://hall.test/"})
    assert (page.status_code, "网络出错" in page.text) == (503, True)
    assert ("me", "二") not in chat(client)
    assert client.get("/control/state").get_json()["network"] == "off"
    assert client.post("/control/network", json={"state": "5G"}).status_code == 400


def test_a_chat_can_be_emptied(client: FlaskClient, quiet: object) -> None:
    act(client, "follow", "f1")
    act(client, "follow", "f2")
    client.post("/control/forget", json={"follower": "f1"})
    assert chat(client, "f1") == []
    assert chat(client, "f2")
