"""Rules every page keeps."""

import hashlib
import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from tests.handlers.hall.conftest import ROOT, Hall
from tests.handlers.hall.fakes import ID_NUMBER, PHONE

OPEN = ("/", "/help", "/privacy", "/display", "/login", "/login/code", "/register", "/forgot", "/nothing-here")
PERSONAL = ("/account", "/bind", "/security", "/mine", "/register/done", "/messages", "/messages/2", "/notifications")
WEUI = "d162d07343b00e7e13e24e2ce919a19e90ed3727831c85befd4c0f2313f2b482"


class Page(HTMLParser):
    """What the rules look at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def faults(text: str) -> list[str]:
    page = Page(text)
    ids = Counter(attrs["id"] for _, attrs in page.tags if "id" in attrs)
    labels = {attrs.get("for") for attrs in page.of("label")}
    fields = [f for f in page.of("input") if f.get("type") != "hidden"]
    posts = [form for form in page.of("form") if form.get("method") == "post"]
    tokens = [f for f in page.of("input") if f.get("name") == "csrf_token"]
    found = [f"id twice: {name}" for name, count in ids.items() if count > 1]
    found += [f"no label: {f.get('id')}" for f in fields if f.get("id") not in labels]
    found += [f"{tag} with {name}" for tag, attrs in page.tags for name in attrs if name == "style" or name[:2] == "on"]
    found += ["inline script"] * (sum("src" not in s for s in page.of("script")) + len(page.of("style")))
    found += ["not one h1"] * (len(page.of("h1")) != 1)
    found += ["a form without token"] * (len(posts) != len(tokens))
    found += ["no language"] * (page.of("html")[0].get("lang") != "zh-CN")
    found += ["full number"] * (ID_NUMBER in text or PHONE in text)
    found += ["no title"] * (re.search("<title>[^｜]+｜运城市住房公积金微网厅</title>", text) is None)
    return found


@pytest.mark.parametrize("path", OPEN)
def test_open_pages_keep_the_rules(hall: Hall, path: str) -> None:
    answer = hall.browser.get(path)
    assert answer.status_code == (404 if path == "/nothing-here" else 200)
    assert faults(answer.text) == []


@pytest.mark.parametrize("path", [*PERSONAL, "/"])
def test_personal_pages_keep_the_rules(hall: Hall, path: str) -> None:
    hall.enter()
    answer = hall.browser.get(path)
    assert answer.status_code == 200
    assert faults(answer.text) == []


@pytest.mark.parametrize("path", PERSONAL)
def test_personal_pages_send_strangers_to_log_in(hall: Hall, path: str) -> None:
    assert hall.browser.get(path).location == f"/login?next={path}"


@pytest.mark.parametrize("path", ["/login", "/login/code", "/register", "/forgot"])
def test_an_empty_form_names_each_field(hall: Hall, path: str) -> None:
    answer = hall.send(path)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert "<title>错误：" in answer.text
    linked = re.findall(r'<li><a href="#([a-z_]+)">', answer.text)
    assert linked
    assert all(f'id="{name}-err"' in answer.text for name in linked)


@pytest.mark.parametrize("path", ["/login", "/logout", "/bind", "/unbind", "/security/end", "/display", "/captcha"])
def test_a_post_without_token_is_refused(hall: Hall, path: str) -> None:
    hall.enter()
    answer = hall.browser.post(path)
    assert answer.status_code == 400
    assert "页面已过期" in answer.text


def test_weui_is_the_published_file() -> None:
    file = ROOT / "static/vendor/weui/2.6.26/weui.min.css"
    assert hashlib.sha256(file.read_bytes()).hexdigest() == WEUI
