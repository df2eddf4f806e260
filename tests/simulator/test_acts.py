from typing import Any

import pytest
import responses
from flask.testing import FlaskClient

from simulator.platform import Platform
from simulator.templates import number_of
from tests.simulator.conftest import act, body_of, chat, sent

PROGRESS, ONCE = number_of("业务办理进度"), number_of("预约办理结果")


@pytest.mark.parametrize(
    ("name", "told", "event"),
    [
        ("click", {"key": "BALANCE"}, "CLICK"),
        ("view", {"url": "http://hall.test/"}, "VIEW"),
        ("scan", {"scene": "counter7"}, "SCAN"),
        ("unfollow", {}, "unsubscribe"),
        ("authorization", {"kind": "revoke"}, "user_authorization_revoke"),
        ("authorization", {"kind": "cancellation"}, "user_authorization_cancellation"),
        ("subscription", {"choices": [{"template_id": PROGRESS, "accept": True}]}, "subscribe_msg_popup_event"),
        ("unsubscription", {"template_id": PROGRESS}, "subscribe_msg_change_event"),
    ],
)
def test_each_act_is_its_event(
    client: FlaskClient, quiet: responses.RequestsMock, name: str, told: dict[str, Any], event: str
) -> None:
    client.post("/control/mode", json={"mode": "plain"})
    act(client, "follow")
    assert act(client, name, **told) == 200
    assert body_of(sent(quiet)[-1]).findtext("Event") == event


def test_a_scan_by_a_stranger_is_a_follow(client: FlaskClient, quiet: responses.RequestsMock) -> None:
    client.post("/control/mode", json={"mode": "plain"})
    act(client, "scan", scene="counter7")
    body = body_of(sent(quiet)[0])
    assert (body.findtext("Event"), body.findtext("EventKey")) == ("subscribe", "qrscene_counter7")


def test_a_place_is_sent_in_degrees(client: FlaskClient, quiet: responses.RequestsMock) -> None:
    client.post("/control/mode", json={"mode": "plain"})
    act(client, "follow")
    act(client, "location", latitude=35.03, longitude=111.0, label="运城")
    body = body_of(sent(quiet)[-1])
    assert (body.findtext("MsgType"), body.findtext("Location_X")) == ("location", "35.030000")


def test_an_authorization_event_comes_from_the_platform(
    client: FlaskClient, quiet: responses.RequestsMock, platform: Platform
) -> None:
    client.post("/control/mode", json={"mode": "plain"})
    act(client, "authorization", kind="revoke")
    body = body_of(sent(quiet)[-1])
    openid = platform.world.follower("f1").openid
    assert body.findtext("OpenID") == openid != body.findtext("FromUserName")
    assert [part.tag for part in body].count("FromUserName") == 1


def test_a_popup_names_each_template_it_asked_for(client: FlaskClient, quiet: responses.RequestsMock) -> None:
    client.post("/control/mode", json={"mode": "plain"})
    act(client, "follow")
    choices = [{"template_id": PROGRESS, "accept": True}, {"template_id": ONCE, "accept": False}]
    assert act(client, "subscription", choices=choices) == 200
    rows = body_of(sent(quiet)[-1]).findall("SubscribeMsgPopupEvent/List")
    told = [(row.findtext("TemplateId"), row.findtext("SubscribeStatusString")) for row in rows]
    assert told == [(PROGRESS, "accept"), (ONCE, "reject")]


def test_what_a_popup_leaves(client: FlaskClient, quiet: responses.RequestsMock) -> None:
    act(client, "follow")
    for _ in range(2):
        both = [{"template_id": number, "accept": True} for number in (PROGRESS, ONCE)]
        act(client, "subscription", choices=both)
    notices = client.get("/control/state").get_json()["notices"]
    left = {one["template_id"]: one["left"] for one in notices}
    assert (left[PROGRESS], left[ONCE]) == (-1, 2)
    act(client, "unsubscription", template_id=PROGRESS)
    notices = client.get("/control/state").get_json()["notices"]
    assert {one["template_id"]: one["left"] for one in notices}[PROGRESS] == 0


def test_refusing_messages_is_seen_and_not_told(client: FlaskClient, quiet: responses.RequestsMock) -> None:
    act(client, "follow")
    act(client, "block", blocked=True)
    assert client.get("/control/state").get_json()["blocked"] is True
    assert chat(client)[-1] == ("me", "设为拒收消息")
    assert len(quiet.calls) == 1
