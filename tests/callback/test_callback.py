import time

import pytest
import redis
from sqlalchemy import text

from app.extensions import db
from simulator.envelope import seal, signature
from tests.callback.pushes import CONFIG, OPENID, Platform, event_xml, read, text_xml
from tests.stage import TOKEN


def test_the_platform_verifies_the_address(platform: Platform) -> None:
    stamp = str(int(time.time()))
    query = {"signature": signature(TOKEN, stamp, "n"), "timestamp": stamp, "nonce": "n", "echostr": "314159"}
    answer = platform.client.get("/wechat/callback", query_string=query)
    assert (answer.status_code, answer.text) == (200, "314159")


def test_a_wrong_signature_reflects_nothing(platform: Platform) -> None:
    stamp = str(int(time.time()))
    query = {"signature": "0" * 40, "timestamp": stamp, "nonce": "n", "echostr": "314159"}
    answer = platform.client.get("/wechat/callback", query_string=query)
    assert answer.status_code == 403
    assert "314159" not in answer.text


@pytest.mark.parametrize("word", ["余额", "1", " １ ", "我的公积金余额是多少"])
def test_an_unbound_follower_who_asks_for_the_balance_gets_a_link_to_bind(platform: Platform, word: str) -> None:
    assert "绑定微信" in platform.said(text_xml(word))


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("贷款", "/loans/payoff"),
        ("进度", "/applications"),
        ("忘记密码", "/forgot"),
        ("长辈版", "/display"),
        ("网点", "12329"),
        ("帮助", "回复数字"),
    ],
)
def test_each_keyword_has_its_answer(platform: Platform, word: str, part: str) -> None:
    assert part in platform.said(text_xml(word))


def test_who_asks_for_a_human_is_handed_over(platform: Platform) -> None:
    assert platform.said(text_xml("人工")) == "transfer_customer_service"


def test_text_that_nobody_understands_gets_help_and_cannot_break_the_reply(platform: Platform) -> None:
    assert "没听懂" in platform.said(text_xml("喵喵<b>&😀"))


@pytest.mark.parametrize("number", ["140802195901010013", "6217 0012 3456 7890 123", "14080219590101001X"])
def test_numbers_of_persons_are_not_taken_in_the_chat_nor_echoed(platform: Platform, number: str) -> None:
    said = platform.said(text_xml(f"我的号码 {number}"))
    assert "不要在聊天里发" in said
    assert number not in said


@pytest.mark.parametrize(
    ("event", "fields", "part"),
    [
        ("subscribe", "<EventKey></EventKey>", "运城市住房公积金"),
        ("CLICK", "<EventKey>HELP</EventKey>", "回复数字"),
        ("CLICK", "<EventKey>KF_HUMAN</EventKey>", "转人工"),
        ("CLICK", "<EventKey>GONE</EventKey>", "回复数字"),
        ("unsubscribe", "<EventKey></EventKey>", "success"),
        ("VIEW", "<EventKey>http://localhost/</EventKey>", "success"),
        ("never_heard_of", "", "success"),
    ],
)
def test_each_event_has_its_answer(platform: Platform, event: str, fields: str, part: str) -> None:
    assert part in platform.said(event_xml(event, fields))


def test_a_push_that_comes_again_gets_the_same_reply_and_is_handled_once(
    platform: Platform, redis_client: redis.Redis
) -> None:
    first, second = platform.said(text_xml("帮助")), platform.said(text_xml("帮助"))
    assert first == second
    assert len(list(redis_client.scan_iter("*:once:*"))) == 1


def test_a_push_is_refused_when_it_is_stale_or_signed_wrongly_or_in_clear(platform: Platform) -> None:
    xml = text_xml("余额")
    assert platform.push(xml, age=400).status_code == 403
    assert platform.push(xml, sign="0" * 40).status_code == 403
    stamp = str(int(time.time()))
    query = {"signature": signature(TOKEN, stamp, "n"), "timestamp": stamp, "nonce": "n"}
    assert platform.client.post("/wechat/callback", query_string=query, data=xml.encode()).status_code == 403


@pytest.mark.parametrize("cut", [0, 7, 64, 200])
def test_ciphertext_that_was_cut_is_refused(platform: Platform, cut: int) -> None:
    assert platform.push("", sealed=seal(CONFIG, text_xml("余额"))[:cut]).status_code in {400, 403}


@pytest.mark.parametrize(
    "xml",
    [
        "not xml",
        "<xml/>",
        "<xml><MsgType>text</MsgType></xml>",
        '<!DOCTYPE x [<!ENTITY a "a">]><xml><MsgType>&a;</MsgType></xml>',
        "<xml><a></xml>",
        "\x00\x01",
        "{}",
    ],
)
def test_an_authentic_push_that_cannot_be_read_is_answered_with_success(platform: Platform, xml: str) -> None:
    assert read(platform.push(xml)) == "success"


def test_a_body_of_five_megabytes_is_refused_before_it_is_read(platform: Platform) -> None:
    answer = platform.client.post("/wechat/callback", data=b"x" * 5_000_000)
    assert answer.status_code == 413


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_not_allowed(platform: Platform, method: str) -> None:
    assert getattr(platform.client, method)("/wechat/callback").status_code == 405


def test_when_the_database_is_gone_the_platform_is_still_answered(platform: Platform) -> None:
    with platform.client.application.app_context():
        db.session.execute(text("DROP TABLE bindings"))
        db.session.commit()
    assert platform.said(text_xml("余额")) == "success"


def test_nothing_of_a_follower_is_logged(platform: Platform, caplog: pytest.LogCaptureFixture) -> None:
    platform.said(text_xml("140802195901010013"))
    platform.push(text_xml("余额"), age=900)
    assert OPENID not in caplog.text
    assert "140802195901010013" not in caplog.text
