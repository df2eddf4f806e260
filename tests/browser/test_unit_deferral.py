"""缓缴 in a browser, at both widths: filled in, submitted, proposed, confirmed; nothing in the way on any page."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.domain.clock import beijing_date
from app.domain.staff import Role
from app.fund_core.embedded.demo import agent_phone
from app.fund_core.embedded.seed_units import credit_code
from tests.browser.keys import Keys
from tests.browser.looks import Look, Visitor, opened
from tests.browser.test_hall_pages import SMALLEST, WIDER_THAN_THE_SCREEN, barriers
from tests.browser.test_staff import enter, hired
from tests.browser.test_units import SEND, SUBMIT, code_after, visitor
from tests.journeys.offices import agent_in
from tests.stage import Stage
from tests.units.deferring import WHY, picture

UNITS = {390: 0, 1280: 1}  # each width has a unit of its own
PEOPLE = {
    390: (("1001", "142701198803120027"), ("1002", "142701197905060016")),
    1280: (("1003", "142701198210150028"), ("1004", "142701199001010012")),
}


def nothing_in_the_way(page: Page) -> None:
    """As it is, and on the smallest screen."""
    assert barriers(page) == []
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": SMALLEST, "height": size["height"]})
    assert not page.evaluate(WIDER_THAN_THE_SCREEN), page.url
    page.set_viewport_size(size)


def filled_in(page: Page, keys: Keys, running: Stage, paper: Path) -> None:
    """Fill the form in by keyboard alone."""
    now = running.app.extensions["container"].clock.now()
    keys.choose("#first_month", "Home")
    keys.choose("#months", "6")
    keys.write("#reason", WHY)
    keys.choose("#agreed_by-0")
    day = beijing_date(now) - timedelta(days=3)
    page.locator("#resolved_on").fill(day.isoformat())  # how a day is typed is the browser's own
    keys.reach("#paper")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(paper)


def staff_page(browser: Browser, running: Stage, width: int, which: int, role: Role) -> Page:
    """Let one of the staff in."""
    number, id_number = PEOPLE[width][which]
    made = hired(running, number, "周敏" if which == 0 else "王建国", id_number, role)
    page = browser.new_page(viewport={"width": width, "height": 844})
    enter(page, running, number, made)
    expect(page.get_by_role("heading", level=1)).to_have_text("今日")
    return page


def decides(page: Page, running: Stage, number: str, words: str) -> None:
    """Choose the first answer on the application's page, by keyboard."""
    keys = Keys(page)
    page.goto(f"{running.hall}/staff/deferrals")
    nothing_in_the_way(page)
    keys.press(f"a[href$='{number}']")
    nothing_in_the_way(page)
    keys.press("form[action$='/decide'] button")
    expect(page.locator(".gj-errsum")).to_contain_text("请选择怎样处理")
    nothing_in_the_way(page)
    keys.choose("#act-0")
    keys.press("form[action$='/decide'] button")
    expect(page.locator(".gs-steps")).to_contain_text(words)
    nothing_in_the_way(page)
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_unit_defers_with_nothing_in_the_way(browser: Browser, running: Stage, width: int, tmp_path: Path) -> None:
    unit, paper = UNITS[width], tmp_path / "resolution.jpg"
    paper.write_bytes(picture())
    agent = visitor(agent_in(running, credit_code(1, unit), agent_phone(1, unit)))
    with opened(browser, Visitor(running, agent.cookies), Look(width)) as page:
        keys = Keys(page)
        page.goto(f"{running.hall}/unit/deferral")
        nothing_in_the_way(page)
        keys.press("form[enctype] button[type=submit]")
        expect(page.locator(".gj-errsum")).to_contain_text("请填写缓缴的原因")
        nothing_in_the_way(page)
        filled_in(page, keys, running, paper)
        keys.press("form[enctype] button[type=submit]")
        expect(page.get_by_role("heading", name="核对无误，提交")).to_be_visible()
        expect(page.get_by_role("heading", name="缓缴以前请知道")).to_be_visible()
        nothing_in_the_way(page)
        keys.write("#code", code_after(keys, running, SEND))
        keys.press(SUBMIT)
        tag = page.locator(".gj-tag").first
        expect(tag).to_have_text("待中心审核")
        nothing_in_the_way(page)
        task, number = page.url, page.url.rpartition("/")[2]
        page.goto(f"{running.hall}/unit/deferral")
        nothing_in_the_way(page)
        decides(staff_page(browser, running, width, 0, Role.ACCEPT), running, number, "建议同意 周敏")
        decides(staff_page(browser, running, width, 1, Role.REVIEW), running, number, "同意受理人的意见 王建国")
        page.goto(task)
        expect(tag).to_have_text("已办结", timeout=15_000)
        for path in ("/unit", "/unit/remit", "/unit/deferral"):
            page.goto(running.hall + path)
            expect(page.locator("main")).to_contain_text("缓缴")
            nothing_in_the_way(page)
