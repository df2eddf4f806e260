"""Whatever a push says becomes a typed message or MalformedMessage."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.wechat import messages
from app.wechat.messages import MalformedMessage, parse
from tests.wechat.support import TEXT

HEAD = "<ToUserName>gh_1</ToUserName><FromUserName>oOpenId</FromUserName><CreateTime>1700000000</CreateTime>"


def push(kind: str, rest: str = "") -> messages.Message:
    return parse(f"<xml>{HEAD}<MsgType>{kind}</MsgType>{rest}</xml>".encode())


def event(name: str, rest: str = "") -> messages.Message:
    return push("event", f"<Event>{name}</Event>{rest}")


def cause_of(body: bytes) -> str:
    with pytest.raises(MalformedMessage) as refused:
        parse(body)
    return refused.value.cause


def test_a_text_is_read_with_its_common_fields() -> None:
    message = parse(TEXT.encode())
    assert isinstance(message, messages.TextMessage)
    assert (message.content, message.from_user, message.to_user) == ("余额", "oOpenId", "gh_1")
    assert (message.create_time, message.kind, message.message_id) == (1_700_000_000, "text", "1")
    assert "oOpenId" not in repr(message)
    assert "oOpenId" not in message.once_key


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"hello", "not_xml"),
        (b"<xml>", "not_xml"),
        (b"<html/>", "root"),
        (b"<xml/>", "missing_field"),
        (b"{}", "missing_field"),
        (b"{", "not_json"),
        (b'{"a": NaN}', "not_json"),
        (b"{" + b'"a":{' * 20 + b"}" * 21, "too_deep"),
        (b'{"a":' + b"[" * 30_000, "not_json"),
        (b'{"a": 1, "a": 2}', "duplicate_field"),
        (b'{"a": "\\u0000"}', "character"),
        (b'{"a": "\\ud800"}', "character"),
        (b'{"a": "\xff"}', "encoding"),
        (b"x" * 70_000, "too_large"),
        (TEXT.encode().replace(b"oOpenId", b"o\xff\xfe"), "encoding"),
        (TEXT.encode().replace(b"oOpenId", b"o\x00"), "encoding"),
        (TEXT.encode("gb18030"), "encoding"),
        (TEXT.encode("utf-16"), "encoding"),
        (TEXT.encode("utf-16-be"), "encoding"),
        (b"\xef\xbb\xbf{}", "not_xml"),
        (b"<!DOCTYPE xml>" + TEXT.encode(), "doctype"),
        (b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>" + TEXT.encode(), "doctype"),
        (TEXT.encode().replace(b"</xml>", b"<MsgType>text</MsgType></xml>"), "duplicate_field"),
        (TEXT.encode().replace(b"</xml>", b"<FromUserName>other</FromUserName></xml>"), "duplicate_field"),
        (TEXT.encode().replace(b"1700000000", b"1.7e9"), "create_time"),
        (TEXT.encode().replace(b"1700000000", b"9" * 5000), "create_time"),
        (TEXT.encode().replace(b"1700000000", b""), "missing_field"),
        (b"<xml>" * 20 + b"</xml>" * 20, "too_deep"),
    ],
)
def test_what_is_no_message_is_named_by_its_cause(body: bytes, cause: str) -> None:
    assert cause_of(body) == cause


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_parser(body: bytes) -> None:
    with pytest.raises(MalformedMessage):
        parse(body)


@given(st.dictionaries(st.text(max_size=5), st.none() | st.booleans() | st.floats() | st.text() | st.lists(st.text())))
def test_no_object_crashes_the_parser(source: dict[str, object]) -> None:
    with pytest.raises(MalformedMessage):
        parse(json.dumps(source).encode())


@pytest.mark.parametrize("text", ["😀👨‍👩‍👧", "𠮷", "&lt;a&gt;", "a&amp;b"])
def test_emoji_rare_characters_and_escapes_arrive_whole(text: str) -> None:
    message = push("text", f"<Content>{text}</Content>")
    assert isinstance(message, messages.TextMessage)
    assert message.content == text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@pytest.mark.parametrize("place", ["nan", "inf", "north", ""])
def test_a_place_that_is_none_is_refused(place: str) -> None:
    with pytest.raises(MalformedMessage):
        push("location", f"<Location_X>{place}</Location_X><Location_Y>113.3</Location_Y>")


def test_a_place_is_in_degrees() -> None:
    message = push("location", "<Location_X>23.1</Location_X><Location_Y>113.3</Location_Y><Label>越秀区</Label>")
    assert isinstance(message, messages.LocationMessage)
    assert (message.latitude, message.longitude, message.label) == (23.1, 113.3, "越秀区")


@pytest.mark.parametrize(
    ("name", "rest", "expected"),
    [
        ("subscribe", "<EventKey>qrscene_7</EventKey>", messages.SubscribeEvent),
        ("SUBSCRIBE", "", messages.SubscribeEvent),
        ("unsubscribe", "", messages.UnsubscribeEvent),
        ("SCAN", "<EventKey>7</EventKey>", messages.ScanEvent),
        ("CLICK", "<EventKey>K</EventKey>", messages.ClickEvent),
        ("VIEW", "<EventKey>https://x</EventKey>", messages.ViewEvent),
        ("view_miniprogram", "<EventKey>pages/a</EventKey>", messages.ViewEvent),
        ("LOCATION", "<Latitude>1</Latitude><Longitude>2</Longitude>", messages.LocationEvent),
        ("location_select", "<EventKey>K</EventKey>", messages.LocationSelectEvent),
        ("scancode_waitmsg", "<EventKey>K</EventKey>", messages.ScanCodeEvent),
        ("pic_photo_or_album", "<EventKey>K</EventKey>", messages.PicturesEvent),
        ("kf_create_session", "<KfAccount>a</KfAccount>", messages.ServiceSessionEvent),
        ("verify_expired", "<ExpiredTime>1</ExpiredTime>", messages.AccountEvent),
        ("TEMPLATESENDJOBFINISH", "<MsgID>1</MsgID><Status>success</Status>", messages.TemplateResultEvent),
        ("user_authorization_cancellation", "<OpenID>o2</OpenID>", messages.AuthorizationEvent),
        ("user_info_modified", "", messages.AuthorizationEvent),
        ("PUBLISHJOBFINISH", "", messages.UnknownMessage),
        ("something_of_tomorrow", "", messages.UnknownMessage),
    ],
)
def test_each_event_has_its_type(name: str, rest: str, expected: type[messages.Message]) -> None:
    assert type(event(name, rest)) is expected


@pytest.mark.parametrize("kind", ["miniprogrampage", "file", "hologram"])
def test_an_unknown_type_is_a_message_of_its_own(kind: str) -> None:
    assert isinstance(push(kind), messages.UnknownMessage)


def test_an_authorization_event_names_the_person_and_what_was_withdrawn() -> None:
    message = event("user_authorization_revoke", "<OpenID>o2</OpenID><RevokeInfo>205,206</RevokeInfo>")
    assert isinstance(message, messages.AuthorizationEvent)
    assert (message.openid, message.revoked, message.authorization) == ("o2", ("205", "206"), "revoke")


def test_two_people_who_withdraw_in_the_same_second_are_two() -> None:
    first = event("user_authorization_cancellation", "<OpenID>o2</OpenID>")
    second = event("user_authorization_cancellation", "<OpenID>o3</OpenID>")
    assert first.once_key != second.once_key


@pytest.mark.parametrize(
    ("status", "delivery"),
    [
        ("success", "success"),
        ("failed:user block", "failed_user_block"),
        ("failed: system failed", "failed_system_failed"),
        ("failed:freq limit", "failed_freq_limit"),
        ("failed:moon phase", "failed_other"),
    ],
)
def test_a_delivery_is_read_by_its_prefix(status: str, delivery: str) -> None:
    message = event("TEMPLATESENDJOBFINISH", f"<MsgID>1</MsgID><Status>{status}</Status>")
    assert isinstance(message, messages.TemplateResultEvent)
    assert message.delivery == delivery
