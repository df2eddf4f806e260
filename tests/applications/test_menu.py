"""Every page of the menu opens in the whole hall."""

from collections.abc import Callable

from app.handlers.hall.navigation import SECTIONS, TABS
from tests.applications.world import PAYING, Person


def test_every_entry_of_the_menu_opens(enter: Callable[[int], Person]) -> None:
    person = enter(PAYING)
    pages = person.app.url_map.bind("hall")
    entries = {*TABS, *(entry for section in SECTIONS for entry in section.entries)}
    paths = sorted(entry.path for entry in entries if pages.test(entry.path))
    assert "/applications" in paths
    assert [path for path in paths if person.client.get(path, follow_redirects=True).status_code != 200] == []
