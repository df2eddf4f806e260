"""Each fault that wechatpy leaves to us and each complaint about such services: what our room does instead.

The names follow the list: f1 to f13 the faults, c1 to c20 the complaints. What other rooms answer for (deadlines,
the shared once-only store, single use of codes, the job queue) is tested there.
"""

import base64
import json
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import responses

from app.wechat import crypto, jssdk, signature
from app.wechat.body import fields
from app.wechat.envelope import Envelope, Rejected
from app.wechat.errors import Outcome, PlatformError
from app.wechat.incoming import Message
from app.wechat.messages import AuthorizationEvent, MalformedMessage, SubscribePopupEvent, UnknownMessage, parse
from app.wechat.oauth import OAuthClient
from app.wechat.replies import SUCCESS, NewsReply, Reply, TextReply, TransferReply, render
from tests.wechat.support import (
    APP_ID,
    BASE,
    KEY,
    NOW,
    SECRET,
    TEXT,
    TOKEN,
    MemoryStore,
    client,
    plain_args,
    sealed_push,
    stored,
)

ROOM = Path(__file__).parents[2] / "app" / "wechat"
MENU = f"{BASE}/cgi-bin/menu/get"
STABLE = f"{BASE}/cgi-bin/stable_token"
INVALID = {"errcode": 40001, "errmsg": "invalid credential"}
MESSAGE = Message(to_user="gh_1", from_user="o1", create_time=1, once_key="", kind="text")


@pytest.fixture
def wire() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


def test_f1_c1_c2_a_platform_that_refuses_every_token_is_asked_twice_and_no_more(wire: responses.RequestsMock) -> None:
    wire.get(MENU, json=INVALID)
    wire.post(STABLE, json={"access_token": "new", "expires_in": 7200})
    with pytest.raises(PlatformError):
        client().get_menu()
    assert [call.request.method for call in wire.calls] == ["GET", "POST", "GET"]


def test_f1_c1_a_token_that_cannot_be_replaced_is_forced_once_and_tried_once_more(wire: responses.RequestsMock) -> None:
    wire.get(MENU, json=INVALID)
    wire.post(STABLE, json={"access_token": "held-token", "expires_in": 7200})
    with pytest.raises(PlatformError):
        client().get_menu()
    assert [json.loads(call.request.body)["force_refresh"] for call in wire.calls if call.request.body] == [False, True]
    assert sum(call.request.method == "GET" for call in wire.calls) == 2


def test_f2_c1_a_process_that_lost_the_race_uses_the_token_of_the_winner(wire: responses.RequestsMock) -> None:
    store = MemoryStore(stored("old"))
    platform = client(store)

    def refused_while_another_renews(_request: object) -> tuple[int, dict[str, str], str]:
        store.write(stored("theirs"))
        return 200, {}, json.dumps(INVALID)

    wire.add_callback("GET", MENU, refused_while_another_renews)
    wire.get(MENU, json={"menu": {}})
    assert platform.get_menu() == {"menu": {}}
    assert "access_token=theirs" in (wire.calls[1].request.url or "")


def test_f3_a_platform_that_is_down_is_one_fault(wire: responses.RequestsMock) -> None:
    with socket.create_server(("127.0.0.1", 0)) as briefly:
        closed = f"http://127.0.0.1:{briefly.getsockname()[1]}"
    wire.add_passthru(closed)
    with pytest.raises(PlatformError) as refusal:
        OAuthClient(APP_ID, SECRET, closed, BASE).exchange("a-code")
    assert refusal.value.outcome is Outcome.UNREACHABLE


def test_f3_a_platform_that_takes_too_long_is_one_fault(wire: responses.RequestsMock) -> None:
    for slow in (requests.ConnectTimeout(), requests.ReadTimeout()):
        wire.get(f"{BASE}/sns/oauth2/access_token", body=slow)
        with pytest.raises(PlatformError) as refusal:
            OAuthClient(APP_ID, SECRET, BASE, BASE).exchange("a-code")
        assert refusal.value.outcome is Outcome.UNREACHABLE


def test_f3_no_request_leaves_the_configured_base(wire: responses.RequestsMock) -> None:
    wire.post(STABLE, json={"access_token": "new", "expires_in": 7200})
    wire.post(f"{BASE}/cgi-bin/menu/create", json={"errcode": 0})
    wire.get(f"{BASE}/sns/oauth2/access_token", json={"openid": "o1"})
    client(MemoryStore()).create_menu({"button": []})
    OAuthClient(APP_ID, SECRET, BASE, BASE).exchange("a-code")
    assert {(call.request.url or "").startswith(f"{BASE}/") for call in wire.calls} == {True}
    assert all("api.weixin.qq.com" not in file.read_text() for file in ROOM.rglob("*.py"))


def test_f4_the_secret_is_in_no_address_of_a_token_call_and_in_no_exception(wire: responses.RequestsMock) -> None:
    wire.post(STABLE, status=503)
    with pytest.raises(PlatformError) as refusal:
        client(MemoryStore()).get_menu()
    assert SECRET not in (wire.calls[0].request.url or "")
    assert SECRET not in f"{refusal.value!r}{refusal.value}{vars(refusal.value)}"


def test_f5_an_empty_token_signs_nothing() -> None:
    assert not signature.matches(signature.sign("", "1", "2"), "", "1", "2")
    with pytest.raises(ValueError, match="needs a token"):
        Envelope("", APP_ID, [KEY], "safe")


def test_f5_signatures_are_compared_in_constant_time() -> None:
    assert "compare_digest" in (ROOM / "signature.py").read_text()
    assert "compare_digest" in (ROOM / "crypto.py").read_text()


@pytest.mark.parametrize("length", [0, 3, 16, 31, 32, 48])
def test_f6_a_ciphertext_of_rubbish_has_one_kind_of_fault(length: int) -> None:
    rubbish = base64.b64encode(secrets.token_bytes(length)).decode()
    with pytest.raises(crypto.CryptoFault):
        crypto.open_for(APP_ID, rubbish, crypto.decode_key(KEY))


@pytest.mark.parametrize(
    "body", [b"", b"<xml/>", b"<xml><MsgType>text</MsgType></xml>", b"\xff", b"<xml", b"<html/>", b"<xml><a/></xml>"]
)
def test_f7_c9_a_body_that_is_no_message_has_one_kind_of_fault(body: bytes) -> None:
    with pytest.raises(MalformedMessage):
        parse(body)


@pytest.mark.parametrize(
    "text", ["a]]>b", "]]>", "]]]]>>", "x\x00\x0b\ufffe\ud800y", "<a>&amp;</a>", "]]><Evil/>", "😀"]
)
def test_f8_nothing_a_user_typed_breaks_or_extends_a_reply(text: str) -> None:
    kept = "".join(letter for letter in text if letter not in "\x00\x0b\ufffe\ud800")
    answered = fields(render(TextReply(text), MESSAGE, NOW).encode())
    assert (answered["Content"], set(answered)) == (
        kept,
        {"ToUserName", "FromUserName", "CreateTime", "MsgType", "Content"},
    )
    card = fields(render(NewsReply(text, text, text), MESSAGE, NOW).encode())
    assert card["Articles"] == {"item": {"Title": kept, "Description": kept, "PicUrl": "", "Url": kept}}


@pytest.mark.parametrize("letter", ["a", "字", "😀", "]]>"])
def test_f8_a_long_text_is_cut_between_characters(letter: str) -> None:
    content = fields(render(TextReply(letter * 3000), MESSAGE, NOW).encode())["Content"]
    assert isinstance(content, str)
    assert 2048 - 4 < len(content.encode()) <= 2048
    assert set(content) <= set(letter)


def test_f9_a_zero_is_a_text_and_an_empty_text_is_success() -> None:
    assert "<Content><![CDATA[0]]></Content>" in render(TextReply("0"), MESSAGE, NOW)
    assert [render(TextReply(text), MESSAGE, NOW) for text in ("", " \n", "\x00")] == [SUCCESS] * 3


def test_f10_random_bytes_are_the_systems() -> None:
    assert all("import random" not in file.read_text() for file in ROOM.rglob("*.py"))
    key = crypto.decode_key(KEY)
    heads = {crypto.decrypt(crypto.encrypt("a", APP_ID, key), key).random16 for _ in range(50)}
    assert len(heads) == 50


def test_f12_the_token_comes_from_stable_token_and_is_not_forced(wire: responses.RequestsMock) -> None:
    wire.post(STABLE, json={"access_token": "new", "expires_in": 7200})
    client(MemoryStore()).tokens.current()
    assert json.loads(wire.calls[0].request.body or b"") == {
        "grant_type": "client_credential",
        "appid": APP_ID,
        "secret": SECRET,
        "force_refresh": False,
    }


def test_f13_c15_a_page_is_signed_without_its_fragment_and_only_if_it_is_ours() -> None:
    assert jssdk.sign("t", "https://h.cn/a?b=c#d", "n", 1) == jssdk.sign("t", "https://h.cn/a?b=c", "n", 1)
    assert jssdk.own_page("https://h.cn/a#d", "https://h.cn") == "https://h.cn/a#d"
    for foreign in ("https://evil.cn/a", "http://h.cn/a", "https://h.cn:8443/a", "https://h.cn@evil.cn/", "//h.cn/a"):
        with pytest.raises(jssdk.ForeignPage):
            jssdk.own_page(foreign, "https://h.cn")


@pytest.mark.parametrize("answer", [{"access_token": "", "expires_in": 7200}, {"access_token": "a", "expires_in": 0}])
def test_c3_an_empty_token_is_not_kept(wire: responses.RequestsMock, answer: dict[str, object]) -> None:
    store = MemoryStore()
    wire.post(STABLE, json=answer)
    with pytest.raises(PlatformError):
        client(store).tokens.current()
    assert store.token is None


def test_c5_the_same_message_of_two_people_is_two_and_a_repeat_is_one() -> None:
    first, again = parse(TEXT.encode()), parse(TEXT.encode())
    other = parse(TEXT.replace("oOpenId", "oOther").encode())
    assert first.once_key == again.once_key != other.once_key


@pytest.mark.parametrize("mode", ["safe", "compatible"])
def test_c6_a_push_in_clear_never_enters_an_encrypted_service(mode: str) -> None:
    envelope = Envelope(TOKEN, APP_ID, [KEY], mode)
    for change in ({}, {"encrypt_type": "raw"}, {"encrypt_type": "aes"}):
        with pytest.raises(Rejected) as refused:
            envelope.open(plain_args() | change, TEXT.encode(), NOW)
        assert refused.value.status == 403


def test_c7_a_captured_push_is_worthless_after_five_minutes() -> None:
    args, body = sealed_push(TEXT)
    with pytest.raises(Rejected) as refused:
        Envelope(TOKEN, APP_ID, [KEY], "safe").open(args, body, NOW + 86_400)
    assert refused.value.cause == "out_of_window"


def test_c8_the_answers_timestamp_is_in_seconds() -> None:
    envelope = Envelope(TOKEN, APP_ID, [KEY], "safe")
    sealed = envelope.seal("<xml/>", envelope.open(*sealed_push(TEXT), NOW), NOW)
    assert fields(sealed.encode())["TimeStamp"] == str(NOW)


def test_c12_an_event_nobody_knows_is_a_message_all_the_same() -> None:
    unknown = TEXT.replace("text", "event").replace("<MsgId>", "<Event>born_tomorrow</Event><MsgId>")
    assert isinstance(parse(unknown.encode()), UnknownMessage)
    revoked = unknown.replace("born_tomorrow", "user_authorization_revoke")
    assert isinstance(parse(revoked.encode()), AuthorizationEvent)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_c12_a_list_of_any_length_is_a_list(count: int) -> None:
    entries = "<List><TemplateId>t</TemplateId></List>" * count
    event = f"<Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent>{entries}</SubscribeMsgPopupEvent>"
    message = parse(TEXT.replace("text", "event").replace("<MsgId>", f"{event}<MsgId>").encode())
    assert isinstance(message, SubscribePopupEvent)
    assert len(message.items) == count


@pytest.mark.parametrize("flag", [1, "1"], ids=["number", "text"])
def test_c14_a_snapshot_page_is_told_apart(wire: responses.RequestsMock, flag: object) -> None:
    wire.get(f"{BASE}/sns/oauth2/access_token", json={"openid": "o-made-up", "is_snapshotuser": flag})
    identity = OAuthClient(APP_ID, SECRET, BASE, BASE).exchange("a-code")
    assert identity.is_snapshot
    assert "o-made-up" not in repr(identity)


def test_c16_menus_go_out_in_real_characters(wire: responses.RequestsMock) -> None:
    wire.post(f"{BASE}/cgi-bin/menu/create", json={"errcode": 0})
    client().create_menu({"button": [{"type": "click", "name": "公积金😀", "key": "K"}]})
    assert "公积金😀".encode() in (wire.calls[0].request.body or b"")


def test_c17_the_address_to_put_on_the_white_list_is_named(wire: responses.RequestsMock) -> None:
    refusal = {
        "errcode": 40164,
        "errmsg": "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 64dd9080",
    }
    wire.post(STABLE, json=refusal)
    with pytest.raises(PlatformError) as refused:
        client(MemoryStore()).get_menu()
    assert (refused.value.address, refused.value.outcome) == ("203.0.113.7", Outcome.CONFIG)
    assert "203.0.113.7" in str(refused.value)
    assert len(wire.calls) == 1


def test_c18_the_ticket_and_the_token_do_not_share_a_place(wire: responses.RequestsMock) -> None:
    store, tickets = MemoryStore(stored("held-token")), MemoryStore()
    wire.get(f"{BASE}/cgi-bin/ticket/getticket", json={"errcode": 0, "ticket": "a-ticket", "expires_in": 7200})
    platform = client(store, tickets)
    assert (platform.jsapi_ticket(), platform.jsapi_ticket()) == ("a-ticket", "a-ticket")
    assert store.token == stored("held-token")
    assert len(wire.calls) == 1


def test_a_talk_can_be_handed_to_the_staff() -> None:
    reply: Reply = TransferReply()
    assert fields(render(reply, MESSAGE, NOW).encode())["MsgType"] == "transfer_customer_service"
