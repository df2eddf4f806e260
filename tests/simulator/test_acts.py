from typing import Any

import pytest
import responses
from flask.testing import FlaskClient

from simulator.platform import Platform
from tests.simulator.conftest import act, body_of, sent


@pytest.mark.parametrize(
    ("name", "told", "event"),
    [
        ("click", {"key": "BALANCE"}, "CLICK"),
        ("view", {"url": "http://hall.test/"}, "VIEW"),
        ("scan", {"scene": "counter7"}, "SCAN"),
        ("unfollow", {}, "unsubscribe"),
        ("authorization", {"kind": "revoke"}, "user_authorization_revoke"),
        ("authorization", {"kind": "cancellation"}, "user_authorization_cancellation"),
        ("subscription", {"template_id": "t", "accept": True}, "subscribe_msg_popup_event"),
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
