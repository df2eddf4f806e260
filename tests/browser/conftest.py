"""A real browser before the hall and the simulated world."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import redis
from playwright.sync_api import Browser

from tests.browser.person import Person
from tests.stage import Stage, stage


@pytest.fixture(scope="module")
def running(redis_url: str) -> Iterator[Stage]:
    """One hall and one world for all tests of a file: starting them takes longer than looking at a page."""
    with TemporaryDirectory() as folder, redis.Redis.from_url(redis_url) as client:
        client.flushall()
        with stage(f"sqlite:///{Path(folder) / 'hall.sqlite'}", redis_url) as world:
            yield world


@pytest.fixture(scope="module")
def person(browser: Browser, running: Stage) -> Iterator[Person]:
    """A person with the simulated phone before them who follows nothing yet."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="zh-CN", reduced_motion="reduce")
    page.set_default_timeout(8000)
    yield Person(page, running)
    page.close()
