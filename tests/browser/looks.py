"""The ways the hall is looked at, and a browser that has them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from tests.journeys.test_main_job import bound
from tests.stage import Stage

OUT = ("/", "/login", "/login/code", "/register", "/forgot", "/display", "/privacy", "/help")
IN = ("/", "/account", "/mine", "/messages", "/messages/1", "/notifications", "/bind", "/security", "/display")
HEIGHT = 844


@dataclass(frozen=True)
class Look:
    """A width in CSS pixels, the size of type (长辈版 is `care`) and the colours."""

    width: int
    size: str = "standard"
    theme: str = "light"

    def __str__(self) -> str:
        return f"{self.width}-{self.size}-{self.theme}"


LOOKS = tuple(
    Look(width, size, theme)
    for width in (390, 1280)
    for size, theme in (("standard", "light"), ("care", "light"), ("standard", "dark"), ("care", "dark"))
)


@dataclass(frozen=True)
class Visitor:
    """Somebody who looks: where, and with which cookies."""

    stage: Stage
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def pages(self) -> tuple[str, ...]:
        return IN if self.cookies else OUT


def bound_visitor(stage: Stage) -> Visitor:
    """Register and bind a demo identity; return its visitor."""
    return Visitor(stage, dict(bound(stage).session.cookies.items()))


@contextmanager
def opened(browser: Browser, visitor: Visitor, look: Look) -> Iterator[Page]:
    """Yield a page that looks so, with the visitor's cookies."""
    size = {"width": look.width, "height": HEIGHT}
    context = browser.new_context(viewport=size, color_scheme=look.theme, locale="zh-CN", reduced_motion="reduce")  # type: ignore[arg-type]  # plain dict and str are what it takes
    cookies = {**visitor.cookies, "display_size": look.size}
    context.add_cookies([{"name": name, "value": value, "url": visitor.stage.hall} for name, value in cookies.items()])
    yield context.new_page()
    context.close()
