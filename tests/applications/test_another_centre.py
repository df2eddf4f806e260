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
    text = text.replace("晋（2026）运城市", "皖（2026）示范市").replace("山西省", "安徽省").replace("运城市", "示范市")
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


def test_a_home_is_looked_up_where_this_centre_is(person: Person) -> None:
    page = person.open("/withdrawals/purchase/fill/number")
    assert "与安徽省住房公积金数据平台联网核查" in page
    assert "目前核查范围为示范市区的房产" in page
    assert "例如 皖（2026）示范市不动产权第0012345号" in page
    assert OURS not in page
    assert "山西" not in page
    wrong = person.send("/withdrawals/purchase/fill/number", paper="certificate", number="不对")
    assert "编号不对，应像 皖（2026）示范市" in wrong


def test_the_other_centres_are_those_of_its_province(person: Person) -> None:
    page = person.open("/withdrawals/province-loan/fill/number")
    assert "与安徽省住房公积金数据平台联网核查还款情况" in page
    assert "合肥市住房公积金管理中心" in page
    assert "太原市住房公积金管理中心" not in page
