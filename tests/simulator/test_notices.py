"""Template messages, subscription notices, and what is reported of them."""

from typing import Any

import pytest
import requests
import responses
from flask.testing import FlaskClient

from app.domain.clock import FixedClock
from simulator.fields import fits, keys_of
from simulator.platform import Platform
from tests.simulator.conftest import Call, act, body_of, chat

TEMPLATE = "/cgi-bin/message/template/send"
NOTICE = "/cgi-bin/message/subscribe/bizsend"


def openid(platform: Platform) -> str:
    return platform.world.follower("f1").openid


@pytest.fixture
def template(client: FlaskClient, quiet: responses.RequestsMock, call: Call, platform: Platform) -> dict[str, Any]:
    client.post("/control/mode", json={"mode": "plain"})
    content = "{{first.DATA}}\n姓名：{{name1.DATA}}\n金额：{{amount2.DATA}}\n{{remark.DATA}}"
    client.post("/control/templates", json={"template_id": "T1", "title": "提取到账", "content": content})
    for number, kind in (("S1", "once"), ("L1", "long")):
        told = {"template_id": number, "title": "提取到账", "content": content, "kind": kind}
        client.post("/control/templates", json=told)
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
    told, choice = {**template, "template_id": "S1"}, {"template_id": "S1", "accept": True}
    assert call(NOTICE, told)["errcode"] == 43101
    act(client, "subscription", choices=[choice])
    assert [call(NOTICE, told)["errcode"] for _ in range(2)] == [0, 43101]
    event = body_of(quiet.calls[-1].request)
    assert event.findtext("SubscribeMsgSentEvent/List/ErrorStatus") == "success"


def test_a_notice_for_long_has_no_end_until_it_is_turned_off(
    client: FlaskClient, call: Call, template: dict[str, Any]
) -> None:
    told = {**template, "template_id": "L1"}
    act(client, "subscription", choices=[{"template_id": "L1", "accept": True}])
    assert [call(NOTICE, told)["errcode"] for _ in range(3)] == [0, 0, 0]
    act(client, "unsubscription", template_id="L1")
    assert call(NOTICE, told)["errcode"] == 43101


def test_each_sort_has_its_own_templates(call: Call, template: dict[str, Any]) -> None:
    assert call(NOTICE, template)["errcode"] == 40037
    assert call(TEMPLATE, {**template, "template_id": "S1"})["errcode"] == 40037


def test_the_lists_name_what_may_be_sent(call: Call) -> None:
    listed = call("/cgi-bin/template/get_all_private_template")["template_list"]
    assert "办件编号：{{character_string2.DATA}}" in listed[0]["content"]
    for one in listed:
        keys = keys_of(one["content"])
        assert keys
        values = [line.split("：", 1)[1] for line in one["example"].splitlines()]
        assert all(fits(key, value) for key, value in zip(keys, values, strict=True)), one["title"]
    assert len({one["template_id"] for one in listed}) == len(listed) <= 25
    assert {one["type"] for one in call("/wxaapi/newtmpl/gettemplate")["data"]} == {2, 3}


@pytest.mark.parametrize("by_platform", [True, False])
def test_a_template_that_is_gone(
    client: FlaskClient, call: Call, template: dict[str, Any], *, by_platform: bool
) -> None:
    if by_platform:
        client.delete("/control/templates", json={"template_id": "T1"})
    else:
        assert call("/cgi-bin/template/del_private_template", {"template_id": "T1"})["errcode"] == 0
    assert call(TEMPLATE, template)["errcode"] == 40037


@pytest.mark.parametrize("status", ["failed:user block", "failed: system failed", "failed:freq limit"])
def test_a_message_may_fail_after_all(
    client: FlaskClient, call: Call, template: dict[str, Any], quiet: responses.RequestsMock, status: str
) -> None:
    client.post("/control/finish", json={"status": status})
    assert [call(TEMPLATE, template)["errcode"] for _ in range(2)] == [0, 0]
    told = [body_of(one.request).findtext("Status") for one in quiet.calls]
    assert told[-2:] == [status, "success"]
    assert [line[1] for line in chat(client)].count("提取到账") == 1


def test_who_refuses_messages_is_reported_as_such(
    client: FlaskClient, call: Call, template: dict[str, Any], quiet: responses.RequestsMock
) -> None:
    act(client, "block", blocked=True)
    assert call(TEMPLATE, template)["errcode"] == 0
    assert body_of(quiet.calls[-1].request).findtext("Status") == "failed:user block"


def test_a_report_may_never_come(
    client: FlaskClient, call: Call, template: dict[str, Any], quiet: responses.RequestsMock
) -> None:
    client.post("/control/finish", json={"status": "none"})
    before = len(quiet.calls)
    call(TEMPLATE, template)
    assert len(quiet.calls) == before
    assert chat(client)[-1] == ("account", "提取到账")


def test_it_counts_by_client_msg_id(client: FlaskClient, call: Call, template: dict[str, Any]) -> None:
    told = {**template, "client_msg_id": "out-1"}
    client.post("/control/faults", json={"path": TEMPLATE, "kind": "lost"})
    client.post(TEMPLATE, json=told)
    call(TEMPLATE, told)
    call(TEMPLATE, told)
    counted = client.get("/control/sent").get_json()
    assert counted["count"] == 1
    message = counted["messages"][0]
    assert (message["client_msg_id"], message["status"]) == ("out-1", "success")
    assert client.get("/control/sent", query_string={"since": 1}).get_json()["messages"] == []


def test_a_report_that_cannot_be_delivered_leaves_the_chat_alone(
    client: FlaskClient, call: Call, template: dict[str, Any], quiet: responses.RequestsMock
) -> None:
    quiet.replace(responses.POST, "http://hall.test/wechat/callback", body=requests.ConnectionError())
    call(TEMPLATE, template)
    assert chat(client)[-1] == ("account", "提取到账")
