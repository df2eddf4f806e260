"""The platform's calls at the wire."""

import json
import logging
import traceback
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import responses

from app.wechat.client import PlatformClient
from app.wechat.errors import Outcome, PlatformError, outcome_of
from app.wechat.oauth import OAuthClient
from tests.wechat.support import APP_ID, BASE, SECRET, MemoryStore, client, stored

MENU = f"{BASE}/cgi-bin/menu/get"
STABLE = f"{BASE}/cgi-bin/stable_token"
OK = {"errcode": 0, "errmsg": "ok"}


def sent(wire: responses.RequestsMock, index: int = -1) -> Any:
    return json.loads(wire.calls[index].request.body or b"null")


def token_of(request: requests.PreparedRequest) -> str:
    (token,) = parse_qs(urlsplit(request.url or "").query)["access_token"]
    return token


def fault_of(platform: PlatformClient) -> PlatformError:
    with pytest.raises(PlatformError) as refusal:
        platform.get_menu()
    return refusal.value


def test_chinese_and_emoji_travel_as_themselves() -> None:
    with responses.RequestsMock() as wire:
        wire.post(f"{BASE}/cgi-bin/message/custom/send", json=OK)
        client().send_text("o1", "您的余额😀")
        body = wire.calls[0].request.body
    assert isinstance(body, bytes)
    assert "您的余额😀" in body.decode()
    assert b"\\u" not in body


def test_a_template_message_goes_out_once_per_client_msg_id() -> None:
    with responses.RequestsMock() as wire:
        wire.post(f"{BASE}/cgi-bin/message/template/send", json={**OK, "msgid": 3557254367693750277})
        given = client().send_template("o1", "t1", "https://hall.example/x", {"thing1": "余额变动"}, "outbox-7")
        body = sent(wire)
    assert given == "3557254367693750277"
    assert body == {
        "touser": "o1",
        "template_id": "t1",
        "url": "https://hall.example/x",
        "client_msg_id": "outbox-7",
        "data": {"thing1": {"value": "余额变动"}},
    }


def test_a_subscription_notice_names_its_page_only_if_there_is_one() -> None:
    with responses.RequestsMock() as wire:
        wire.post(f"{BASE}/cgi-bin/message/subscribe/bizsend", json=OK)
        client().send_subscription("o1", "t1", "", {"thing1": "a"})
        client().send_subscription("o1", "t1", "https://hall.example", {"thing1": "a"})
        assert "page" not in sent(wire, 0)
        assert sent(wire, 1)["page"] == "https://hall.example"


def test_no_menu_is_no_error() -> None:
    with responses.RequestsMock() as wire:
        wire.get(MENU, json={"errcode": 46003, "errmsg": "menu no exist"})
        assert client().get_menu() is None


def test_conditional_menus_and_tags() -> None:
    with responses.RequestsMock() as wire:
        wire.post(f"{BASE}/cgi-bin/menu/addconditional", json={"menuid": 208379533})
        wire.post(f"{BASE}/cgi-bin/menu/delconditional", json=OK)
        wire.post(f"{BASE}/cgi-bin/tags/create", json={"tag": {"id": 134, "name": "已绑定"}})
        wire.get(f"{BASE}/cgi-bin/tags/get", json={"tags": [{"id": 134, "name": "已绑定", "count": 0}]})
        wire.post(f"{BASE}/cgi-bin/tags/members/batchtagging", json=OK)
        wire.post(f"{BASE}/cgi-bin/tags/members/batchuntagging", json=OK)
        platform = client()
        assert platform.add_conditional_menu({"button": []}) == "208379533"
        platform.delete_conditional_menu("208379533")
        assert platform.create_tag("已绑定") == 134
        assert platform.get_tags() == {"已绑定": 134}
        platform.tag_members(134, [f"o{number}" for number in range(51)])
        assert sent(wire) == {"tagid": 134, "openid_list": ["o50"]}
        platform.untag_members(134, ["o1"])


def test_the_addresses_of_the_platform() -> None:
    with responses.RequestsMock() as wire:
        wire.get(f"{BASE}/cgi-bin/getcallbackip", json={"ip_list": ["101.226.62.77"]})
        assert client().callback_addresses() == ("101.226.62.77",)


@pytest.mark.parametrize("errcode", [40001, 40014, 42001])
def test_a_refused_token_is_replaced_and_the_call_repeated_once(errcode: int) -> None:
    store = MemoryStore(stored("old"))
    with responses.RequestsMock() as wire:
        wire.get(MENU, json={"errcode": errcode, "errmsg": "invalid credential"})
        wire.post(STABLE, json={"access_token": "new", "expires_in": 7200})
        wire.get(MENU, json={"menu": {}})
        assert client(store).get_menu() == {"menu": {}}
        asked = [token_of(call.request) for call in wire.calls if call.request.method == "GET"]
    assert asked == ["old", "new"]
    assert store.token == stored("new", 7200)


def test_the_token_call_of_a_wrong_secret_is_a_fault_of_the_settings() -> None:
    with responses.RequestsMock() as wire:
        wire.post(STABLE, json={"errcode": 40001, "errmsg": "invalid credential rid: 64dd9080-0f673461-19f35052"})
        fault = fault_of(client(MemoryStore()))
    assert fault.outcome is Outcome.CONFIG
    assert fault.rid == "64dd9080-0f673461-19f35052"


ODD_ANSWERS: list[dict[str, Any]] = [
    {"body": requests.ConnectTimeout(f"https://x/?secret={SECRET}")},
    {"body": requests.ReadTimeout()},
    {"body": requests.ConnectionError()},
    {"body": requests.exceptions.ChunkedEncodingError()},
    {"body": b"<html>", "status": 200},
    {"body": b"\xff\xfe", "status": 200},
    {"body": b"[]", "status": 200},
    {"body": b"[" * 50_000, "status": 200},
    {"json": {"errcode": "many"}, "status": 200},
    {"json": OK, "status": 502},
    {"status": 302, "headers": {"Location": "https://elsewhere.example"}},
]


@pytest.mark.parametrize("answer", ODD_ANSWERS, ids=[str(number) for number in range(len(ODD_ANSWERS))])
def test_whatever_is_no_answer_is_one_fault(answer: dict[str, Any]) -> None:
    with responses.RequestsMock() as wire:
        wire.get(MENU, **answer)
        fault = fault_of(client())
        assert len(wire.calls) == 1
    assert fault.outcome is Outcome.UNREACHABLE


@pytest.mark.parametrize("answer", [{"tag": {}}, {"tag": []}, {}])
def test_an_answer_without_what_was_asked_for_is_no_answer(answer: dict[str, Any]) -> None:
    with responses.RequestsMock() as wire:
        wire.post(f"{BASE}/cgi-bin/tags/create", json=answer)
        with pytest.raises(PlatformError) as refusal:
            client().create_tag("已绑定")
    assert refusal.value.outcome is Outcome.UNREACHABLE


def test_every_request_has_its_time_outs() -> None:
    with responses.RequestsMock() as wire:
        wire.post(STABLE, json={"access_token": "new", "expires_in": 7200})
        wire.get(MENU, json={})
        wire.get(f"{BASE}/sns/oauth2/access_token", json={"openid": "o1"})
        client(MemoryStore()).get_menu()
        OAuthClient(APP_ID, SECRET, BASE, BASE).exchange("a-code")
        assert [call.request.req_kwargs["timeout"] for call in wire.calls] == [(3, 5)] * 3  # type: ignore[attr-defined]  # responses adds it


def test_secrets_reach_neither_exceptions_nor_logs(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    oauth, code = OAuthClient(APP_ID, SECRET, BASE, BASE), "c" * 32
    with responses.RequestsMock() as wire:
        wire.get(f"{BASE}/sns/oauth2/access_token", status=500)
        with pytest.raises(PlatformError) as refusal:
            oauth.exchange(code)
    told = "".join(traceback.format_exception(refusal.value)) + caplog.text
    assert refusal.value.__context__ is None
    assert SECRET not in told
    assert code not in told
    assert logging.getLogger("urllib3.connectionpool").getEffectiveLevel() >= logging.INFO


@pytest.mark.parametrize(
    ("errcode", "outcome"),
    [
        (-1, Outcome.RETRY),
        (40164, Outcome.CONFIG),
        (45009, Outcome.QUOTA),
        (43004, Outcome.RECIPIENT),
        (45015, Outcome.LATER),
        (47003, Outcome.MESSAGE),
        (65320, Outcome.MENU),
        (40163, Outcome.OAUTH),
        (99999, Outcome.UNKNOWN),
    ],
)
def test_each_errcode_asks_for_something(errcode: int, outcome: Outcome) -> None:
    assert outcome_of(errcode) is outcome
    assert PlatformError(errcode).outcome is outcome


@pytest.mark.parametrize("errcode", [40029, 40163])
def test_a_used_or_wrong_code_means_to_begin_again(errcode: int) -> None:
    with responses.RequestsMock() as wire:
        wire.get(f"{BASE}/sns/oauth2/access_token", json={"errcode": errcode, "errmsg": "code been used"})
        with pytest.raises(PlatformError) as refusal:
            OAuthClient(APP_ID, SECRET, BASE, BASE).exchange("a-code")
    assert refusal.value.outcome is Outcome.OAUTH


def test_an_authorization_without_an_openid_is_no_answer() -> None:
    with responses.RequestsMock() as wire:
        wire.get(f"{BASE}/sns/oauth2/access_token", json={"access_token": "x"})
        with pytest.raises(PlatformError):
            OAuthClient(APP_ID, SECRET, BASE, BASE).exchange("a-code")
