"""The room 菜单: what WeChat shows beside what is defined, publishing it, and what is said when WeChat refuses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from app.domain.clock import FixedClock
from app.domain.staff import Role
from app.extensions import db
from app.handlers.platform_words import REFUSED
from app.store.audit import AuditRow
from app.wechat.errors import Outcome
from tests.applications.world import MORNING
from tests.staff.world import Clerk, entered
from tests.stage import Stage, stage

ROOM = "/staff/menu"


@pytest.fixture
def running(tmp_path: Path, redis_url: str, redis_client: redis.Redis) -> Iterator[Stage]:
    clock = FixedClock(MORNING)
    with stage(f"sqlite:///{tmp_path / 'hall.sqlite'}", redis_url, works=False, clock=clock) as world:
        yield world


@pytest.fixture
def manager(running: Stage) -> Clerk:
    return clerk(running, Role.MANAGE)


def clerk(running: Stage, role: Role) -> Clerk:
    return entered(running.app, running.app.extensions["container"].clock, "1003", role, name="赵静")


def entries(running: Stage) -> list[AuditRow]:
    with running.app.app_context():
        return list(db.session.query(AuditRow).filter_by(event="menu_published"))


def test_what_is_not_published_is_marked_line_by_line_and_gone_once_it_is(running: Stage, manager: Clerk) -> None:
    page = manager.open(ROOM)
    assert "不一致" in page
    assert page.count("还没有发布") > 20
    assert "菜单已发布" in manager.send(ROOM)
    page = manager.open(ROOM)
    assert "和定义一致" in page
    assert "还没有发布" not in page
    (entry,) = entries(running)
    assert entry.facts == '{"result":"published","staff":"1"}'


def test_what_is_published_and_defined_no_more_is_marked(running: Stage, manager: Clerk) -> None:
    manager.open(ROOM)
    manager.send(ROOM)
    running.app.extensions["container"].platform.create_menu(
        {"button": [{"type": "view", "name": "旧网站", "url": "http://old.example/"}]}
    )
    page = manager.open(ROOM)
    assert page.count("定义里已没有") == 1
    assert "http://old.example/" in page
    assert "一致" in page.partition('id="bound"')[2]
    assert "还没有发布" not in page.partition('id="bound"')[2]


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [("minus1", Outcome.RETRY), ("45009", Outcome.QUOTA), ("40018", Outcome.MENU), ("cut", Outcome.UNREACHABLE)],
)
def test_what_wechat_refuses_is_said_plainly_and_kept(
    running: Stage, manager: Clerk, kind: str, outcome: Outcome
) -> None:
    manager.open(ROOM)
    running.do("faults", path="/cgi-bin/menu/create", kind=kind, times=1)
    page = manager.send(ROOM)
    assert (manager.page.status_code, REFUSED[outcome] in page) == (502, True)
    (entry,) = entries(running)
    assert '"result":"failed"' in entry.facts


def test_a_silent_platform_leaves_a_page_that_says_so(running: Stage, manager: Clerk) -> None:
    running.do("faults", path="/cgi-bin/menu/get", kind="cut", times=1)
    assert REFUSED[Outcome.UNREACHABLE] in manager.open(ROOM)
    assert "发布菜单" not in manager.page.text


@pytest.mark.parametrize("role", [Role.ACCEPT, Role.REVIEW, Role.AUDIT])
def test_nobody_else_publishes(running: Stage, role: Role) -> None:
    one = clerk(running, role)
    one.open("/staff")
    one.send(ROOM)
    assert one.page.status_code == 403
    assert entries(running) == []


def test_every_answer_of_the_platform_has_a_sentence() -> None:
    assert set(REFUSED) == set(Outcome)


def test_the_command_leaves_an_entry_too(running: Stage) -> None:
    assert running.app.test_cli_runner().invoke(args=["menu", "push"]).exit_code == 0
    (entry,) = entries(running)
    assert entry.facts == '{"by":"command","result":"published"}'
