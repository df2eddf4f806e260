"""Every page that the navigation leads to and every service's start page, from the tables: a new one is looked at."""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import redis
from playwright.sync_api import Browser, Page

from app.domain.clock import FixedClock
from app.fund_core.embedded import seed
from app.handlers.hall.applications.pages import PAGES
from app.handlers.hall.navigation import SECTIONS, TABS
from tests.applications.world import MORNING, PAYING
from tests.browser.looks import HEIGHT, Look, Visitor, opened
from tests.browser.test_applications import Morning
from tests.browser.test_hall_pages import SMALLEST, WIDER_THAN_THE_SCREEN, barriers
from tests.stage import stage

PATHS = sorted({
    *(entry.path for section in SECTIONS for entry in section.entries),
    *(entry.path for entry in TABS),
    *(page.path for page in PAGES),
    "/withdrawals",
})  # fmt: skip
LOOKS = (Look(390), Look(390, "care"), Look(390, "standard", "dark"), Look(1280))
FINGER, POINTER = 48, 24  # CSS pixels, the least height of what is tapped or clicked; links within sentences aside
DESK = 1024
SMALL_TARGETS = """
least => [...document.querySelectorAll('a[href], button, summary, select, input:not([type=hidden])')].filter(one => {
  if (one.matches('.gj-skip, .gj-sr')) return false
  const tapped = one.closest('label') || one
  const inline = getComputedStyle(one).display === 'inline' && one.matches('p a, small a, dd a, li a')
  const box = tapped.getBoundingClientRect()
  return !inline && box.height > 1 && box.height < least - 0.5
}).map(one => `${one.className} ${one.getBoundingClientRect().height} ${one.textContent.trim()}`)
"""
UNLABELLED = """
() => [...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea')]
  .filter(one => !one.labels.length && !one.getAttribute('aria-label')).map(one => one.name)
"""
WHOLE_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


@pytest.fixture(scope="module")
def visitor(redis_url: str) -> Iterator[Visitor]:
    """Somebody with an account and a loan, at ten in the morning of the demo day."""
    clock = FixedClock(MORNING)
    with TemporaryDirectory() as folder, redis.Redis.from_url(redis_url) as client:
        client.flushall()
        with stage(f"sqlite:///{Path(folder) / 'hall.sqlite'}", redis_url, clock=clock) as world:
            yield Morning(world, clock).visitor(PAYING)


def faults(page: Page, path: str, least: int) -> list[str]:
    """What is wrong with the page that is open."""
    found = [*barriers(page), *(f"small: {one}" for one in page.evaluate(SMALL_TARGETS, least))]
    found += [f"no label: {name}" for name in page.evaluate(UNLABELLED)]
    headings: list[Any] = page.locator("h1").all_inner_texts()
    found += [] if len(headings) == 1 and headings[0].strip() else [f"h1: {headings}"]
    found += [] if "运城" in page.title() else [f"title: {page.title()}"]
    human = seed.demo_people()[PAYING]
    text = page.content()
    found += [f"tells {name}" for name, secret in (("ID", human.id_number), ("phone", human.phone)) if secret in text]
    found += ["an ID number"] if WHOLE_NUMBER.search(page.locator("main").inner_text()) else []
    page.set_viewport_size({"width": SMALLEST, "height": HEIGHT})
    found += ["scrolls sideways"] if page.evaluate(WIDER_THAN_THE_SCREEN) else []
    return [f"{path} {fault}" for fault in found]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_page_is_fit_to_be_seen(browser: Browser, visitor: Visitor, look: Look) -> None:
    found = []
    with opened(browser, visitor, look) as page:
        for path in PATHS:
            page.set_viewport_size({"width": look.width, "height": HEIGHT})
            answer = page.goto(visitor.stage.hall + path)
            assert answer, path
            assert answer.status in {200, 409}, path  # 409: a paper that cannot be issued says why
            assert "/login" not in page.url, path
            found += faults(page, path, POINTER if look.width >= DESK else FINGER)
    assert "\n".join(found) == ""
