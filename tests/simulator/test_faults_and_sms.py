import pytest
from flask.testing import FlaskClient

from simulator.platform import Platform
from tests.simulator.conftest import Call

PATH, TAGS = "/cgi-bin/getcallbackip", "/cgi-bin/tags/create"
EVERY = (
    "/cgi-bin/stable_token",
    "/cgi-bin/menu/create",
    "/cgi-bin/message/custom/send",
    "/cgi-bin/message/template/send",
    "/cgi-bin/message/subscribe/bizsend",
    "/sns/oauth2/access_token",
    "/sms/send",
    "/registry/homes/query",
)


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


def test_a_late_answer_works_and_then_waits(client: FlaskClient, call: Call, platform: Platform) -> None:
    waited: list[float] = []
    platform.wait = lambda seconds: waited.append(seconds + len(platform.world.tags))
    client.post("/control/faults", json={"path": TAGS, "kind": "late", "seconds": 7})
    assert "tag" in call(TAGS, {"tag": {"name": "已绑定"}})
    assert waited == [8.0]


def test_a_lost_answer_has_worked(client: FlaskClient, token: str, platform: Platform) -> None:
    client.post("/control/faults", json={"path": TAGS, "kind": "lost"})
    answer = client.post(TAGS, query_string={"access_token": token}, json={"tag": {"name": "已绑定"}})
    assert int(answer.headers["Content-Length"]) > len(answer.data)
    assert list(platform.world.tags.values()) == ["已绑定"]


@pytest.mark.parametrize("path", EVERY)
@pytest.mark.parametrize("kind", ["broken", "html", "cut", "500", "40164", "48001"])
def test_every_call_can_be_disturbed(client: FlaskClient, path: str, kind: str) -> None:
    client.post("/control/faults", json={"path": path, "kind": kind})
    answer = client.get(path)
    told = answer.get_json(silent=True)
    assert (told or {}).get("errcode") == (int(kind) if len(kind) == 5 and kind.isdigit() else None)
    assert client.get("/control/state").get_json()["traffic"][-1]["name"] == path


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


def test_a_voice_reads_the_code_out(client: FlaskClient) -> None:
    told = {"phone": "13800000001", "text": "验证码 402816，10 分钟内有效", "reference": "r1", "channel": "voice"}
    assert client.post("/sms/send", json=told).status_code == 200
    call = client.get("/control/state").get_json()["sms"][-1]
    assert (call["channel"], call["spoken"]) == ("voice", "验证码 四，零，二，八，一，六，10 分钟内有效")


@pytest.mark.parametrize(
    "told", [{"channel": "smoke"}, {"phone": "12"}, {"text": ""}, {"text": "x" * 501}, {"reference": None}]
)
def test_faulty_short_messages(client: FlaskClient, told: dict[str, str]) -> None:
    whole = {"phone": "13800000001", "text": "x", "reference": "r", **told}
    assert client.post("/sms/send", json=whole).status_code == 400
