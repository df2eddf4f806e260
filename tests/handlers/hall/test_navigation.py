"""What leads on: every entry shown is a page, and every page of the menu has its icon."""

import re

import pytest
from flask import Flask

from app.handlers.hall import navigation
from app.handlers.hall.navigation import SECTIONS, TABS, Entry
from tests.handlers.hall.conftest import ROOT, Hall

ENTRIES = sorted({*TABS, *(entry for section in SECTIONS for entry in section.entries)}, key=lambda entry: entry.path)


@pytest.mark.parametrize("path", ["/", "/mine"])
def test_no_link_leads_to_a_page_that_is_not_there(hall: Hall, path: str) -> None:
    hall.enter()
    links = set(re.findall(r'href="(/[^"?]*)"', hall.browser.get(path).text))
    assert {"/", "/account", "/mine", "/display", "/help"} <= links
    pages = hall.browser.application.url_map.bind("hall")
    assert [link for link in links if not pages.test(link)] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_every_entry_has_an_icon_and_words(entry: Entry) -> None:
    icons = re.findall(r"^  '([a-z-]+)':", (ROOT / "templates/icons.html").read_text(encoding="utf-8"), re.MULTILINE)
    assert entry.icon in icons
    assert entry.words


def test_tabs_stand_on_tab_pages_only(hall: Hall) -> None:
    hall.enter()
    assert [path for path in ("/", "/mine", "/account", "/login") if "gj-tabbar" in hall.browser.get(path).text] == [
        "/",
        "/mine",
    ]


def test_a_page_that_is_not_registered_stays_away() -> None:
    with Flask("empty").test_request_context("/"):
        assert navigation.navigation().tabs == ()
        assert navigation.navigation().sections == ()


def test_a_page_below_an_entry_belongs_to_its_section(hall: Hall) -> None:
    with hall.browser.application.test_request_context("/bind/code"):
        section = navigation.navigation().section
    assert section is not None
    assert section.words == "我的"


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("/loans/140800100001/plan", "/loans/plan"),
        ("/loans/140800100001/repayments", "/loans/repayments"),
        ("/loans/140800100001", "/loans"),
        ("/account/records", "/account/records"),
    ],
)
def test_the_page_of_one_of_several_is_marked_as_its_kind(hall: Hall, path: str, entry: str) -> None:
    with hall.browser.application.test_request_context(path):
        marked = navigation.navigation().entry
    assert marked is not None
    assert marked.path == entry
