"""The published menu, its pop-ups, and the web view."""

from playwright.sync_api import expect

from tests.phone.conftest import Phone
from tests.phone.world import HELP, SUBS


def open_account(phone: Phone) -> None:
    phone.page.get_by_role("button", name="微网厅").click()
    with phone.page.expect_response("**/control/view"):
        phone.page.get_by_role("button", name="账户查询").click()


def test_a_sub_menu_pops_up_and_sends_its_key(phone: Phone) -> None:
    key = phone.page.get_by_role("button", name="微网厅")
    key.click()
    expect(key).to_have_attribute("aria-expanded", "true")
    with phone.page.expect_response("**/control/click"):
        phone.page.get_by_role("button", name="人工客服").click()
    expect(key).to_have_attribute("aria-expanded", "false")
    expect(phone.page.locator("#sub-0")).to_be_hidden()
    assert ("click", {"follower": "f1", "key": "KF"}) in phone.desk.calls


def test_the_menu_works_by_keyboard(phone: Phone) -> None:
    phone.page.get_by_role("button", name="微网厅").press("Enter")
    expect(phone.page.get_by_role("button", name="账户查询")).to_be_focused()
    phone.page.keyboard.press("ArrowDown")
    expect(phone.page.get_by_role("button", name="人工客服")).to_be_focused()
    phone.page.keyboard.press("Escape")
    expect(phone.page.get_by_role("button", name="微网厅")).to_be_focused()


def test_a_menu_that_is_open_stays_until_it_is_closed(phone: Phone) -> None:
    key = phone.page.get_by_role("button", name="微网厅")
    key.click()
    phone.desk.menu = [{"name": "办业务", "sub_button": SUBS}, HELP]  # published anew, or now the bound followers' own
    phone.desk.say("f1", "account", "菜单有变动")
    expect(phone.page.get_by_text("菜单有变动")).to_be_visible()
    with phone.page.expect_response("**/control/click"):
        phone.page.get_by_role("button", name="人工客服").click()
    expect(phone.page.get_by_role("button", name="办业务")).to_be_visible()
    expect(key).to_be_hidden()


def test_a_view_button_tells_the_account_and_opens_the_page(phone: Phone) -> None:
    open_account(phone)
    expect(phone.page.frame_locator("iframe").get_by_role("heading")).to_have_text("账户余额")
    expect(phone.page.locator("#web-title")).to_have_text("账户查询")
    url = f"http://localhost:{phone.desk.port}/hall"
    assert ("view", {"follower": "f1", "url": url}) in phone.desk.calls
    assert ("webview", {"follower": "f1", "url": url}) in phone.desk.calls


def test_a_scanned_address_opens(phone: Phone) -> None:
    phone.page.get_by_role("button", name="扫二维码").click()
    phone.page.get_by_label("二维码里的内容").fill(f"http://localhost:{phone.desk.port}/hall/detail")
    phone.page.get_by_role("button", name="扫一扫").click()
    expect(phone.page.frame_locator("iframe").get_by_role("heading")).to_have_text("明细页")
    assert [name for name, _ in phone.desk.calls] == ["webview"]


def test_back_walks_the_pages_then_closes(phone: Phone) -> None:
    open_account(phone)
    frame = phone.page.frame_locator("iframe")
    frame.get_by_role("link", name="明细").click()
    expect(frame.get_by_role("heading")).to_have_text("明细页")
    phone.page.get_by_label("返回上一页").click()
    expect(frame.get_by_role("heading")).to_have_text("账户余额")
    phone.page.get_by_label("返回上一页").click()
    expect(phone.page.locator("#web")).to_be_hidden()
    assert phone.page.url == phone.address


def test_the_cross_closes_the_page_and_it_opens_again(phone: Phone) -> None:
    open_account(phone)
    phone.page.get_by_label("关闭网页").click()
    expect(phone.page.locator("iframe")).to_have_count(0)
    open_account(phone)
    expect(phone.page.frame_locator("iframe").get_by_role("heading")).to_have_text("账户余额")
    assert phone.complaints == []
