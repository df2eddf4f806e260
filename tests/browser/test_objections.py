"""An employee objects to what the unit changed, and the desk restores it: in a browser, with nothing in the way."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from app.domain.staff import Role
from tests.browser.looks import Look, Visitor, bound_visitor, opened
from tests.browser.test_staff import enter, hired
from tests.browser.test_unit_deferral import PEOPLE, nothing_in_the_way
from tests.journeys.offices import agent_in, let_go, task_of, until
from tests.journeys.test_notices import soon
from tests.staff.objecting import AFTER, REASON
from tests.stage import Stage

WORDS = "已向单位核实，按本人的毕业证书登记"


@pytest.fixture(scope="module")
def changed(running: Stage) -> tuple[Visitor, str]:
    """The employee, and the address of what the unit changed of them."""
    who, agent = bound_visitor(running), agent_in(running)
    form = re.findall(r"/unit/employees/[0-9]+/details", agent.open("/unit/employees"))[0]
    agent.open(form)
    agent.submit(form, **AFTER)
    task = task_of(agent)
    let_go(agent, task)
    until(agent, task, "已办结")
    return who, f"{running.hall}/mine/by-unit/{task.rpartition('/')[2]}"


@pytest.mark.parametrize("look", [Look(390), Look(390, "care", "dark"), Look(1280)], ids=str)
def test_what_was_changed_has_no_barrier(browser: Browser, changed: tuple[Visitor, str], look: Look) -> None:
    who, address = changed
    with opened(browser, who, look) as page:
        page.goto(address)
        nothing_in_the_way(page)
        page.get_by_role("button", name="提出异议").click()
        expect(page.locator(".gj-field__err")).to_contain_text("请写明哪里不对")
        nothing_in_the_way(page)


def test_an_objection_is_restored_at_the_desk(browser: Browser, running: Stage, changed: tuple[Visitor, str]) -> None:
    who, address = changed
    with opened(browser, who, Look(390)) as page:
        page.goto(address)
        page.locator("#reason").fill(REASON)
        page.get_by_role("button", name="提出异议").click()
        expect(page.get_by_role("heading", name="已提出异议")).to_be_visible()
        nothing_in_the_way(page)
        restore(browser.new_page(viewport={"width": 1280, "height": 844}), running)
        soon(lambda: text_of(page), WORDS)
        nothing_in_the_way(page)


def restore(page: Page, running: Stage) -> None:
    """Look at the list and the case on both widths, and decide."""
    number, id_number = PEOPLE[1280][0]
    enter(page, running, number, hired(running, number, "周敏", id_number, Role.ACCEPT))
    expect(page.get_by_role("heading", level=1)).to_have_text("今日")
    for path in ("/staff/objections", "/staff/objections/1"):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(running.hall + path)
            nothing_in_the_way(page)
    page.get_by_label("恢复原值").check()
    page.locator("#words").fill(WORDS)
    page.get_by_role("button", name="提交处理").click()
    expect(page.locator(".gs-steps")).to_contain_text(WORDS)
    nothing_in_the_way(page)
    page.close()


def text_of(page: Page) -> str:
    page.reload()
    return page.locator("main").inner_text()
