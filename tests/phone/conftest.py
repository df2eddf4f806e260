"""A browser and a phone to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.phone.world import Desk, create_fake


@dataclass(frozen=True)
class Phone:
    """The page under test, the desk behind it, and what went wrong in the browser's console."""

    page: Page
    desk: Desk
    address: str
    complaints: list[str]


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    server = make_server("127.0.0.1", 0, create_fake(desk), threaded=True)
    desk.port = server.server_port
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield desk
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def phone(browser: Browser, desk: Desk) -> Iterator[Phone]:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="zh-CN", reduced_motion="reduce")
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    address = f"http://127.0.0.1:{desk.port}/"
    page.goto(address)
    expect(page.locator("#link-text")).to_have_text("已连接")
    yield Phone(page, desk, address, complaints)
    page.close()
