"""个人信息变更 by a unit, from the employer's form over the employee's objection to the desk, on both kinds of core."""

import re

from app.domain.staff import Role
from app.fund_core import PersonDetails
from app.fund_core.embedded import seed
from tests.applications.world import PAYING
from tests.journeys.offices import agent_in, let_go, task_of, until
from tests.journeys.test_applications import Scene, scene
from tests.journeys.test_notices import cards, soon
from tests.staff.objecting import AFTER, REASON
from tests.staff.world import entered

__all__ = ["scene"]  # the fixture
ROOM, WORDS = "/staff/objections", "已向单位核实，按本人的毕业证书登记"


def held(scene: Scene) -> PersonDetails:
    found = scene.phone.app.extensions["container"].core.find_person(seed.demo_people()[PAYING].id_number)
    details: PersonDetails = found.details
    return details


def changed(scene: Scene) -> str:
    """Let the unit change its first employee; return the number of its task."""
    agent = agent_in(scene.phone)
    page = re.findall(r"/unit/employees/[0-9]+/details", agent.open("/unit/employees"))[0]
    agent.open(page)
    agent.submit(page, **AFTER)
    task = task_of(agent)
    let_go(agent, task)
    until(agent, task, "已办结")
    return task.rpartition("/")[2]


def test_what_a_person_objects_to_is_restored(scene: Scene) -> None:
    browser, before = scene.bound(PAYING), held(scene)
    number = changed(scene)
    assert held(scene).job_title == AFTER["job_title"] != before.job_title
    soon(lambda: " ".join(cards(scene.phone, browser.follower)), "账户安全提醒")
    soon(lambda: browser.open("/messages"), "单位变更了您的个人信息")
    page = f"/mine/by-unit/{number}"
    assert AFTER["job_title"] in browser.open(page)
    assert "等中心处理" in browser.submit(f"{page}/object", reason=REASON)
    clerk = entered(scene.phone.app, scene.clock, "1001", Role.ACCEPT)
    clerk.open(f"{ROOM}/1")
    clerk.send(f"{ROOM}/1/decide", verdict="restore", words=WORDS)
    assert WORDS in soon(lambda: browser.open(page), "已恢复原来的内容")
    assert held(scene) == before
    soon(lambda: " ".join(cards(scene.phone, browser.follower)), "办件进度通知")
    soon(lambda: browser.open("/messages"), "您的异议已处理")
