import pytest
import requests
import responses
from flask.testing import FlaskClient

from simulator.config import SimulatorConfig
from simulator.platform import Platform
from simulator.words import BROKEN_SERVICE
from tests.simulator.conftest import (
    CALLBACK,
    act,
    body_of,
    chat,
    opened,
    query_of,
    sealed_reply,
    sent,
    signed,
    text_reply,
)

NOW = 1795485600


def test_a_safe_push_is_sealed_and_signed(
    client: FlaskClient, quiet: responses.RequestsMock, config: SimulatorConfig
) -> None:
    act(client, "follow")
    request = sent(quiet)[0]
    query, body = query_of(request), body_of(request)
    sealed = body.findtext("Encrypt", "")
    assert [part.tag for part in body] == ["ToUserName", "Encrypt"]
    assert query["encrypt_type"] == "aes"
    assert query["signature"] == signed("Token123", query["timestamp"], query["nonce"])
    assert query["msg_signature"] == signed("Token123", query["timestamp"], query["nonce"], sealed)
    clear = opened(sealed, config.app_id)
    assert (clear.findtext("MsgType"), clear.findtext("Event")) == ("event", "subscribe")
    assert clear.findtext("FromUserName") == query["openid"]


def test_a_compatible_push_holds_both(client: FlaskClient, quiet: responses.RequestsMock) -> None:
    client.post("/control/mode", json={"mode": "compatible"})
    act(client, "follow")
    body = body_of(sent(quiet)[0])
    assert body.findtext("Event") == "subscribe"
    assert body.findtext("Encrypt")


def test_a_plain_push_has_no_cipher(client: FlaskClient, quiet: responses.RequestsMock) -> None:
    client.post("/control/mode", json={"mode": "plain"})
    act(client, "follow")
    act(client, "text", text="]]> & <余额> 💕\x00")
    body = body_of(sent(quiet)[1])
    assert body.find("Encrypt") is None
    assert "encrypt_type" not in query_of(sent(quiet)[1])
    assert body.findtext("Content") == "]]> & <余额> 💕"
    assert int(body.findtext("MsgId", "")) > 2**53


def test_a_sealed_reply_is_shown(
    client: FlaskClient, callback: responses.RequestsMock, config: SimulatorConfig, platform: Platform
) -> None:
    clear = text_reply(platform.world.follower("f1").openid, "您好")
    callback.add(responses.POST, CALLBACK, body=sealed_reply(clear, config.app_id, platform.world.stamp()))
    act(client, "follow")
    assert chat(client)[-1] == ("account", "您好")
    traffic = client.get("/control/state").get_json()["traffic"]
    assert traffic[-1]["direction"] == "push"
    assert "您好" in traffic[-1]["response"]


def test_a_news_reply_becomes_a_card(client: FlaskClient, callback: responses.RequestsMock, platform: Platform) -> None:
    client.post("/control/mode", json={"mode": "plain"})
    ends = (
        f"<ToUserName>{platform.world.follower('f1').openid}</ToUserName><FromUserName>gh_5f1e9a7c0b2d</FromUserName>"
    )
    item = "<item><Title>账户</Title><Description>d</Description><PicUrl></PicUrl><Url>http://hall.test/</Url></item>"
    body = (
        f"<xml>{ends}<CreateTime>1</CreateTime><MsgType>news</MsgType><ArticleCount>1</ArticleCount>"
        f"<Articles>{item}</Articles></xml>"
    )
    callback.add(responses.POST, CALLBACK, body=body.encode())
    act(client, "follow")
    line = client.get("/control/state").get_json()["chat"][-1]
    assert line["kind"] == "news"
    assert line["card"]["url"] == "http://hall.test/"


def faulty_replies(openid: str) -> dict[str, str]:
    good = text_reply(openid, "x")
    return {
        "plain in safe mode": good,
        "not xml": "{}",
        "another AppID": sealed_reply(good, "wxother", NOW),
        "wrong signature": sealed_reply(good, "wx1234567890abcdef", NOW, token="Other123"),
        "milliseconds": sealed_reply(good, "wx1234567890abcdef", NOW * 1000),
        "to another": sealed_reply(text_reply("oother", "x"), "wx1234567890abcdef", NOW),
        "from another": sealed_reply(text_reply(openid, "x", "gh_x"), "wx1234567890abcdef", NOW),
        "empty text": sealed_reply(text_reply(openid, ""), "wx1234567890abcdef", NOW),
        "long text": sealed_reply(text_reply(openid, "字" * 683), "wx1234567890abcdef", NOW),
        "document type": "<!DOCTYPE x><xml/>",
        "cipher cut": "<xml><Encrypt>AAAA</Encrypt></xml>",
    }


@pytest.mark.parametrize("name", list(faulty_replies("")))
def test_a_faulty_reply_breaks_the_service(
    client: FlaskClient, callback: responses.RequestsMock, platform: Platform, name: str
) -> None:
    callback.add(responses.POST, CALLBACK, body=faulty_replies(platform.world.follower("f1").openid)[name].encode())
    act(client, "follow")
    assert chat(client)[-1] == ("account", BROKEN_SERVICE)
    assert len(callback.calls) == 1


@pytest.mark.parametrize("answer", [requests.ReadTimeout(), requests.ConnectionError(), 500])
def test_no_answer_is_tried_three_times(
    client: FlaskClient, callback: responses.RequestsMock, answer: Exception | int
) -> None:
    if isinstance(answer, int):
        callback.add(responses.POST, CALLBACK, status=answer)
    else:
        callback.add(responses.POST, CALLBACK, body=answer)
    act(client, "follow")
    assert len(callback.calls) == 3
    assert chat(client)[-1] == ("account", BROKEN_SERVICE)


def test_a_retry_carries_the_same_message(
    client: FlaskClient, callback: responses.RequestsMock, config: SimulatorConfig
) -> None:
    callback.add(responses.POST, CALLBACK, body=requests.ReadTimeout())
    callback.add(responses.POST, CALLBACK, body="success")
    act(client, "follow")
    first, second = (opened(body_of(one).findtext("Encrypt", ""), config.app_id) for one in sent(callback))
    assert [part.text for part in first] == [part.text for part in second]
    assert chat(client) == [("me", "关注了服务号")]


def test_held_pushes_arrive_backwards(
    client: FlaskClient, quiet: responses.RequestsMock, config: SimulatorConfig
) -> None:
    act(client, "follow")
    client.post("/control/hold")
    act(client, "text", text="one")
    act(client, "text", text="two")
    assert len(quiet.calls) == 1
    assert client.post("/control/release", json={"order": "backwards"}).get_json() == {"released": 2}
    texts = [opened(body_of(one).findtext("Encrypt", ""), config.app_id).findtext("Content") for one in sent(quiet)]
    assert texts == [None, "two", "one"]


def test_the_last_push_can_come_again(client: FlaskClient, quiet: responses.RequestsMock) -> None:
    act(client, "follow")
    assert client.post("/control/resend").status_code == 200
    assert len(quiet.calls) == 2
