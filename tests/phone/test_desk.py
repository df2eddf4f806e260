"""Beside the phone: events, short messages, the inspector, small screens."""

import pytest
from playwright.sync_api import expect

from tests.phone.conftest import Phone
from tests.phone.world import NOON, SMS, Json


def test_a_code_arrives_and_is_copied(phone: Phone) -> None:
    phone.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    phone.desk.sms.append({"phone_tail": "0001", "text": SMS, "time": NOON})
    expect(phone.page.locator("#notice")).to_contain_text("402816")
    phone.page.locator("#sms").get_by_role("button", name="复制验证码 402816").click()
    phone.page.wait_for_function("navigator.clipboard.readText().then(text => text === '402816')")


def test_the_inspector_shows_both_bodies(phone: Phone) -> None:
    phone.desk.exchange("text")
    phone.page.locator("#traffic").get_by_role("button", name="text").click()
    expect(phone.page.locator("#request")).to_contain_text("<Content><![CDATA[余额]]></Content>")
    expect(phone.page.locator("#response")).to_contain_text('"errcode": 0')
    expect(phone.page.locator("#detail-title")).to_contain_text("38 ms")


def test_the_inspector_is_filtered(phone: Phone) -> None:
    phone.desk.exchange("text")
    row = phone.page.locator("#traffic tr")
    expect(row).to_be_visible()
    phone.page.get_by_role("button", name="接口", exact=True).click()
    expect(row).to_be_hidden()


def test_a_scan_and_a_place_are_sent(phone: Phone) -> None:
    phone.page.get_by_role("button", name="扫二维码").click()
    phone.page.get_by_label("二维码里的内容").fill("counter-3")
    with phone.page.expect_response("**/control/scan"):
        phone.page.get_by_role("button", name="扫一扫").click()
    phone.page.get_by_role("button", name="发位置").click()
    with phone.page.expect_response("**/control/location"):
        phone.page.locator("#place-form").get_by_role("button", name="发送").click()
    assert phone.desk.calls[0] == ("scan", {"follower": "f1", "scene": "counter-3"})
    assert phone.desk.calls[1][1]["latitude"] == 35.0266


def test_the_mode_and_a_fault_are_set(phone: Phone) -> None:
    with phone.page.expect_response("**/control/mode"):
        phone.page.get_by_label("消息加密").select_option("plain")
    phone.page.get_by_text("让接口出故障").click()
    phone.page.get_by_label("故障", exact=True).select_option("45009")
    with phone.page.expect_response("**/control/faults"):
        phone.page.get_by_role("button", name="设定故障").click()
    assert phone.desk.calls[0][1]["mode"] == "plain"
    assert phone.desk.calls[1][1]["kind"] == "45009"


def test_a_call_reads_the_code_out(phone: Phone) -> None:
    call = {"phone_tail": "0001", "text": SMS, "time": NOON, "channel": "voice", "spoken": "验证码 四，零，二"}
    phone.desk.sms.append(call)
    expect(phone.page.locator("#notice")).to_contain_text("语音来电：验证码 四，零，二")
    row = phone.page.locator("#sms li")
    expect(row).to_contain_text("语音来电，尾号 0001")
    expect(row.locator(".sms-code b")).to_have_text("402816")


def test_a_picture_and_a_voice_are_sent(phone: Phone) -> None:
    phone.page.get_by_role("button", name="发图片").click()
    with phone.page.expect_response("**/control/picture"):
        phone.page.locator("#picture-form").get_by_role("button", name="发送").click()
    phone.page.get_by_role("button", name="发语音").click()
    phone.page.get_by_label("说的话").fill("查余额")
    with phone.page.expect_response("**/control/voice"):
        phone.page.locator("#voice-form").get_by_role("button", name="发送").click()
    assert phone.desk.calls[0][1]["picture"].startswith("data:image/png;base64,")
    assert phone.desk.calls[1] == ("voice", {"follower": "f1", "recognition": "查余额", "seconds": 1})
    phone.desk.say("f1", "me", "", "image", {"picture_url": phone.desk.calls[0][1]["picture"]})
    phone.desk.say("f1", "me", "查余额", "voice", {"seconds": 1})
    expect(phone.page.get_by_alt_text("图片")).to_be_visible()
    expect(phone.page.locator(".said-me .bubble").last).to_contain_text("识别：查余额")


def test_the_phone_has_its_settings(phone: Phone) -> None:
    for words in ("特大", "深色"):
        phone.page.get_by_label(words, exact=True).check()
    handset = phone.page.locator("#handset")
    expect(handset).to_have_attribute("data-font", "huge")
    expect(handset).to_have_css("color-scheme", "dark")
    with phone.page.expect_response("**/control/network"):
        phone.page.get_by_label("断开", exact=True).check()
    expect(handset).to_have_attribute("data-network", "off")
    with phone.page.expect_response("**/control/block"):
        phone.page.get_by_label("拒收", exact=True).check()
    assert phone.desk.calls == [
        ("network", {"follower": "f1", "state": "off"}),
        ("block", {"follower": "f1", "blocked": True}),
    ]


def test_a_subscription_is_answered(phone: Phone) -> None:
    phone.page.get_by_text("订阅通知", exact=True).first.click()
    group = phone.page.get_by_role("group", name="业务办理进度（长期）")
    with phone.page.expect_response("**/control/subscription"):
        group.get_by_role("button", name="接受").click()
    expect(phone.page.locator("#notices")).to_contain_text("一直接收")
    with phone.page.expect_response("**/control/unsubscription"):
        group.get_by_role("button", name="关闭").click()
    choices = [{"template_id": "T1", "accept": True}]
    assert phone.desk.calls[0] == ("subscription", {"follower": "f1", "choices": choices})


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"outcome": "saved", "status": 200}, "已经启用"),
        ({"outcome": "refused", "status": 403}, "Token 验证失败（回答 403）"),
        ({"outcome": "silent", "status": 0}, "请求 URL 超时"),
    ],
)
def test_the_console_says_what_came_of_it(phone: Phone, told: Json, words: str) -> None:
    phone.desk.outcome = told
    phone.page.get_by_text("服务器配置").click()
    phone.page.get_by_label("Token").fill("Another9")
    phone.page.get_by_role("button", name="提交并验证").click()
    expect(phone.page.locator("#console-outcome")).to_contain_text(words)
    assert phone.desk.calls[-1][1]["token"] == "Another9"
    assert phone.desk.calls[-1][1]["url"] == "http://hall.test/wechat/callback"


def test_what_comes_next_is_set(phone: Phone) -> None:
    phone.page.get_by_text("让接口出故障").click()
    phone.page.get_by_label("下次授权").select_option("snapshot")
    expect(phone.page.locator("#notice")).to_contain_text("快照页")
    phone.page.get_by_label("下条模板").select_option("failed:user block")
    expect(phone.page.locator("#notice")).to_contain_text("用户拒收")
    assert phone.desk.calls[0] == ("oauth", {"follower": "f1", "next": "snapshot"})
    assert phone.desk.calls[1] == ("finish", {"follower": "f1", "status": "failed:user block"})


def test_the_chat_is_emptied(phone: Phone) -> None:
    phone.desk.say("f1", "account", "给晓雯")
    expect(phone.page.locator(".bubble")).to_have_count(1)
    with phone.page.expect_response("**/control/forget"):
        phone.page.get_by_role("button", name="清空对话").click()
    expect(phone.page.locator(".bubble")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 390, 768, 1024, 1280])
def test_nothing_is_cut_off(phone: Phone, width: int) -> None:
    phone.page.set_viewport_size({"width": width, "height": 844})
    expect(phone.page.locator("#account")).to_be_visible()
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_small_screen_shows_one_part_at_a_time(phone: Phone) -> None:
    phone.page.set_viewport_size({"width": 390, "height": 844})
    expect(phone.page.locator(".desk")).to_be_hidden()
    phone.page.get_by_role("button", name="操作").click()
    expect(phone.page.locator(".desk")).to_be_visible()
    expect(phone.page.locator(".stage")).to_be_hidden()


def test_a_lost_simulator_is_named(phone: Phone) -> None:
    phone.page.context.set_offline(offline=True)
    expect(phone.page.locator("#link-text")).to_contain_text("连接断开")
    phone.page.context.set_offline(offline=False)
    expect(phone.page.locator("#link-text")).to_have_text("已连接")
