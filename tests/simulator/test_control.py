import pytest
import responses
from flask.testing import FlaskClient

from tests.simulator.conftest import act, chat


def test_state_tells_a_phone_all_it_shows(client: FlaskClient) -> None:
    state = client.get("/control/state").get_json()
    assert {"followers", "chat", "menu", "sms", "traffic", "seq"} <= state.keys()
    assert state["menu"] == {"button": []}


def test_state_after_since_tells_only_what_is_new(client: FlaskClient, quiet: responses.RequestsMock) -> None:
    act(client, "follow")
    seq = client.get("/control/state").get_json()["seq"]
    act(client, "text", text="余额")
    fresh = client.get("/control/state", query_string={"since": seq}).get_json()
    assert [line["text"] for line in fresh["chat"]] == ["余额"]


def test_each_follower_has_a_chat_of_their_own(client: FlaskClient, quiet: responses.RequestsMock) -> None:
    act(client, "follow", "f2")
    assert chat(client, "f1") == []
    assert chat(client, "f2") != []


def test_another_follower_can_be_brought_in(client: FlaskClient) -> None:
    made = client.post("/control/followers", json={"nickname": "小米"})
    assert made.status_code == 201
    assert made.get_json()["subscribed"] is False


@pytest.mark.parametrize(
    ("path", "told", "status"),
    [
        ("text", {"follower": "nobody", "text": "x"}, 404),
        ("text", {"follower": "f1", "text": "x"}, 409),
        ("text", {"follower": "f1"}, 400),
        ("text", [], 400),
        ("text", {}, 400),
        ("mode", {"mode": "loud"}, 400),
        ("faults", {"path": "/", "kind": "flood"}, 400),
        ("faults", {"path": "/", "kind": "slow", "seconds": "x"}, 400),
        ("oauth", {"next": "x"}, 400),
        ("templates", {"template_id": "t", "title": "t", "content": "none"}, 400),
        ("templates", {"template_id": "t", "title": "t", "content": "{{thing1.DATA}}", "kind": "x"}, 400),
        ("finish", {"status": "perhaps"}, 400),
        ("subscription", {"follower": "f1", "choices": []}, 400),
        ("subscription", {"follower": "f1", "choices": [{"template_id": "none", "accept": True}]}, 400),
        ("unsubscription", {"follower": "f1", "template_id": "none"}, 400),
        ("faults", {"path": "/", "kind": "12345"}, 400),
        ("authorization", {"follower": "f1", "kind": "x"}, 400),
        ("resend", {}, 409),
        ("location", {"follower": "f1", "latitude": "north", "longitude": 1}, 400),
    ],
)
def test_bad_wishes_are_refused(client: FlaskClient, path: str, told: object, status: int) -> None:

    assert client.post(f"/control/{path}", json=told).status_code == status


def test_a_web_view_belongs_to_its_follower(client: FlaskClient) -> None:
    opened = client.get("/control/webview", query_string={"follower": "f2", "url": "http://hall.test/a"})
    assert opened.status_code == 302
    assert opened.headers["Location"] == "http://hall.test/a"
    assert "sim_follower=f2" in opened.headers["Set-Cookie"]


def test_a_web_view_opens_only_web_addresses(client: FlaskClient) -> None:
    refused = client.get("/control/webview", query_string={"follower": "f1", "url": "javascript:alert(1)"})
    assert refused.status_code == 400


def test_the_phone_is_served(client: FlaskClient) -> None:
    assert client.get("/").status_code == 200
