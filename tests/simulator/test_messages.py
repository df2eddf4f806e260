import json
from datetime import timedelta
from typing import Any

import pytest
import responses
from flask.testing import FlaskClient

from app.domain.clock import FixedClock
from simulator.platform import Platform
from simulator.tokens import Issued
from tests.simulator.conftest import Call, act, chat

SEND = "/cgi-bin/message/custom/send"
TYPING = "/cgi-bin/message/custom/typing"


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


def test_a_menu_in_a_message_answers_with_its_words(
    client: FlaskClient, token: str, platform: Platform, quiet: responses.RequestsMock
) -> None:
    act(client, "follow")
    menu = {"head_content": "您要", "list": [{"id": "1", "content": "查余额"}], "tail_content": "请选"}
    assert send(client, token, {"touser": openid(platform), "msgtype": "msgmenu", "msgmenu": menu}) == 0
    link = "weixin://bizmsgmenu?msgmenucontent=%E6%9F%A5%E4%BD%99%E9%A2%9D&msgmenuid=1"
    assert chat(client)[-1] == ("account", f'您要\n<a href="{link}">查余额</a>\n请选')
    assert send(client, token, {"touser": openid(platform), "msgtype": "msgmenu", "msgmenu": {"list": [{}]}}) == 44004


def test_who_refuses_messages_gets_none(
    client: FlaskClient, token: str, platform: Platform, quiet: responses.RequestsMock
) -> None:
    act(client, "follow")
    act(client, "block", blocked=True)
    assert send(client, token, text(platform)) == 48002
    act(client, "block", blocked=False)
    assert send(client, token, text(platform)) == 0


def test_typing_needs_a_window_and_spends_nothing(
    client: FlaskClient, call: Call, platform: Platform, quiet: responses.RequestsMock, clock: FixedClock
) -> None:
    told = {"touser": openid(platform), "command": "Typing"}
    assert call(TYPING, told)["errcode"] == 43004
    act(client, "follow")
    assert [call(TYPING, told)["errcode"] for _ in range(4)] == [0, 0, 0, 0]
    assert call(TYPING, {**told, "command": "Sing"})["errcode"] == 40035
    clock.advance(60)
    assert call(TYPING, told)["errcode"] == 45015
