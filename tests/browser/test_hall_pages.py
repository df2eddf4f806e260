"""Every page of the hall, on a phone and on a desk, in standard, care (长辈版) and dark: nothing in the way."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looks import LOOKS, Look, Visitor, bound_visitor, opened
from tests.stage import Stage

AXE = Path(__file__).parent.joinpath("axe", "axe.min.js").read_text(encoding="utf-8")
RUN = "axe.run(document, {resultTypes: ['violations']})"
SMALLEST = 320
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def visitors(running: Stage) -> tuple[Visitor, Visitor]:
    """Somebody who is logged out and somebody who is bound."""
    return Visitor(running), bound_visitor(running)


def barriers(page: Page) -> list[str]:
    """Return what axe-core finds on the page, a line for each element."""
    page.evaluate(AXE)  # not a script tag: the hall's content policy forbids foreign scripts
    found: list[dict[str, Any]] = page.evaluate(RUN)["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("who", [0, 1], ids=["out", "in"])
def test_no_page_has_a_barrier(browser: Browser, visitors: tuple[Visitor, Visitor], who: int, look: Look) -> None:
    visitor, found = visitors[who], []
    with opened(browser, visitor, look) as page:
        for path in visitor.pages:
            page.goto(visitor.stage.hall + path)
            assert page.url == visitor.stage.hall + path
            found += [f"{path} {barrier}" for barrier in barriers(page)]
    assert found == []


@pytest.mark.parametrize("size", ["standard", "care", "xl"])
@pytest.mark.parametrize("who", [0, 1], ids=["out", "in"])
def test_no_page_scrolls_sideways(browser: Browser, visitors: tuple[Visitor, Visitor], who: int, size: str) -> None:
    visitor, wide = visitors[who], []
    with opened(browser, visitor, Look(SMALLEST, size)) as page:
        for path in visitor.pages:
            page.goto(visitor.stage.hall + path)
            wide += [path] if page.evaluate(WIDER_THAN_THE_SCREEN) else []
    assert wide == []
