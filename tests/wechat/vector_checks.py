"""One check for each kind of vector: what goes in, what must come out."""

import hashlib
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest

from app.wechat import crypto, jssdk, menu, replies, signature, template
from app.wechat.body import Fields, fields
from app.wechat.envelope import Envelope, Rejected
from app.wechat.events import AuthorizationEvent, SubscribeEvent, TemplateResultEvent
from app.wechat.messages import MalformedMessage, Message, UnknownMessage, parse
from app.wechat.oauth import OAuthClient
from app.wechat.once import once_key, protocol_key
from tests.wechat.api_checks import check_api
from tests.wechat.support import KEY, TEXT

Case = dict[str, Any]


def _signature(given: Case, expected: Case) -> None:
    envelope = Envelope(given["token"], "wx1", [], "plain")
    args = {name: given[name] for name in ("timestamp", "nonce", "signature")}
    accepted = True
    try:
        if given.get("method") == "GET":
            echoed = envelope.echo({**args, "echostr": given["echostr"]}, int(given["timestamp"]))
            assert echoed == expected["body"]
        envelope.open(args, given.get("body", TEXT).encode(), int(given["timestamp"]))
    except Rejected:
        accepted = False
    assert accepted is expected["valid"]


def _sha1(given: Case, expected: Case) -> None:
    parts = given["parts"]
    assert expected["sha1"] in {
        signature.sign(*parts),
        hashlib.sha1(given.get("joiner", "").join(parts).encode()).hexdigest(),
    }


def _msg_signature(given: Case, expected: Case) -> None:
    parts = [given[name] for name in ("token", "timestamp", "nonce", "encrypt")]
    assert signature.sign(*parts) == expected["msg_signature"]
    assert signature.matches(expected["msg_signature"], *parts)


def _aes_decrypt(given: Case, expected: Case) -> None:
    key = crypto.decode_key(given["encoding_aes_key"])
    unsealed = crypto.decrypt(given["encrypt"], key)
    assert unsealed.message.decode() == expected["plaintext"]
    assert unsealed.random16.decode("latin-1") == expected.get("random16", unsealed.random16.decode("latin-1"))
    app_id = given["appid"] or unsealed.receiver.decode()
    envelope = Envelope(given["token"], app_id, [given["encoding_aes_key"]], "safe")
    args = {name: given[name] for name in ("timestamp", "nonce", "msg_signature")} | {"encrypt_type": "aes"}
    opened = envelope.open(args, given["body"].encode(), int(given["timestamp"]))
    assert opened.xml.decode() == expected["plaintext"]


def _aes_encrypt(given: Case, expected: Case) -> None:
    key = crypto.decode_key(given["encoding_aes_key"])
    encrypted = crypto.encrypt(given["plaintext"], given["appid"], key, given["random16"].encode())
    assert encrypted == expected["encrypt"]
    if expected["msg_signature"]:
        parts = [given[name] for name in ("token", "timestamp", "nonce")]
        assert signature.sign(*parts, encrypted) == expected["msg_signature"]


def _aes_decrypt_negative(given: Case, expected: Case) -> None:
    with pytest.raises(crypto.CryptoFault) as refused:
        crypto.open_for(given["appid"], given["encrypt"], crypto.decode_key(given["encoding_aes_key"]))
    assert refused.value.cause == expected["error"]


def _http_negative(given: Case, expected: Case) -> None:
    args = dict(parse_qsl(given["query"]))
    body = given["body"] if isinstance(given["body"], str) else json.dumps(given["body"])
    envelope = Envelope("AAAAA", "wxba5fad812f8e6fb9", [KEY], given.get("mode", "safe"))
    with pytest.raises(Rejected) as refused:
        envelope.open(args, body.encode(), int(args["timestamp"]))
    assert refused.value.status == expected["status"]


def _replay(given: Case, expected: Case) -> None:
    timestamp = str(given["timestamp"])
    args = {"timestamp": timestamp, "nonce": "1", "signature": signature.sign("AAAAA", timestamp, "1")}
    envelope = Envelope("AAAAA", "wx1", [], "plain", given["window"])
    if expected["accept"]:
        assert envelope.open(args, TEXT.encode(), given["server_now"]).xml
        return
    with pytest.raises(Rejected) as refused:
        envelope.open(args, TEXT.encode(), given["server_now"])
    assert ("malformed" in refused.value.cause) is (expected["reason"] == "malformed")


def _bad_body(given: Case, expected: Case) -> None:
    with pytest.raises(MalformedMessage) as refused:
        parse(given["body"].encode())
    status = expected["status"]
    assert refused.value.status == (status if isinstance(status, int) else 400)


def _push(given: Case, expected: Case) -> None:
    source = fields(given["xml"].encode())
    assert source == expected["fields"]
    message = parse(given["xml"].encode())
    assert str(source["MsgType"]).lower() == expected["type"]
    assert message.kind == expected.get("event", expected["type"])
    assert protocol_key(source) == expected.get("dedupe", protocol_key(source))
    _push_facts(message, expected)


def _push_facts(message: Message, expected: Case) -> None:
    if "scene" in expected:
        assert isinstance(message, SubscribeEvent)
        assert message.scene == expected["scene"]
    if "subject_openid" in expected:
        assert isinstance(message, AuthorizationEvent)
        assert message.openid == expected["subject_openid"]
    if "delivery" in expected:
        assert isinstance(message, TemplateResultEvent)
        assert message.delivery == expected["delivery"]
    if "items" in expected:
        _same_items(message, expected["items"])
    if expected.get("handling") == "reply success":
        assert isinstance(message, UnknownMessage)


def _same_items(message: Message, expected: list[dict[str, str]]) -> None:
    found = [(item.template_id, item.status) for item in getattr(message, "items", ())]
    assert found == [(item["TemplateId"], item["SubscribeStatusString"]) for item in expected]


def _event_json(given: Case, expected: Case) -> None:
    message = parse(json.dumps(given["json"]).encode())
    assert message.kind == expected["event"]
    _same_items(message, expected["items"])


def _reply_xml(given: Case, expected: Case) -> None:
    source = fields(given["xml"].encode())
    assert source == expected["fields"]
    assert source["MsgType"] == expected["type"]


def _reply_render(given: Case, expected: Case) -> None:
    message = Message(to_user=given["frm"], from_user=given["to"], create_time=0, once_key="", kind="text")
    rendered = replies.render(_reply(given), message, given["time"])
    assert rendered == expected["xml"]
    assert fields(rendered.encode()) == expected["fields"]


def _reply(given: Case) -> replies.Reply:
    if given["type"] == "text":
        return replies.TextReply(given["content"])
    if given["type"] == "image":
        return replies.ImageReply(given["media_id"])
    (article,) = given["articles"]
    return replies.NewsReply(article["title"], article["description"], article["url"], article["picurl"])


def _dedupe(given: Case, expected: Case) -> None:
    first, second = (_as_pushed(given[name]) for name in ("first", "second"))
    assert (once_key(first) == once_key(second)) is expected["duplicate"]


def _as_pushed(source: dict[str, Any]) -> Fields:
    return fields(json.dumps(source).encode())


def _jsapi_signature(given: Case, expected: Case) -> None:
    arguments = (given["jsapi_ticket"], given["url"], given["noncestr"], int(given["timestamp"]))
    assert jssdk.string_to_sign(*arguments) == expected["string1"]
    assert jssdk.sign(*arguments) == expected["signature"]


def _oauth_authorize_url(given: Case, expected: Case) -> None:
    client = OAuthClient(given["appid"], "secret", "https://api.example", "https://open.weixin.qq.com")
    assert client.authorize_url(given["redirect_uri"], given["state"], given["scope"]) == expected["url"]


def _menu(given: Case, expected: Case) -> None:
    if "menu_get_response" in given:
        _published_menu(given["menu_get_response"], expected)
        return
    faults = menu.validate(given["menu"])
    assert (not faults) is expected["valid"]
    digits = "".join(letter if letter.isdigit() else " " for letter in expected.get("reason", "")).split()
    codes = {int(number) for number in digits if len(number) == len("40016")}
    assert not codes or codes & {fault.errcode for fault in faults}


def _published_menu(answer: Case, expected: Case) -> None:
    conditional = answer["conditionalmenu"]
    assert len(conditional) == expected["conditional_count"]
    assert conditional[0]["matchrule"] == expected["first_matchrule"]
    assert not menu.validate({"button": [{"type": "click", "name": "💕秦枫", "key": "K"}]})


def _template_value(given: Case, expected: Case) -> None:
    assert (template.check_value(given["key"], given["value"]) is None) is expected["valid"]
    if "truncated" not in expected:
        return
    if template.kind_of(given["key"]) == "thing":
        assert template.fit(given["key"], given["value"]) == expected["truncated"]
        return
    with pytest.raises(ValueError, match="form"):  # a number cut short is another number: refused, never cut
        template.fit(given["key"], given["value"])


CHECKS: dict[str, Callable[[Case, Case], None]] = {
    "signature": _signature,
    "sha1": _sha1,
    "msg_signature": _msg_signature,
    "aes_decrypt": _aes_decrypt,
    "aes_encrypt": _aes_encrypt,
    "aes_decrypt_negative": _aes_decrypt_negative,
    "http_negative": _http_negative,
    "replay": _replay,
    "bad_body": _bad_body,
    "message_xml": _push,
    "event_xml": _push,
    "event_json": _event_json,
    "reply_xml": _reply_xml,
    "reply_render": _reply_render,
    "dedupe": _dedupe,
    "jsapi_signature": _jsapi_signature,
    "oauth_authorize_url": _oauth_authorize_url,
    "menu": _menu,
    "template_value": _template_value,
    "api_json": check_api,
}
