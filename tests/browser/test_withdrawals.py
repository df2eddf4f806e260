"""购房提取 and 租房提取 by keyboard alone, and every page of these withdrawals before axe-core."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, expect

from app.fund_core.embedded import seed
from tests.applications.world import PAYING
from tests.browser.keys import Keys
from tests.browser.looks import Look, Visitor, opened
from tests.browser.test_applications import LOOKS, SUBMIT, WIDTHS, Morning, a_morning, submit
from tests.browser.test_hall_pages import SMALLEST, WIDER_THAN_THE_SCREEN, barriers
from tests.journeys.test_withdrawals import HOME, LEASE, TENANT

PURCHASE, RENT, FUND = "/withdrawals/purchase", "/withdrawals/rent", "/withdrawals/fund-loan"
BANK_LOAN, CENTRE_LOAN = "/withdrawals/commercial-loan", "/withdrawals/province-loan"


def with_papers(made: Morning) -> Morning:
    """Put a home and a lease on the registry."""
    for home, at in ((HOME, PAYING), (LEASE, TENANT)):
        human = seed.demo_people()[at]
        made.stage.do("registry", **home, owners=[{"name": human.name, "id_number": human.id_number}])
    return made


@pytest.fixture(scope="module")
def morning(redis_url: str) -> Iterator[Morning]:
    with a_morning(redis_url) as made:
        yield with_papers(made)


@pytest.fixture(params=WIDTHS)
def alone(request: pytest.FixtureRequest, redis_url: str) -> Iterator[Morning]:
    with a_morning(redis_url, request.param) as made:
        yield with_papers(made)


def test_a_home_is_bought_by_keyboard_alone(browser: Browser, alone: Morning) -> None:
    with opened(browser, alone.visitor(PAYING), Look(alone.width)) as page:
        keys = Keys(page)
        page.goto(f"{alone.stage.hall}/withdrawals")
        keys.press(f"a[href='{PURCHASE}']")
        keys.press("a[href$='/go']")
        keys.choose("[name=paper]", "ArrowDown")
        keys.write("[name=number]", "2026-YC-0000000")
        keys.press(SUBMIT)
        expect(page.locator(".gj-errsum")).to_be_focused()
        expect(page.locator(".gj-errsum")).to_contain_text("有 1 处需要修改")
        assert barriers(page) == []
        page.locator("[name=paper][value=contract]").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Control+a")
        page.keyboard.type(HOME["number"])
        keys.enter()
        expect(page.locator("main")).to_contain_text("最多可提取")
        keys.write("[name=amount]", "2000")
        keys.enter()
        expect(page.locator("main")).to_contain_text("河东东街88号")
        submit(page, keys, alone)


def test_rent_every_month_by_keyboard_alone(browser: Browser, alone: Morning) -> None:
    with opened(browser, alone.visitor(TENANT), Look(alone.width)) as page:
        keys = Keys(page)
        page.goto(f"{alone.stage.hall}{RENT}")
        keys.press("a[href$='/go']")
        keys.choose("[name=way]", "ArrowDown")
        keys.enter()
        keys.write("[name=lease]", LEASE["number"])
        keys.enter()
        keys.write("[name=amount]", "150")
        keys.enter()
        expect(page.locator("main")).to_contain_text("每月自动提取")
        alone.clock.advance(60)
        submit(page, keys, alone)


@pytest.fixture(scope="module")
def seen(browser: Browser, morning: Morning) -> Mapping[int, tuple[Visitor, tuple[str, ...]]]:
    """Who looks, and at which pages, with drafts that reach as far as the check."""
    buyer, tenant = morning.visitor(7), morning.visitor(9)
    human = seed.demo_people()[7]
    home = HOME | {"number": "2026-YC-0018999"}
    morning.stage.do("registry", **home, owners=[{"name": human.name, "id_number": human.id_number}])
    with opened(browser, buyer, Look(390)) as page:
        page.goto(f"{morning.stage.hall}{PURCHASE}/fill/number")
        page.check("[value=contract]")
        page.fill("[name=number]", home["number"])
        page.click(SUBMIT)
        page.fill("[name=amount]", "2000")
        page.click(SUBMIT)
    with opened(browser, tenant, Look(390)) as page:
        page.goto(f"{morning.stage.hall}{RENT}/fill/way")
        page.check("[value=once]")
        page.click(SUBMIT)
    purchase = tuple(f"{PURCHASE}{tail}" for tail in ("", "/fill/number", "/fill/amount", "/check"))
    loans = (
        FUND,
        f"{FUND}/choose",
        f"{FUND}/fill/way",
        BANK_LOAN,
        f"{BANK_LOAN}/fill/number",
        f"{CENTRE_LOAN}/fill/number",
    )
    announced = ("/withdrawals", "/withdrawals/decoration", "/withdrawals/property-fee")
    return {7: (buyer, (*purchase, *loans, *announced)), 9: (tenant, (RENT, f"{RENT}/fill/way", f"{RENT}/fill/lease"))}


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_no_page_has_a_barrier(
    browser: Browser, seen: Mapping[int, tuple[Visitor, tuple[str, ...]]], look: Look
) -> None:
    found = []
    for visitor, paths in seen.values():
        with opened(browser, visitor, look) as page:
            for path in paths:
                page.goto(visitor.stage.hall + path)
                assert page.url == visitor.stage.hall + path
                found += [f"{path} {barrier}" for barrier in barriers(page)]
    assert found == []


@pytest.mark.parametrize("size", ["standard", "care", "xl"])
def test_no_page_scrolls_sideways(
    browser: Browser, seen: Mapping[int, tuple[Visitor, tuple[str, ...]]], size: str
) -> None:
    wide = []
    for visitor, paths in seen.values():
        with opened(browser, visitor, Look(SMALLEST, size)) as page:
            for path in paths:
                page.goto(visitor.stage.hall + path)
                wide += [path] if page.evaluate(WIDER_THAN_THE_SCREEN) else []
    assert wide == []
