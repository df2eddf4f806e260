"""The phone looked at by axe-core: everything open, light and dark, at a desk and on a small screen."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.phone.conftest import Phone
from tests.phone.world import NOON, ROWS, SMS

AXE = (Path(__file__).parent.parent / "browser" / "axe" / "axe.min.js").read_text("utf-8")


def fill(phone: Phone) -> None:
    phone.desk.exchange("text")
    phone.desk.say("f1", "account", "查余额")
    phone.desk.say(
        "f1", "account", "", "template", {"title": "办件进度通知", "url": "http://localhost/", "fields": ROWS}
    )
    phone.desk.say("f1", "me", "查余额", "voice", {"seconds": 2})
    call = {"phone_tail": "0001", "text": SMS, "time": NOON, "channel": "voice", "spoken": SMS}
    phone.desk.sms.append(call)
    expect(phone.page.locator("#notice")).to_be_visible()
    for fold in phone.page.locator("summary").all():
        fold.click()
    phone.page.locator("#traffic tr").first.click()


def violations(phone: Phone) -> list[str]:
    phone.page.evaluate(AXE)
    found = phone.page.evaluate("axe.run(document)")
    assert found["passes"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wrong_with_it(phone: Phone, scheme: str) -> None:
    phone.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    fill(phone)
    assert violations(phone) == []
    phone.page.set_viewport_size({"width": 390, "height": 844})
    for view in ("手机", "操作", "收发记录"):
        phone.page.locator(".views").get_by_role("button", name=view).click()
        assert violations(phone) == []
