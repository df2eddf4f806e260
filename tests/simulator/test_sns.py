"""What follows a web authorization: profile, check, another token."""

import pytest
from flask.testing import FlaskClient

from app.domain.clock import FixedClock
from simulator.platform import Platform
from simulator.world import Json
from tests.simulator.test_oauth import GOOD, authorize, exchange


@pytest.fixture
def web_view(client: FlaskClient) -> FlaskClient:
    client.get("/control/webview", query_string={"follower": "f2", "url": "http://hall.test/"})
    return client


@pytest.fixture
def tokens(web_view: FlaskClient) -> Json:
    return exchange(web_view, authorize(web_view, scope="snsapi_userinfo")["code"])


def ask(client: FlaskClient, path: str, **query: object) -> Json:
    got = client.get(f"/sns/{path}", query_string={name: str(value) for name, value in query.items()}).get_json()
    assert isinstance(got, dict)
    return got


def code_of(client: FlaskClient, path: str, **query: object) -> int:
    return int(ask(client, path, **query).get("errcode", 0))


def test_a_profile_has_a_name_and_no_place(client: FlaskClient, tokens: Json) -> None:
    told = {"access_token": tokens["access_token"], "openid": tokens["openid"], "lang": "zh_CN"}
    profile = ask(client, "userinfo", **told)
    assert (profile["nickname"], profile["sex"], profile["city"]) == ("建国", 0, "")
    assert code_of(client, "auth", **told) == 0


def test_the_base_scope_tells_no_name(web_view: FlaskClient) -> None:
    tokens = exchange(web_view, authorize(web_view)["code"])
    told = {"access_token": tokens["access_token"], "openid": tokens["openid"]}
    assert code_of(web_view, "userinfo", **told) == 48001


def test_a_token_serves_its_person_for_two_hours(client: FlaskClient, tokens: Json, clock: FixedClock) -> None:
    own = {"access_token": tokens["access_token"], "openid": tokens["openid"]}
    assert code_of(client, "auth", **{**own, "openid": "x"}) == 40003
    assert code_of(client, "auth", **{**own, "openid": ""}) == 41009
    assert code_of(client, "auth", **{**own, "access_token": "x"}) == 40001
    assert code_of(client, "auth", **{**own, "access_token": ""}) == 41001
    clock.advance(7200)
    assert code_of(client, "auth", **own) == 42001


def test_another_token_for_thirty_days(client: FlaskClient, tokens: Json, clock: FixedClock) -> None:
    told = {"appid": GOOD["appid"], "grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    clock.advance(7200)
    again = ask(client, "oauth2/refresh_token", **told)
    assert again["access_token"] != tokens["access_token"]
    assert again["openid"] == tokens["openid"]
    assert code_of(client, "auth", access_token=again["access_token"], openid=again["openid"]) == 0
    clock.advance(30 * 86_400)
    assert code_of(client, "oauth2/refresh_token", **told) == 42002


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"appid": ""}, 41002),
        ({"appid": "x"}, 40013),
        ({"grant_type": "x"}, 40002),
        ({"refresh_token": ""}, 41003),
        ({"refresh_token": "x"}, 40030),
    ],
)
def test_a_wrong_wish_for_another(client: FlaskClient, wrong: dict[str, str], code: int) -> None:
    told = {"appid": GOOD["appid"], "grant_type": "refresh_token", "refresh_token": "x", **wrong}
    assert code_of(client, "oauth2/refresh_token", **told) == code


def test_the_inspector_shows_no_token(client: FlaskClient, tokens: Json, platform: Platform) -> None:
    ask(client, "userinfo", access_token=tokens["access_token"], openid=tokens["openid"])
    shown = str(client.get("/control/state").get_json()["traffic"])
    assert tokens["access_token"] not in shown
    assert tokens["refresh_token"] not in shown
