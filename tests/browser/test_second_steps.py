"""The pages behind the first: second steps of forms, forms with errors, and what goes wrong. No barrier on any."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from app.fund_core.embedded import seed
from app.kv.replies import text_of
from simulator.ports import free_port
from tests.browser.looks import Look, Visitor, opened
from tests.browser.test_hall_pages import SMALLEST, WIDER_THAN_THE_SCREEN, barriers
from tests.journeys.browser import Browser
from tests.stage import APP_ID, Stage, hall_app, hall_settings, served

PERSON, OTHER = seed.demo_people()[1:3]
LOOKS = (Look(390, "xl"), Look(390, "care", "dark"), Look(1280, "standard", "dark"))


def visitor(stage: Stage, *steps: Callable[[Browser], object]) -> Visitor:
    """Go some steps and stop there."""
    browser = Browser(stage, "")
    for step in steps:
        step(browser)
    return Visitor(stage, dict(browser.session.cookies.items()))


def captcha(stage: Stage) -> dict[str, str]:
    """Return the fields of a captcha answered right."""
    token = stage.app.extensions["container"].captchas.new()
    answer = stage.app.config["SESSION_REDIS"].get(f"hall:{APP_ID}:captcha:{token}")
    return {"captcha_id": token, "captcha": text_of(answer) or ""}


@pytest.fixture(scope="module")
def midway(running: Stage) -> dict[str, Visitor]:
    """Those who stopped at each second step, by its address."""
    who = {"name": PERSON.name, "id_number": PERSON.id_number}
    number = {"id_number": PERSON.id_number}
    forgotten = {**number, **captcha(running)}
    return {
        "/register/password": visitor(
            running, lambda b: b.open("/register"), lambda b: b.submit("/register", **who, agree="y")
        ),
        "/login/code/enter": visitor(
            running, lambda b: b.open("/login/code"), lambda b: b.submit("/login/code", **number)
        ),
        "/login/wechat": visitor(
            running, lambda b: b.open("/login/code"), lambda b: b.submit("/login/code", id_number=OTHER.id_number)
        ),
        "/forgot/password": visitor(
            running, lambda b: b.open("/login/code"), lambda b: b.submit("/forgot", **forgotten)
        ),
        "/nothing-here": visitor(running),
    }


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_no_second_step_has_a_barrier(browser: Chromium, midway: dict[str, Visitor], look: Look) -> None:
    found: list[str] = []
    for path, one in midway.items():
        with opened(browser, one, look) as page:
            page.goto(one.stage.hall + path)
            assert page.url == one.stage.hall + path
            found += [f"{path} {barrier}" for barrier in barriers(page)]
    assert found == []


@pytest.mark.parametrize("size", ["standard", "xl"])
def test_no_second_step_scrolls_sideways(browser: Chromium, midway: dict[str, Visitor], size: str) -> None:
    wide: list[str] = []
    for path, one in midway.items():
        with opened(browser, one, Look(SMALLEST, size)) as page:
            page.goto(one.stage.hall + path)
            wide += [path] if page.evaluate(WIDER_THAN_THE_SCREEN) else []
    assert wide == []


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_forms_with_errors_have_no_barrier_and_lead_to_the_field(browser: Chromium, running: Stage, look: Look) -> None:
    found: list[str] = []
    with opened(browser, Visitor(running), look) as page:
        for path in ("/login", "/register", "/forgot", "/login/code"):
            page.goto(running.hall + path)
            page.locator("main form .weui-btn_primary").first.click()
            expect(page.locator(".gj-errsum")).to_be_focused()
            assert page.title().startswith("错误：")
            found += [f"{path} {barrier}" for barrier in barriers(page)]
            page.locator(".gj-errsum a").first.press("Enter")
            expect(page.locator("[aria-invalid=true]").first).to_be_focused()
    assert found == []


@pytest.fixture
def broken(running: Stage, redis_url: str, tmp_path: Path) -> Iterator[str]:
    """A hall whose core does not answer."""
    address = f"http://127.0.0.1:{free_port()}"
    settings = hall_settings(address, running.world, f"sqlite:///{tmp_path / 'hall.sqlite'}", redis_url)
    silent = f"http://127.0.0.1:{free_port()}"
    settings = replace(settings, core_url=silent, core_secret="a-core-secret-of-forty-characters-01234567")
    with hall_app(settings, seeded=False) as app, served(app, int(address.rpartition(":")[2])):
        yield address


def test_a_silent_core_is_a_page_without_barriers(browser: Chromium, running: Stage, broken: str) -> None:
    found: list[str] = []
    for look in LOOKS:
        with opened(browser, Visitor(running), look) as page:
            _register(page, broken)
            expect(page.get_by_role("heading", level=1)).to_have_text("暂时查不到")
            found += barriers(page)
    assert found == []


def _register(page: Page, address: str) -> None:
    page.goto(f"{address}/register")
    page.locator("[name=name]").fill(PERSON.name)
    page.locator("[name=id_number]").fill(PERSON.id_number)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="下一步").click()
