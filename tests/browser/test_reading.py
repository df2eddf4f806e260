"""Queries and calculators in a browser: no barrier in any look, nothing sideways, and by keyboard alone."""

import re

import pytest
from playwright.sync_api import Browser, expect

from app.fund_core.embedded import demo
from tests.browser.keys import Keys
from tests.browser.looks import LOOKS, Look, Visitor, bound_visitor, opened
from tests.browser.test_hall_pages import SMALLEST, WIDER_THAN_THE_SCREEN, barriers
from tests.stage import Stage

LOAN = f"/loans/{demo.account_number(1, 0)}01"
QUERIES = ("/account/records", "/account/records?y=all&kind=01&page=2", LOAN, f"{LOAN}/plan", f"{LOAN}/repayments")
TOOLS = (
    "/tools",
    "/tools/quota",
    "/tools/quota?balance=a&price=900000&age=35",
    "/tools/quota?balance=32000&price=900000&income=12000&age=35&sex=male&years=30&home=first",
    "/tools/instalment?amount=450000&years=20&home=first",
    "/tools/prepayment?left=350000&months=174&rate=2.6&method=01&prepaid=100000",
    "/tools/deposit?balance=50000&monthly=1200&months=24",
    "/tools/retirement?category=male&born=1976-09",
)

UNFOLD = "[...document.querySelectorAll('main details')].slice(0, 3).forEach(one => { one.open = true })"

CUT = "[...document.querySelectorAll('.gj-scrollx')].some(one => one.scrollWidth > one.clientWidth)"


@pytest.fixture(scope="module")
def visitor(running: Stage) -> Visitor:
    return bound_visitor(running)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_no_page_has_a_barrier(browser: Browser, visitor: Visitor, look: Look) -> None:
    found = []
    with opened(browser, visitor, look) as page:
        for path in (*QUERIES, *TOOLS):
            page.goto(visitor.stage.hall + path)
            assert page.url == visitor.stage.hall + path
            page.evaluate(UNFOLD)
            found += [f"{path} {barrier}" for barrier in barriers(page)]
    assert found == []


@pytest.mark.parametrize("size", ["standard", "care", "xl"])
def test_no_page_scrolls_sideways(browser: Browser, visitor: Visitor, size: str) -> None:
    with opened(browser, visitor, Look(SMALLEST, size)) as page:
        wide = []
        for path in (*QUERIES, *TOOLS):
            page.goto(visitor.stage.hall + path)
            wide += [path] if page.evaluate(WIDER_THAN_THE_SCREEN) else []
    assert wide == []


@pytest.mark.parametrize("size", ["standard", "care", "xl"])
@pytest.mark.parametrize("width", [SMALLEST, 360, 390])
def test_no_figure_of_a_plan_is_cut(browser: Browser, visitor: Visitor, width: int, size: str) -> None:
    with opened(browser, visitor, Look(width, size)) as page:
        cut = []
        for path in (LOAN, f"{LOAN}/plan"):
            page.goto(visitor.stage.hall + path)
            cut += [path] if page.evaluate(CUT) else []
    assert cut == []


@pytest.mark.parametrize("width", [390, 1280])
def test_queries_by_keyboard_alone(browser: Browser, visitor: Visitor, width: int) -> None:
    with opened(browser, visitor, Look(width)) as page:
        keys = Keys(page)
        page.goto(f"{visitor.stage.hall}/account")
        keys.press("main a[href='/account/records']")
        keys.press("a[href='/account/records?y=2025']")
        expect(page.locator("#rows")).to_have_text("2025 年")
        keys.choose("main summary", "Enter")
        expect(page.locator("main details table")).to_be_visible()
        keys.press("a[href='/account/records?y=2025&kind=09']")
        expect(page.locator(".gj-ledger li")).to_have_count(1)
        page.goto(f"{visitor.stage.hall}/loans")
        keys.press(f"main a[href='{LOAN}/plan']")
        expect(page).to_have_title(re.compile("^还款计划"))


@pytest.mark.parametrize("width", [390, 1280])
def test_a_calculator_by_keyboard_alone(browser: Browser, visitor: Visitor, width: int) -> None:
    with opened(browser, visitor, Look(width)) as page:
        keys = Keys(page)
        page.goto(f"{visitor.stage.hall}/tools/instalment")
        keys.write("[name=amount]", "450,000")
        keys.press("main button[type=submit]")
        expect(page.locator(".gj-errsum")).to_be_focused()
        expect(page.locator("[name=amount]")).to_have_value("450000.00")
        keys.write("[name=years]", "20")
        keys.choose("[name=home]")
        keys.press("main button[type=submit]")
        expect(page.locator("#result")).to_contain_text("等额本金比等额本息少付利息")
