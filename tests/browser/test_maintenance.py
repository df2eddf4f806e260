"""The page that a proxy shows while the hall is closed: it needs nothing but itself, and looks like the hall."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_hall_pages import WIDER_THAN_THE_SCREEN, barriers

ROOT = Path(__file__).parents[2]
FILE = ROOT / "deploy" / "maintenance.html"
NAMES = {"surface": "surface", "page": "page", "ink": "ink", "ink-2": "ink-2", "line": "line", "brand": "brand"}


def tokens(css: str, prefix: str) -> list[str]:
    """Return the colours of the design, light ones before dark ones."""
    return [value for name in NAMES for value in re.findall(rf"--{prefix}{name}: (#\w+)", css)[:2]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_opens_alone_and_has_no_barrier(browser: Browser, theme: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=theme)  # type: ignore[arg-type]  # a plain str is what it takes
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(FILE.as_uri())
    assert asked == [FILE.as_uri()]
    assert not page.evaluate(WIDER_THAN_THE_SCREEN)
    assert barriers(page) == []
    page.close()


def test_its_colours_are_the_halls() -> None:
    css = (ROOT / "app/static/gjj.css").read_text(encoding="utf-8")
    assert tokens(FILE.read_text(encoding="utf-8"), "") == tokens(css, "gj-")


def test_it_holds_no_script() -> None:
    assert "<script" not in FILE.read_text(encoding="utf-8")
