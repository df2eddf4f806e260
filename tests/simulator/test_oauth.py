from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from app.domain.clock import FixedClock
from simulator.platform import Platform
from simulator.words import OAUTH_ERRORS, OPEN_IN_WECHAT
from simulator.world import Json

GOOD = {
    "appid": "wx1234567890abcdef",
    "redirect_uri": "http://hall.test/wechat/oauth/return?next=1",
    "response_type": "code",
    "scope": "snsapi_base",
    "state": "abc123",
}
PHONE = {"User-Agent": "Mozilla/5.0 MicroMessenger/8.0.50"}


def authorize(client: FlaskClient, **told: str) -> dict[str, str]:
    answer = client.get("/connect/oauth2/authorize", query_string={**GOOD, **told})
    assert answer.status_code == 302, answer.text
    target = urlsplit(answer.headers["Location"])
    assert target.hostname == "hall.test"
    return {name: values[0] for name, values in parse_qs(target.query).items()}


@pytest.fixture
def web_view(client: FlaskClient) -> FlaskClient:
    client.get("/control/webview", query_string={"follower": "f2", "url": "http://hall.test/"})
    return client


def exchange(client: FlaskClient, code: str, **told: str) -> Json:
    query = {"appid": GOOD["appid"], "secret": "its-secret", "code": code, "grant_type": "authorization_code", **told}
    got = client.get("/sns/oauth2/access_token", query_string=query).get_json()
    assert isinstance(got, dict)
    return got


def test_a_code_tells_who_opened_the_web_view(web_view: FlaskClient, platform: Platform) -> None:
    back = authorize(web_view)
    assert (back["next"], back["state"]) == ("1", "abc123")
    got = exchange(web_view, back["code"])
    assert got["openid"] == platform.world.follower("f2").openid
    assert "is_snapshotuser" not in got


def test_a_code_serves_once(web_view: FlaskClient) -> None:
    code = authorize(web_view)["code"]
    exchange(web_view, code)
    assert exchange(web_view, code)["errcode"] == 40163


def test_a_code_lasts_five_minutes(web_view: FlaskClient, clock: FixedClock) -> None:
    code = authorize(web_view)["code"]
    clock.advance(300)
    assert exchange(web_view, code)["errcode"] == 42003


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"code": "x"}, 40029),
        ({"code": ""}, 41008),
        ({"grant_type": "x"}, 40002),
        ({"secret": "x"}, 40125),
        ({"appid": "x"}, 40013),
    ],
)
def test_a_wrong_exchange(client: FlaskClient, told: dict[str, str], code: int) -> None:
    assert exchange(client, **{"code": "none", **told})["errcode"] == code


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"appid": "x"}, 10013),
        ({"redirect_uri": "http://www.hall.test/"}, 10003),
        ({"redirect_uri": "javascript:alert(1)"}, 10003),
        ({"response_type": "token"}, 10004),
        ({"state": "a-b"}, 10004),
        ({"state": "a" * 129}, 10004),
        ({"scope": "all"}, 10005),
    ],
)
def test_a_wrong_address_is_told_on_a_page(web_view: FlaskClient, told: dict[str, str], code: int) -> None:
    answer = web_view.get("/connect/oauth2/authorize", query_string={**GOOD, **told})
    assert answer.status_code == 200
    assert OAUTH_ERRORS[code] in answer.text


def test_the_order_of_parameters_is_fixed(web_view: FlaskClient) -> None:
    answer = web_view.get("/connect/oauth2/authorize", query_string=dict(reversed(GOOD.items())))
    assert OAUTH_ERRORS[10004] in answer.text


def test_outside_the_phone_nobody_is_known(client: FlaskClient) -> None:
    assert OPEN_IN_WECHAT in client.get("/connect/oauth2/authorize", query_string=GOOD).text


def test_the_user_agent_is_enough(client: FlaskClient) -> None:
    assert client.get("/connect/oauth2/authorize", query_string=GOOD, headers=PHONE).status_code == 302


def test_the_next_one_refuses(web_view: FlaskClient) -> None:
    web_view.post("/control/oauth", json={"next": "refuse"})
    assert "code" not in authorize(web_view)
    assert "code" in authorize(web_view)


def test_a_snapshot_page_gives_a_made_up_openid(web_view: FlaskClient, platform: Platform) -> None:
    web_view.post("/control/oauth", json={"next": "snapshot"})
    got = exchange(web_view, authorize(web_view)["code"])
    assert got["is_snapshotuser"] == 1
    assert platform.world.by_openid(got["openid"]) is None


@pytest.mark.parametrize(("special", "code"), [("stale", 42003), ("twice", 40163)])
def test_codes_that_fail_on_request(web_view: FlaskClient, special: str, code: int) -> None:
    web_view.post("/control/oauth", json={"next": special})
    assert exchange(web_view, authorize(web_view)["code"])["errcode"] == code


def test_the_inspector_never_shows_a_code(web_view: FlaskClient) -> None:
    code = authorize(web_view)["code"]
    exchange(web_view, code)
    traffic = web_view.get("/control/state").get_json()["traffic"]
    assert [line["status"] for line in traffic] == [302, 200]
    assert code not in str(traffic)
