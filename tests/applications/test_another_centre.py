"""A centre that is not the first one: its own name stands on every page, and nobody else's."""

from collections.abc import Callable
from pathlib import Path

import pytest
import responses
from flask import Flask

from app.domain.clock import FixedClock
from app.domain.policy import YUNCHENG
from tests.applications.world import PAYING, Person, logged_in

PAGES = ("/", "/login", "/bind", "/privacy", "/verify", "/transfers", "/transfers/apply", "/unit", "/staff/enter")
OURS, THEIRS = "运城", "示范市住房公积金管理中心"


@pytest.fixture
def person(build: Callable[..., Flask], tmp_path: Path, clock: FixedClock, wire: responses.RequestsMock) -> Person:
    """Somebody at a centre whose file names another centre, without an English name."""
    text = YUNCHENG.read_text("utf-8").replace("运城市住房公积金管理中心", THEIRS)
    text = text.replace('"Yuncheng Housing Provident Fund Management Center"', '""')
    (tmp_path / "centre.toml").write_text(text, "utf-8")
    return logged_in(build(centre_file=str(tmp_path / "centre.toml")), clock, wire, PAYING)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_its_own_centre(person: Person, path: str) -> None:
    page = person.open(path)
    assert person.page.status_code == 200
    assert THEIRS in page
    frame = page.partition("<main")[0]
    assert OURS not in frame
    assert "Yuncheng" not in page
