import pytest
from flask.testing import FlaskClient

from simulator.platform import Platform
from tests.simulator.conftest import Call

PATH = "/cgi-bin/getcallbackip"


@pytest.mark.parametrize(("kind", "code"), [("minus1", -1), ("40001", 40001), ("42001", 42001), ("45009", 45009)])
def test_an_errcode_on_demand_strikes_so_often(client: FlaskClient, call: Call, kind: str, code: int) -> None:
    client.post("/control/faults", json={"path": "/cgi-bin/get", "kind": kind, "times": 2})
    assert [call(PATH).get("errcode", 0) for _ in range(3)] == [code, code, 0]


def test_broken_json(client: FlaskClient, token: str) -> None:
    client.post("/control/faults", json={"path": PATH, "kind": "broken"})
    assert client.get(PATH, query_string={"access_token": token}).text == '{"errcode":0,"errmsg":'


def test_a_cut_connection_promises_more_than_it_sends(client: FlaskClient) -> None:
    client.post("/control/faults", json={"path": PATH, "kind": "cut"})
    answer = client.get(PATH)
    assert int(answer.headers["Content-Length"]) > len(answer.data)


def test_a_slow_call_waits_and_then_works(client: FlaskClient, call: Call, platform: Platform) -> None:
    waited: list[float] = []
    platform.wait = waited.append
    client.post("/control/faults", json={"path": PATH, "kind": "slow", "seconds": 7})
    assert "ip_list" in call(PATH)
    assert waited == [7.0]


def test_faults_can_be_called_off(client: FlaskClient, call: Call) -> None:
    client.post("/control/faults", json={"path": PATH, "kind": "minus1", "times": 9})
    client.delete("/control/faults")
    assert "ip_list" in call(PATH)


def test_the_inspector_shows_calls_without_secrets(client: FlaskClient, call: Call, token: str) -> None:
    call(PATH)
    lines = client.get("/control/state").get_json()["traffic"]
    assert [line["name"] for line in lines] == ["/cgi-bin/stable_token", PATH]
    assert {line["status"] for line in lines} == {200}
    assert token not in str(lines)
    assert "its-secret" not in str(lines)


def test_a_short_message_arrives_once(client: FlaskClient) -> None:
    told = {"phone": "13800000001", "text": "验证码 123456", "reference": "r1"}
    assert client.post("/sms/send", json=told).get_json() == {"accepted": True, "reference": "r1"}
    client.post("/sms/send", json=told)
    state = client.get("/control/state").get_json()
    assert [(one["phone_tail"], one["text"]) for one in state["sms"]] == [("0001", "验证码 123456")]
    assert "13800000001" not in str(state)


@pytest.mark.parametrize("told", [{"phone": "12"}, {"text": ""}, {"text": "x" * 501}, {"reference": None}])
def test_faulty_short_messages(client: FlaskClient, told: dict[str, str]) -> None:
    whole = {"phone": "13800000001", "text": "x", "reference": "r", **told}
    assert client.post("/sms/send", json=whole).status_code == 400
