import json
from datetime import timedelta
from typing import Any

import pytest
import requests
import responses
from flask.testing import FlaskClient

from app.domain.clock import FixedClock
from simulator.platform import Platform
from simulator.tokens import Issued
from tests.simulator.conftest import Call, act, body_of, chat

SEND = "/cgi-bin/message/custom/send"
TEMPLATE = "/cgi-bin/message/template/send"


def openid(platform: Platform) -> str:
    return platform.world.follower("f1").openid


def send(client: FlaskClient, token: str, told: Any, *, escaped: bool = False) -> int:
    raw = json.dumps(told, ensure_ascii=escaped).encode()
    return int(client.post(SEND, query_string={"access_token": token}, data=raw).get_json()["errcode"])


def text(platform: Platform, content: str = "您好") -> dict[str, Any]:
    return {"touser": openid(platform), "msgtype": "text", "text": {"content": content}}


@pytest.mark.parametrize(
    ("name", "told", "many", "seconds"),
    [
        ("text", {"text": "余额"}, 5, 48 * 3600),
        ("click", {"key": "K"}, 3, 60),
        ("scan", {"scene": "s"}, 3, 60),
    ],
)
def test_each_act_opens_its_window(
    client: FlaskClient,
    token: str,
    platform: Platform,
    quiet: responses.RequestsMock,
    clock: FixedClock,
    *,
    name: str,
    told: dict[str, Any],
    many: int,
    seconds: int,
) -> None:
    act(client, "follow")
    clock.advance(60)
    assert send(client, token, text(platform)) == 45015
    act(client, name, **told)
    assert [send(client, token, text(platform)) for _ in range(many + 1)] == [0] * many + [45047]
    platform.tokens.stable = Issued(token, clock.now() + timedelta(days=9))
    clock.advance(seconds)
    assert send(client, token, text(platform)) == 45015


def test_a_follow_opens_three(
    client: FlaskClient, token: str, platform: Platform, quiet: responses.RequestsMock
) -> None:
    act(client, "follow")
    assert [send(client, token, text(platform)) for _ in range(4)] == [0, 0, 0, 45047]
    assert chat(client)[-1] == ("account", "您好")


def test_escaped_characters_are_refused(
    client: FlaskClient, token: str, platform: Platform, quiet: responses.RequestsMock
) -> None:
    act(client, "follow")
    assert send(client, token, text(platform), escaped=True) == 40033


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, 41009),
        ({"touser": "x"}, 40003),
        ({"msgtype": "dance"}, 40008),
        ({"text": None}, 44004),
        ({"text": {"content": ""}}, 44004),
        ({"text": {"content": "字" * 683}}, 45002),
        ({"msgtype": "news", "news": {"articles": [{}, {}]}}, 45008),
        ([], 47001),
    ],
)
def test_faulty_messages(
    client: FlaskClient, token: str, platform: Platform, quiet: responses.RequestsMock, *, told: Any, code: int
) -> None:
    act(client, "follow")
    whole = {**text(platform), **told} if told else told
    assert send(client, token, whole) == code


def test_not_json_and_nothing(client: FlaskClient, token: str) -> None:
    query = {"access_token": token}
    assert client.post(SEND, query_string=query, data=b"{").get_json()["errcode"] == 47001
    assert client.post(SEND, query_string=query, data=b"\xff").get_json()["errcode"] == 47001
    assert client.post(SEND, query_string=query).get_json()["errcode"] == 44002


def test_who_does_not_follow_gets_nothing(client: FlaskClient, token: str, platform: Platform) -> None:
    assert send(client, token, text(platform)) == 43004


def test_an_article_becomes_a_card(
    client: FlaskClient, token: str, platform: Platform, quiet: responses.RequestsMock
) -> None:
    act(client, "follow")
    article = {"title": "账户", "description": "", "url": "http://hall.test/", "picurl": ""}
    told = {"touser": openid(platform), "msgtype": "news", "news": {"articles": [article]}}
    assert send(client, token, told) == 0
    assert client.get("/control/state").get_json()["chat"][-1]["card"]["title"] == "账户"


@pytest.fixture
def template(client: FlaskClient, quiet: responses.RequestsMock, call: Call, platform: Platform) -> dict[str, Any]:
    client.post("/control/mode", json={"mode": "plain"})
    content = "{{first.DATA}}\n姓名：{{name1.DATA}}\n金额：{{amount2.DATA}}\n{{remark.DATA}}"
    client.post("/control/templates", json={"template_id": "T1", "title": "提取到账", "content": content})
    act(client, "follow")
    data = {"name1": {"value": "张三"}, "amount2": {"value": "￥100.21"}}
    return {"touser": openid(platform), "template_id": "T1", "data": data}


def test_a_template_message_arrives_and_is_reported(
    client: FlaskClient, call: Call, template: dict[str, Any], quiet: responses.RequestsMock
) -> None:
    got = call(TEMPLATE, template)
    line = client.get("/control/state").get_json()["chat"][-1]
    assert line["card"]["fields"] == [{"label": "姓名", "value": "张三"}, {"label": "金额", "value": "￥100.21"}]
    event = body_of(quiet.calls[-1].request)
    assert (event.findtext("Event"), event.findtext("Status")) == ("TEMPLATESENDJOBFINISH", "success")
    assert event.findtext("MsgID") == str(got["msgid"])


def test_the_same_client_msg_id_sends_once(
    client: FlaskClient, call: Call, template: dict[str, Any], clock: FixedClock
) -> None:
    told = {**template, "client_msg_id": "out-1"}
    first, again = call(TEMPLATE, told)["msgid"], call(TEMPLATE, told)["msgid"]
    clock.advance(600)
    assert first == again != call(TEMPLATE, told)["msgid"]
    assert len([line for line in chat(client) if line[1] == "提取到账"]) == 2


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"template_id": "no"}, 40037),
        ({"touser": "x"}, 40003),
        ({"client_msg_id": "x" * 65}, 45067),
        ({"data": None}, 47003),
        ({"data": {"name1": {"value": "张三"}}}, 47003),
        ({"data": {"name1": {"value": "字" * 11}, "amount2": {"value": "1"}}}, 47003),
    ],
)
def test_faulty_template_messages(call: Call, template: dict[str, Any], told: dict[str, Any], code: int) -> None:
    got = call(TEMPLATE, {**template, **told})
    assert got["errcode"] == code
    if told.get("data"):
        assert "data." in got["errmsg"]


def test_a_subscription_notice_needs_an_acceptance(
    client: FlaskClient, call: Call, template: dict[str, Any], quiet: responses.RequestsMock
) -> None:
    path = "/cgi-bin/message/subscribe/bizsend"
    assert call(path, template)["errcode"] == 43101
    act(client, "subscription", template_id="T1", accept=True)
    assert [call(path, template)["errcode"] for _ in range(2)] == [0, 43101]
    act(client, "subscription", template_id="T1", accept=True, long_term=True)
    assert [call(path, template)["errcode"] for _ in range(3)] == [0, 0, 0]
    event = body_of(quiet.calls[-1].request)
    assert event.findtext("SubscribeMsgSentEvent/List/ErrorStatus") == "success"


def test_a_report_that_cannot_be_delivered_leaves_the_chat_alone(
    client: FlaskClient, call: Call, template: dict[str, Any], quiet: responses.RequestsMock
) -> None:
    quiet.replace(responses.POST, "http://hall.test/wechat/callback", body=requests.ConnectionError())
    call(TEMPLATE, template)
    assert chat(client)[-1] == ("account", "提取到账")
