"""The page itself: its policy, its files, nothing inline."""

import re
from pathlib import Path

from flask.testing import FlaskClient

from simulator.phone import phone
from tests.phone.world import Desk, create_fake


def client() -> FlaskClient:
    return create_fake(Desk()).test_client()


def test_the_page_forbids_inline_code_and_other_frames() -> None:
    policy = client().get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_nothing_is_inline() -> None:
    html = client().get("/").get_data(as_text=True)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script[^>]*>[^<]", html)


def test_every_file_the_page_names_is_there() -> None:
    browser = client()
    html = browser.get("/").get_data(as_text=True)
    files = re.findall(r'"(/phone/static/[^"]+)"', html)
    assert len(files) == 5
    for name in files:
        with browser.get(name) as answer:
            assert answer.status_code == 200


def test_every_icon_used_is_drawn() -> None:
    html = client().get("/").get_data(as_text=True)
    assert set(re.findall(r'href="#(i-[a-z]+)"', html)) <= set(re.findall(r'symbol id="(i-[a-z]+)"', html))


def test_no_script_writes_markup() -> None:
    for script in Path(phone.static_folder or "").glob("*.js"):
        assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\b", script.read_text("utf-8"))


def test_the_account_is_named_by_the_application() -> None:
    app = create_fake(Desk())
    app.config["ACCOUNT_NAME"] = "某某<公积金>"
    assert "某某&lt;公积金&gt;" in app.test_client().get("/").get_data(as_text=True)
