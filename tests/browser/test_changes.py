"""职工信息变更 and 异地转移接续 by keyboard alone; their inner pages in every look, and the track of a transfer."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.applications.world import PAYING, TWO_LOANS
from tests.browser.keys import Keys
from tests.browser.looks import HEIGHT, Look, Visitor, opened
from tests.browser.test_applications import SEND, SUBMIT, Morning, a_morning, alone, submit
from tests.browser.test_every_page import FINGER, LOOKS, POINTER, faults

__all__ = ["alone"]
DETAILS, APPLY, QUERY = "/details", "/transfers/apply", "/transfers"
UNDO_SECONDS, LOOKED = 601, 50
PHONE = 390


@pytest.fixture(scope="module")
def morning(redis_url: str) -> Iterator[Morning]:
    with a_morning(redis_url) as made:
        yield made


def to_new_phone(page: Page, hall: str) -> Keys:
    """By keyboard to the page that asks for the new phone's code."""
    keys = Keys(page)
    page.goto(hall + DETAILS)
    keys.press("a[href='/details/go']")
    keys.choose("[name=change]")
    keys.press(SUBMIT)
    keys.write("[name=phone]", "13900001234")
    keys.enter()
    return keys


def test_a_new_phone_by_keyboard_alone(browser: Browser, alone: Morning) -> None:
    with opened(browser, alone.visitor(PAYING), Look(alone.width)) as page:
        keys = to_new_phone(page, alone.stage.hall)
        keys.press(SEND)
        expect(page.locator("main")).to_contain_text("验证码已发送至 139****1234")
        keys.write("[name=code]", alone.code())
        keys.press(SUBMIT)
        expect(page.locator("main")).to_contain_text("由您本人确认变更")
        submit(page, keys, alone)


def test_a_transfer_by_keyboard_alone(browser: Browser, alone: Morning) -> None:
    with opened(browser, alone.visitor(PAYING), Look(alone.width)) as page:
        keys = Keys(page)
        page.goto(alone.stage.hall + APPLY)
        keys.press("a[href$='/go']")
        keys.write("[name=centre]", "陕西")
        keys.press(SUBMIT)
        keys.press("[name=picked]")
        keys.write("[name=old_unit]", "西安示例软件有限公司")
        keys.enter()
        submit(page, keys, alone)


@pytest.fixture(scope="module")
def visitor(browser: Browser, morning: Morning) -> Visitor:
    """Somebody with drafts of both services who has sent a letter to another centre."""
    visitor = morning.visitor(TWO_LOANS)
    with opened(browser, visitor, Look(390)) as page:
        page.goto(f"{morning.stage.hall}{APPLY}/go")
        page.fill("[name=centre]", "西安")
        page.click(SUBMIT)
        page.fill("[name=old_unit]", "西安示例软件有限公司")
        page.click(SUBMIT)
        submit(page, Keys(page), morning)
        morning.clock.advance(UNDO_SECONDS)
        until_sent(page, morning.stage.hall)
        to_new_phone(page, morning.stage.hall)
        page.goto(f"{morning.stage.hall}{APPLY}/fill/centre")
    return visitor


def until_sent(page: Page, hall: str) -> None:
    """Look until the worker has sent the letter."""
    for _ in range(LOOKED):
        page.goto(hall + QUERY)
        if page.locator(".weui-steps").count():
            return
    raise AssertionError("no letter was sent")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_inner_pages_are_fit_to_be_seen(browser: Browser, morning: Morning, visitor: Visitor, look: Look) -> None:
    found, hall = [], morning.stage.hall
    with opened(browser, visitor, look) as page:
        page.goto(hall + QUERY)
        cancel = page.locator("a[href$='/cancel']").get_attribute("href") or ""
        steps = (f"{DETAILS}/fill/change", f"{DETAILS}/fill/phone", f"{DETAILS}/fill/new_phone", f"{APPLY}/fill/centre")
        for path in (QUERY, cancel, *steps):
            page.set_viewport_size({"width": look.width, "height": HEIGHT})
            page.goto(hall + path)
            assert page.url == hall + path
            found += faults(page, path, POINTER if look.width > PHONE else FINGER)
    assert "\n".join(found) == ""
