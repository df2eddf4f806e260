"""Parametric codes, and the pictures and voices a follower sends."""

from datetime import timedelta

import pytest
import responses
from flask.testing import FlaskClient

from app.domain.clock import FixedClock
from simulator.platform import Platform
from simulator.scenes import Code
from simulator.world import Json
from tests.simulator.conftest import Call, act, body_of, sent

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def wish(name: str, seconds: int = 60, **scene: object) -> Json:
    return {"action_name": name, "expire_seconds": seconds, "action_info": {"scene": scene}}


@pytest.mark.parametrize(
    ("told", "good"),
    [
        (wish("QR_SCENE", scene_id=4_294_967_295), True),
        (wish("QR_SCENE", scene_id=0), False),
        (wish("QR_SCENE", scene_id=4_294_967_296), False),
        (wish("QR_SCENE", scene_id=True), False),
        (wish("QR_SCENE", scene_str="7"), False),
        (wish("QR_STR_SCENE", scene_str="x" * 64), True),
        (wish("QR_STR_SCENE", scene_str="x" * 65), False),
        (wish("QR_STR_SCENE", scene_str=""), False),
        (wish("QR_STR_SCENE", scene_id=7), False),
        (wish("QR_STR_SCENE", seconds=2_592_001, scene_str="x"), False),
        (wish("QR_STR_SCENE", seconds=0, scene_str="x"), False),
        (wish("QR_LIMIT_SCENE", scene_id=100_000), True),
        (wish("QR_LIMIT_SCENE", scene_id=100_001), False),
        (wish("QR_LIMIT_STR_SCENE", scene_str="counter7"), True),
        (wish("QR_CARD", scene_id=1), False),
        ({"action_name": "QR_SCENE"}, False),
    ],
)
def test_what_a_code_may_hold(call: Call, told: Json, *, good: bool) -> None:
    got = call("/cgi-bin/qrcode/create", told)
    assert ("url" in got) is good
    assert good or got["errcode"] == 40035


def test_a_code_for_a_time_tells_how_long_and_one_for_ever_is_the_same(call: Call) -> None:
    short = call("/cgi-bin/qrcode/create", wish("QR_SCENE", scene_id=7))
    assert short["expire_seconds"] == 60
    lasting = [call("/cgi-bin/qrcode/create", wish("QR_LIMIT_SCENE", scene_id=7)) for _ in range(2)]
    assert lasting[0] == lasting[1]
    assert "expire_seconds" not in lasting[0]


def test_a_hundred_thousand_last(call: Call, platform: Platform) -> None:
    platform.scenes.codes = [Code(str(at), str(at), None) for at in range(100_000)]
    assert call("/cgi-bin/qrcode/create", wish("QR_LIMIT_STR_SCENE", scene_str="one"))["errcode"] == 45029


def test_a_camera_reads_the_scene(
    client: FlaskClient, call: Call, quiet: responses.RequestsMock, platform: Platform
) -> None:
    client.post("/control/mode", json={"mode": "plain"})
    made = call("/cgi-bin/qrcode/create", wish("QR_SCENE", scene_id=123))
    act(client, "scan", scene=made["url"])
    body = body_of(sent(quiet)[-1])
    assert (body.findtext("Event"), body.findtext("EventKey")) == ("subscribe", "qrscene_123")
    info = call("/cgi-bin/user/info", openid=platform.world.follower("f1").openid)
    assert (info["qr_scene"], info["qr_scene_str"]) == (123, "")
    picture = client.get("/cgi-bin/showqrcode", query_string={"ticket": made["ticket"]})
    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")
    assert client.get("/cgi-bin/showqrcode").status_code == 404


def test_a_code_is_over_after_its_time(client: FlaskClient, call: Call, clock: FixedClock) -> None:
    made = call("/cgi-bin/qrcode/create", wish("QR_STR_SCENE", scene_str="counter7"))
    clock.advance(60)
    refused = client.post("/control/scan", json={"follower": "f1", "scene": made["url"]})
    assert (refused.status_code, refused.get_json()) == (400, {"error": "the code is over"})


def test_a_picture_is_pushed_shown_and_fetched(
    client: FlaskClient, call: Call, quiet: responses.RequestsMock, clock: FixedClock, token: str
) -> None:
    client.post("/control/mode", json={"mode": "plain"})
    act(client, "follow")
    assert act(client, "picture", picture=PIXEL) == 200
    body = body_of(sent(quiet)[-1])
    media_id = body.findtext("MediaId", "")
    assert body.findtext("PicUrl") == f"http://phone.test/media/{media_id}"
    assert client.get(f"/media/{media_id}").mimetype == "image/gif"
    query = {"access_token": token, "media_id": media_id}
    assert client.get("/cgi-bin/media/get", query_string=query).data[:3] == b"GIF"
    assert call("/cgi-bin/media/get", media_id="x")["errcode"] == 40007
    clock.advance(timedelta(days=3).total_seconds())
    assert client.get(f"/media/{media_id}").status_code == 404


def test_a_voice_may_be_understood(client: FlaskClient, quiet: responses.RequestsMock) -> None:
    client.post("/control/mode", json={"mode": "plain"})
    act(client, "follow")
    act(client, "voice", recognition="查余额", seconds=4)
    body = body_of(sent(quiet)[-1])
    assert (body.findtext("MsgType"), body.findtext("Recognition")) == ("voice", "查余额")
    act(client, "voice")
    assert body_of(sent(quiet)[-1]).find("Recognition") is None


@pytest.mark.parametrize("picture", ["", "x", "data:text/html;base64,PGI+", "data:image/png;base64,===="])
def test_only_pictures_are_sent(client: FlaskClient, quiet: responses.RequestsMock, picture: str) -> None:
    act(client, "follow")
    assert act(client, "picture", picture=picture) == 400
    assert act(client, "voice", seconds=61) == 400
