"""Beside the phone: events, short messages, the inspector, small screens."""

import pytest
from playwright.sync_api import expect

from tests.phone.conftest import Phone
from tests.phone.world import NOON, SMS


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
    phone.page.get_by_text("让微信接口出故障").click()
    phone.page.get_by_label("故障", exact=True).select_option("45009")
    with phone.page.expect_response("**/control/faults"):
        phone.page.get_by_role("button", name="设定故障").click()
    assert phone.desk.calls[0][1]["mode"] == "plain"
    assert phone.desk.calls[1][1]["kind"] == "45009"


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
