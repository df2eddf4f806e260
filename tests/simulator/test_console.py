"""The console's page: an address is taken over only when it answers its echo."""

import json

import pytest
import requests
import responses
from flask.testing import FlaskClient

from simulator.platform import Platform
from simulator.world import Json
from tests.simulator.conftest import CALLBACK, act, body_of, query_of, sent, signed

ANEW = "http://hall.test/anew?centre=1"


def configure(client: FlaskClient, **told: str) -> Json:
    got = client.post("/control/console", json=told).get_json()
    assert isinstance(got, dict)
    return got


def echoing(wire: responses.RequestsMock, address: str, before: str = "", status: int = 200) -> None:
    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        return status, {}, before + query_of(request)["echostr"]

    wire.add_callback(responses.GET, address, answer)


def test_a_right_echo_is_saved(client: FlaskClient, callback: responses.RequestsMock, platform: Platform) -> None:
    echoing(callback, ANEW)
    told = {"url": ANEW, "token": "Another9", "mode": "plain"}
    assert configure(client, **told) == {"outcome": "saved", "status": 200}
    query = query_of(sent(callback)[0])
    assert query["signature"] == signed("Another9", query["timestamp"], query["nonce"])
    assert query["centre"] == "1"
    callback.add(responses.POST, "http://hall.test/anew", body="success")
    act(client, "follow")
    assert body_of(sent(callback)[-1]).findtext("Event") == "subscribe"
    state = client.get("/control/state").get_json()
    assert (state["callback_url"], state["mode"]) == (ANEW, "plain")
    assert "Another9" not in str(state)


@pytest.mark.parametrize(("before", "status"), [('"', 200), ("", 403), ("\ufeff", 200)])
def test_another_answer_is_refused(
    client: FlaskClient, callback: responses.RequestsMock, platform: Platform, before: str, status: int
) -> None:
    echoing(callback, ANEW, before, status)
    assert configure(client, url=ANEW) == {"outcome": "refused", "status": status}
    assert platform.world.config.callback_url == CALLBACK


def test_no_answer_is_silence(client: FlaskClient, callback: responses.RequestsMock, platform: Platform) -> None:
    callback.add(responses.GET, ANEW, body=requests.ReadTimeout())
    assert configure(client, url=ANEW) == {"outcome": "silent", "status": 0}
    assert platform.world.config.callback_url == CALLBACK


@pytest.mark.parametrize(
    ("name", "value"),
    [("url", "ftp://hall.test/"), ("token", "no"), ("token", "a-b-c"), ("aes_key", "short"), ("mode", "loud"),
     ("data_format", "yaml")],
)  # fmt: skip
def test_a_faulty_form_is_not_sent(
    client: FlaskClient, callback: responses.RequestsMock, name: str, value: str
) -> None:
    assert configure(client, **{name: value})["error"] == f"{name} is not taken"
    assert len(callback.calls) == 0


@pytest.mark.parametrize("mode", ["plain", "compatible", "safe"])
def test_pushes_may_be_json(client: FlaskClient, callback: responses.RequestsMock, mode: str) -> None:
    echoing(callback, CALLBACK)
    callback.add(responses.POST, CALLBACK, body="success")
    assert configure(client, data_format="json", mode=mode)["outcome"] == "saved"
    act(client, "follow")
    act(client, "text", text="12")
    body = sent(callback)[-1].body
    assert isinstance(body, bytes)
    told = json.loads(body)
    assert ("Encrypt" in told) is (mode != "plain")
    assert mode == "safe" or (told["Content"], type(told["CreateTime"])) == ("12", int)
