"""Services by keyboard alone, and every page of applications before axe-core; at ten in the morning of the demo day."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import redis
import requests
import responses
from playwright.sync_api import Browser, Page, expect

from app.domain.clock import FixedClock
from tests.applications.world import LEFT, MORNING, PAYING, RETIRED, logged_in
from tests.browser.keys import Keys
from tests.browser.looks import Look, Visitor, opened
from tests.browser.test_hall_pages import SMALLEST, WIDER_THAN_THE_SCREEN, barriers
from tests.stage import TIMEOUT, Stage, stage

LOOKS = (Look(390), Look(390, "care"), Look(390, "standard", "dark"), Look(1280), Look(1280, "care", "dark"))
SEND, SUBMIT = "button[form=send-code]:not([name])", "main form button[type=submit]:not([form])"
CODE = re.compile(r"验证码 ?(\d{6})")


@dataclass(frozen=True)
class Morning:
    """A hall whose clock stands still; ``width`` is how wide a screen people look at it on."""

    stage: Stage
    clock: FixedClock
    width: int = 390

    def visitor(self, number: int) -> Visitor:
        """Log one of the demo people in."""
        with responses.RequestsMock() as nobody:
            person = logged_in(self.stage.app, self.clock, nobody, number)
        cookie = person.client.get_cookie("session", domain="127.0.0.1")
        assert cookie
        return Visitor(self.stage, {"session": cookie.value})

    def code(self) -> str:
        """The code of the newest short message."""
        if not (followers := requests.get(f"{self.stage.world}/control/state", timeout=TIMEOUT).json()["followers"]):
            self.stage.do("followers", nickname="看短信的人")
        texts = requests.get(f"{self.stage.world}/control/state", timeout=TIMEOUT).json()["sms"]
        found = CODE.search(texts[-1]["text"])
        assert found, followers
        return found[1]


WIDTHS = (390, 1280)


@contextmanager
def a_morning(redis_url: str, width: int = 390) -> Iterator[Morning]:
    """Yield a hall at ten in the morning of the demo day."""
    clock = FixedClock(MORNING)
    with TemporaryDirectory() as folder, redis.Redis.from_url(redis_url) as client:
        client.flushall()
        with stage(f"sqlite:///{Path(folder) / 'hall.sqlite'}", redis_url, clock=clock) as world:
            yield Morning(world, clock, width)


@pytest.fixture(scope="module")
def morning(redis_url: str) -> Iterator[Morning]:
    with a_morning(redis_url) as made:
        yield made


@pytest.fixture(params=WIDTHS)
def alone(request: pytest.FixtureRequest, redis_url: str) -> Iterator[Morning]:
    """A hall of one's own on each width: the same person may apply again."""
    with a_morning(redis_url, request.param) as made:
        yield made


def submit(page: Page, keys: Keys, morning: Morning) -> str:
    """From the check page to the confirmation, by keyboard; return the number."""
    keys.press(SEND)
    expect(page.locator("main")).to_contain_text("验证码已发送至")
    keys.write("[name=code]", morning.code())
    keys.choose("[name=agree]")
    keys.press(SUBMIT)
    expect(page.get_by_role("heading", level=1)).to_have_text("申请已提交")
    return page.url.split("/")[-2]


def test_retirement_by_keyboard_alone(browser: Browser, alone: Morning) -> None:
    with opened(browser, alone.visitor(RETIRED), Look(alone.width)) as page:
        keys = Keys(page)
        page.goto(f"{alone.stage.hall}/withdrawals")
        keys.press("a[href='/withdrawals/retirement']")
        keys.press("a[href$='/go']")
        keys.press(SEND)
        keys.press(SUBMIT)  # nothing filled in
        expect(page.locator(".gj-errsum")).to_be_focused()
        assert barriers(page) == []
        keys.write("[name=code]", alone.code())
        keys.choose("[name=agree]")
        keys.press(SUBMIT)
        expect(page.get_by_role("heading", level=1)).to_have_text("申请已提交")
        keys.press("a[href$='/take-back']")
        keys.press(SUBMIT)
        expect(page.get_by_role("heading", level=1)).to_contain_text("已撤回")


def test_partial_prepayment_by_keyboard_alone(browser: Browser, alone: Morning) -> None:
    with opened(browser, alone.visitor(PAYING), Look(alone.width)) as page:
        keys = Keys(page)
        page.goto(f"{alone.stage.hall}/loans/prepayment")
        keys.press("a[href$='/go']")
        keys.write("[name=principal]", "100000")
        keys.enter()
        keys.choose("[name=choice]", "ArrowDown")
        keys.enter()
        expect(page.locator("main")).to_contain_text("减少月供")
        submit(page, keys, alone)


@pytest.fixture(scope="module")
def seen(browser: Browser, morning: Morning) -> Mapping[int, tuple[Visitor, tuple[str, ...]]]:
    """Who looks, and at which pages: with a draft, and with an application of each kind."""
    left, retired = morning.visitor(LEFT), morning.visitor(RETIRED)
    with opened(browser, left, Look(390)) as page:
        page.goto(f"{morning.stage.hall}/withdrawals/employment-ended/fill/elsewhere")
        page.check("[value=no]")
        page.click(SUBMIT)
    with opened(browser, retired, Look(390)) as page:
        page.goto(f"{morning.stage.hall}/withdrawals/retirement/check")
        morning.clock.advance(60)
        number = submit(page, Keys(page), morning)
    theirs = tuple(f"/applications/{number}{tail}" for tail in ("", "/done", "/take-back", "/receipt"))
    drawn = "/withdrawals/employment-ended"
    return {
        LEFT: (left, ("/withdrawals", drawn, f"{drawn}/fill/elsewhere", f"{drawn}/check", "/applications")),
        RETIRED: (retired, (*theirs, "/applications", drawn)),
        PAYING: (
            morning.visitor(PAYING),
            ("/withdrawals/retirement", "/loans/payoff", "/loans/prepayment", "/applications?show=open"),
        ),
    }


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_no_page_of_applications_has_a_barrier(
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
def test_no_page_of_applications_scrolls_sideways(
    browser: Browser, seen: Mapping[int, tuple[Visitor, tuple[str, ...]]], size: str
) -> None:
    wide = []
    for visitor, paths in seen.values():
        with opened(browser, visitor, Look(SMALLEST, size)) as page:
            for path in paths:
                page.goto(visitor.stage.hall + path)
                wide += [path] if page.evaluate(WIDER_THAN_THE_SCREEN) else []
    assert wide == []
