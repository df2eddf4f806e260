import pytest
from flask.testing import FlaskClient

from app.domain.clock import FixedClock
from simulator.config import SimulatorConfig
from simulator.errors import Refused
from simulator.platform import Platform
from tests.simulator.conftest import Call


def plain(client: FlaskClient, **told: str) -> dict[str, object]:
    query = {"grant_type": "client_credential", "appid": "wx1234567890abcdef", "secret": "its-secret", **told}
    got = client.get("/cgi-bin/token", query_string=query).get_json()
    assert isinstance(got, dict)
    return got


def stable(client: FlaskClient, *, force: bool = False) -> dict[str, object]:
    told = {"grant_type": "client_credential", "appid": "wx1234567890abcdef", "secret": "its-secret"}
    got = client.post("/cgi-bin/stable_token", json={**told, "force_refresh": force}).get_json()
    assert isinstance(got, dict)
    return got


def errcode(client: FlaskClient, token: object) -> int:
    got = client.get("/cgi-bin/getcallbackip", query_string={"access_token": str(token)}).get_json()
    return int(got.get("errcode", 0))


def test_a_new_token_voids_the_old(client: FlaskClient) -> None:
    old, new = plain(client)["access_token"], plain(client)["access_token"]
    assert (errcode(client, old), errcode(client, new)) == (40001, 0)


def test_the_families_do_not_touch(client: FlaskClient) -> None:
    kept = stable(client)["access_token"]
    plain(client)
    assert errcode(client, kept) == 0


def test_the_stable_token_repeats_until_five_minutes_before_its_end(client: FlaskClient, clock: FixedClock) -> None:
    first = stable(client)
    clock.advance(6900)
    assert stable(client) == {**first, "expires_in": 300}
    clock.advance(1)
    second = stable(client)["access_token"]
    assert second != first["access_token"]
    assert (errcode(client, first["access_token"]), errcode(client, second)) == (0, 0)
    clock.advance(299)
    assert errcode(client, first["access_token"]) == 42001


def test_forcing_kills_the_old_token(client: FlaskClient) -> None:
    old = stable(client)["access_token"]
    new = stable(client, force=True)["access_token"]
    assert (errcode(client, old), errcode(client, new)) == (40001, 0)


def test_forcing_needs_half_a_minute_between(client: FlaskClient, clock: FixedClock) -> None:
    stable(client, force=True)
    assert stable(client, force=True)["errcode"] == 45011
    clock.advance(30)
    assert "access_token" in stable(client, force=True)


def test_forcing_goes_twenty_times_a_day(client: FlaskClient, clock: FixedClock) -> None:
    for _ in range(20):
        stable(client, force=True)
        clock.advance(31)
    assert stable(client, force=True)["errcode"] == 45009
    clock.advance(86_400)
    assert "access_token" in stable(client, force=True)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"grant_type": "x"}, 40002),
        ({"appid": ""}, 41002),
        ({"appid": "wx"}, 40013),
        ({"secret": ""}, 41004),
        ({"secret": "x"}, 40125),
    ],
)
def test_a_wrong_asking_is_refused(client: FlaskClient, told: dict[str, str], code: int) -> None:
    assert plain(client, **told)["errcode"] == code


def test_without_or_with_an_unknown_token(client: FlaskClient) -> None:
    assert (errcode(client, ""), errcode(client, "x")) == (41001, 40001)


def test_the_token_ends(client: FlaskClient, token: str, clock: FixedClock) -> None:
    clock.advance(7200)
    assert errcode(client, token) == 42001


def test_the_method_matters(client: FlaskClient) -> None:
    assert client.get("/cgi-bin/stable_token").get_json()["errcode"] == 43002
    assert client.post("/cgi-bin/token").get_json()["errcode"] == 43001


def test_a_day_of_tokens_ends(client: FlaskClient, platform: Platform, call: Call) -> None:
    platform.tokens.used[next(iter(platform.tokens.used))[0], "/cgi-bin/token"] = 2000
    assert plain(client)["errcode"] == 45009
    quota = call("/cgi-bin/openapi/quota/get", {"cgi_path": "/cgi-bin/token"})["quota"]
    assert quota == {"daily_limit": 2000, "used": 2000, "remain": 0}
    assert call("/cgi-bin/clear_quota", {"appid": "wx1234567890abcdef"})["errcode"] == 0
    assert "access_token" in plain(client)


def test_quotas_are_cleared_ten_times_a_month(client: FlaskClient, config: SimulatorConfig) -> None:
    told = {"appid": config.app_id, "appsecret": config.app_secret}
    codes = [client.post("/cgi-bin/clear_quota/v2", json=told).get_json()["errcode"] for _ in range(11)]
    assert codes == [0] * 10 + [48006]


def test_the_small_calls(call: Call) -> None:
    assert call("/cgi-bin/get_api_domain_ip")["ip_list"] == ["phone.test"]
    assert call("/cgi-bin/ticket/getticket", type="jsapi")["expires_in"] == 7200
    assert call("/cgi-bin/ticket/getticket", type="x")["errcode"] == 40035
    checked = call("/cgi-bin/callback/check", {"action": "all", "check_operator": "DEFAULT"})
    assert checked.keys() == {"dns", "ping"}
    assert call("/cgi-bin/callback/check", {"action": "x"})["errcode"] == 40035
    assert call("/cgi-bin/openapi/quota/get", {"cgi_path": "x"})["errcode"] == 40035
    assert call("/cgi-bin/clear_quota", {"appid": "x"})["errcode"] == 40013


@pytest.mark.parametrize(("path", "most"), [("/cgi-bin/stable_token", 10_000), ("/sns/oauth2/access_token", 50_000)])
def test_a_minute_has_its_limit(platform: Platform, clock: FixedClock, path: str, most: int) -> None:
    for _ in range(most):
        platform.tokens.count(path)
    with pytest.raises(Refused) as caught:
        platform.tokens.count(path)
    assert caught.value.errcode == 45011
    clock.advance(60)
    platform.tokens.count(path)
