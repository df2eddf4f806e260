"""The platform's recorded answers, each played at the wire to the call that asks for it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
import responses

from app.wechat.client import PlatformClient
from app.wechat.errors import Outcome, PlatformError, outcome_of
from app.wechat.oauth import OAuthClient
from tests.wechat.support import APP_ID, BASE, SECRET, MemoryStore, client, stored

Case = dict[str, Any]
REFUSAL_OUTCOMES = {
    40001: Outcome.TOKEN,
    40164: Outcome.CONFIG,
    45009: Outcome.QUOTA,
    47003: Outcome.MESSAGE,
    40036: Outcome.MESSAGE,
    40037: Outcome.MESSAGE,
    40016: Outcome.MENU,
    40018: Outcome.MENU,
    40029: Outcome.OAUTH,
}


def check_api(given: Case, expected: Case) -> None:
    """Plays the answer and makes the call; an answer of a call we have no method for goes through ``call``."""
    answer = expected["response"]
    if answer.get("errcode"):
        _refused(answer)
        return
    request = given["request"]
    method, target = (request["method"], request["path"]) if isinstance(request, dict) else request.split(" ", 1)
    path = urlsplit(target).path
    with responses.RequestsMock() as wire:
        wire.add(method, BASE + path, json=answer)
        CALLS.get(path, _any_call(method, path))(answer)
        assert len(wire.calls) == 1


def _refused(answer: Case) -> None:
    errcode = answer["errcode"]
    with responses.RequestsMock(assert_all_requests_are_fired=False) as wire:
        wire.post(f"{BASE}/cgi-bin/stable_token", json={"access_token": "next-token", "expires_in": 7200})
        wire.get(f"{BASE}/cgi-bin/menu/get", json=answer)
        with pytest.raises(PlatformError) as refusal:
            client().get_menu()
    assert refusal.value.errcode == errcode
    assert refusal.value.outcome is REFUSAL_OUTCOMES.get(errcode, outcome_of(errcode))
    assert (refusal.value.rid in answer["errmsg"]) is True
    assert ("rid: " in answer["errmsg"]) is bool(refusal.value.rid)
    assert (refusal.value.address == "123.116.137.161") is (errcode == 40164)
    assert (refusal.value.argument == "thing1") is (errcode == 47003)


def _any_call(method: str, path: str) -> Callable[[Case], None]:
    def run(answer: Case) -> None:
        assert client().call(method, path.lstrip("/")) == answer

    return run


def _token(answer: Case) -> None:
    store = MemoryStore()
    assert client(store).tokens.current() == answer["access_token"]
    assert store.token == stored(answer["access_token"], answer["expires_in"])


def _ticket(answer: Case) -> None:
    assert client().jsapi_ticket() == answer["ticket"]


def _web_authorization(answer: Case) -> None:
    identity = OAuthClient(APP_ID, SECRET, BASE, BASE).exchange("a-code")
    assert identity.openid == answer["openid"]
    assert identity.is_snapshot is (answer.get("is_snapshotuser") == 1)


def _by_client(run: Callable[[PlatformClient], object], result: Callable[[Case], object]) -> Callable[[Case], None]:
    def check(answer: Case) -> None:
        assert run(client()) == result(answer)

    return check


BUTTONS = {"button": [{"type": "click", "name": "查询", "key": "K"}]}
CALLS: dict[str, Callable[[Case], None]] = {
    "/cgi-bin/stable_token": _token,
    "/cgi-bin/ticket/getticket": _ticket,
    "/sns/oauth2/access_token": _web_authorization,
    "/cgi-bin/menu/create": _by_client(lambda platform: platform.create_menu(BUTTONS), lambda _: None),
    "/cgi-bin/menu/delete": _by_client(lambda platform: platform.delete_menu(), lambda _: None),
    "/cgi-bin/message/custom/send": _by_client(lambda platform: platform.send_text("o1", "您好"), lambda _: None),
    "/cgi-bin/qrcode/create": _by_client(
        lambda platform: platform.create_scene_code("s"), lambda answer: answer["url"]
    ),
    "/cgi-bin/callback/check": _by_client(lambda platform: platform.callback_check(), lambda answer: answer),
    "/cgi-bin/user/info": _by_client(lambda platform: platform.user_info("o1"), lambda answer: answer),
}
