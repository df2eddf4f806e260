"""A unit pays its month (汇缴) by keyboard alone, from the log-in to the receipt, on a phone and on a desktop."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.keys import Keys
from tests.browser.looks import Look, Visitor, opened
from tests.browser.test_hall_pages import barriers
from tests.browser.test_units import done, write_captcha
from tests.journeys.offices import agent_in
from tests.stage import Stage
from tests.units.offices import CODE, OTHER_CODE, OTHER_PHONE, PASSWORD, PHONE


@pytest.mark.parametrize(("width", "code", "phone"), [(390, CODE, PHONE), (1280, OTHER_CODE, OTHER_PHONE)])
def test_a_month_is_paid_by_keyboard_alone(browser: Browser, running: Stage, width: int, code: str, phone: str) -> None:
    agent_in(running, code, phone)
    with opened(browser, Visitor(running), Look(width)) as page:
        keys = Keys(page)
        page.goto(f"{running.hall}/unit/login")
        for field, typed in (("credit_code", code), ("phone", phone), ("password", PASSWORD)):
            keys.write(f"#{field}", typed)
        write_captcha(page, keys, running)
        keys.enter()
        keys.press("main a[href='/unit/remit']")
        due = page.locator(".gj-kv div", has_text="合计").locator("dd").inner_text()
        assert barriers(page) == []
        keys.press("form[method=post][action='/unit/remit'] button")
        expect(page.get_by_role("heading", name="核对无误，提交")).to_be_visible()
        assert barriers(page) == []
        done(page, keys, running)
        keys.press("main a[href^='/unit/remittances/DW']")
        expect(page.get_by_role("heading", level=1)).to_contain_text("回执")
        expect(page.locator("main")).to_contain_text(due)
        assert barriers(page) == []
        keys.reach("a[href$='/receipt.png']")
        with page.expect_download() as picture:
            page.keyboard.press("Enter")
        assert picture.value.suggested_filename.endswith(".png")
