"""Half an hour without a touch: the person is asked two minutes before, and comes back to the same page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looks import Look, Visitor, bound_visitor, opened
from tests.browser.test_hall_pages import barriers
from tests.stage import Stage


@pytest.fixture(scope="module")
def visitor(running: Stage) -> Visitor:
    return bound_visitor(running)


@pytest.fixture
def page(browser: Browser, visitor: Visitor) -> Iterator[Page]:
    with opened(browser, visitor, Look(390)) as one:
        one.clock.install()
        one.goto(f"{visitor.stage.hall}/bind")
        yield one


def test_who_goes_on_is_asked_again_half_an_hour_later(page: Page) -> None:
    asked = page.get_by_role("dialog")
    page.clock.run_for("27:50")
    expect(asked).to_be_hidden()
    for _ in range(2):
        page.clock.run_for("00:20")
        expect(asked).to_contain_text("还在办理吗")
        assert barriers(page) == []
        page.get_by_role("button", name="继续办理").click()
        expect(asked).to_be_hidden()
        page.clock.run_for("27:50")


def test_who_does_not_answer_leaves_the_page(page: Page) -> None:
    page.context.clear_cookies(name="session")
    page.clock.run_for("30:10")
    page.wait_for_url("**/login?next=/bind")


def test_who_is_done_logs_out(page: Page) -> None:
    page.clock.run_for("28:10")
    page.get_by_role("dialog").get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录后查看余额")).to_be_visible()


def test_without_scripts_an_old_form_leads_back_to_its_page(browser: Browser, visitor: Visitor) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{visitor.stage.hall}/login/code")
    context.clear_cookies()
    page.get_by_role("button", name="获取验证码").click()
    page.get_by_role("link", name="重新打开页面").click()
    page.wait_for_url("**/login/code")
    context.close()
