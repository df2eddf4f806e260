"""A unit on both databases and on both kinds of core: it opens itself; its people are enrolled, let go and there."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import redis

from app.domain.clock import FixedClock
from app.fund_core.embedded.seed_units import demo_registrations
from tests.applications.core_line import SECRET, core_line
from tests.applications.world import MORNING
from tests.journeys.browser import Browser
from tests.journeys.offices import agent_in, let_go, registration_in, task_of, until, with_checker
from tests.stage import Stage, hall_app, hall_settings, stage
from tests.units.test_opening import TYPED
from tests.units.test_staff import book, id_number, name_of

FORM = "/unit/opening/form"
NUMBER = re.compile(r'<dd class="gj-num">(\d+)</dd>')


@pytest.fixture(params=["embedded", "distant"])
def office(
    request: pytest.FixtureRequest, database_url: str, tmp_path: Path, redis_url: str, redis_client: redis.Redis
) -> Iterator[Stage]:
    """A hall on one of the databases, whose core is its own or at the end of a line."""
    clock, there = FixedClock(MORNING), ("", "")
    with ExitStack() as stack:
        if request.param == "distant":
            core = f"sqlite:///{tmp_path / 'core.sqlite'}"
            with hall_app(hall_settings("http://localhost", "http://127.0.0.1:9", core, redis_url)):
                pass
            there = (stack.enter_context(core_line(core, clock))[0], SECRET)
        yield stack.enter_context(stage(database_url, redis_url, clock=clock, core=there))


def opened(office: Stage, code: str) -> str:
    """Open a registered unit; return its number."""
    browser = registration_in(office, code)
    browser.submit("/unit/opening/code", **TYPED)
    done = browser.submit(FORM, code=browser.code(), **TYPED)
    assert "单位账户已开好" in done
    again = browser.submit(FORM, code="000000", **TYPED)
    assert NUMBER.findall(again) == NUMBER.findall(done)
    return str(NUMBER.findall(done)[0])


def test_a_unit_opens_itself_and_gets_one_number(office: Stage) -> None:
    code, name = demo_registrations()[0]
    number = opened(office, code)
    page = registration_in(office, code).page.text
    assert number in page
    assert name in page


def test_a_person_is_enrolled_let_go_by_another_and_there(office: Stage) -> None:
    agent = agent_in(office)
    checker = with_checker(agent)
    agent.open("/unit/enrol")
    agent.submit("/unit/enrol", name=name_of(1), id_number=id_number(1), phone="13800000001", base="5000")
    task = task_of(agent)
    assert "待复核" in let_go(agent, task)
    assert name_of(1) not in agent.open(f"/unit/employees?name={name_of(1)}").partition("<table")[2]
    let_go(checker, task, "release")
    assert "业务流水号" in until(agent, task, "已办结")
    assert "5,000.00" in agent.open(f"/unit/employees?name={name_of(1)}")


def test_a_file_with_faults_names_them_and_nothing_is_done(office: Stage) -> None:
    agent = agent_in(office)
    page = faulty(agent)
    assert "第 3 行</th><td>手机号码" in page
    assert "第 4 行</th><td>缴存基数" in page
    assert "还没有办件" not in agent.open("/unit/tasks")
    assert "没有找到这个姓名" in agent.open(f"/unit/employees?name={name_of(1)}")


def faulty(agent: Browser) -> str:
    rows = [
        (name_of(1), id_number(1), "13800000001", 5000),
        (name_of(2), id_number(2), "138", 5000),
        (name_of(3), id_number(3), "13800000003", "五千"),
    ]
    agent.open("/unit/files/enrol")
    agent.upload("/unit/files/enrol", book(rows))
    return until(agent, task_of(agent), "重新上传")
