"""A unit's 缓缴 from its application over the desk to the months that are not due, on both kinds of core."""

from datetime import timedelta

from app.domain.clock import beijing_date
from app.domain.staff import Role
from app.fund_core import FundCore
from tests.applications.world import PAYING
from tests.journeys.browser import Browser
from tests.journeys.offices import agent_in, let_go, task_of, until, with_checker
from tests.journeys.test_applications import Scene, scene
from tests.journeys.test_notices import soon
from tests.staff.world import Clerk, entered
from tests.units.deferring import PAGE, WHY, picture, typed, unit_of

__all__ = ["scene"]
REASON = "决议没有盖章，请补盖工会公章后重新申请"


def core_of(scene: Scene) -> FundCore:
    found: FundCore = scene.phone.app.extensions["container"].core
    return found


def prepared(scene: Scene, agent: Browser) -> str:
    """Fill the form in with the picture of a resolution; return the task's path."""
    agent.open(PAGE)
    values = typed(core_of(scene), beijing_date(scene.clock.now()))
    assert WHY in agent.upload(PAGE, picture(), "paper", "resolution.jpg", **values)
    return task_of(agent)


def at_the_desk(scene: Scene, number: str, role: Role, name: str) -> Clerk:
    return entered(scene.phone.app, scene.clock, number, role, name=name)


def decided(clerk: Clerk, task: str, act: str, words: str = "") -> str:
    path = f"/staff/deferrals/{task.rpartition('/')[2]}"
    clerk.open(path)
    return clerk.send(f"{path}/decide", act=act, words=words)


def texts(agent: Browser) -> str:
    """Every short message so far."""
    return "\n".join(sms["text"] for sms in agent.stage.state(agent.follower)["sms"])


def test_a_unit_in_difficulty_defers_and_pays_again_before_the_end(scene: Scene) -> None:
    person = scene.bound(PAYING)
    before = person.open("/account")
    agent = agent_in(scene.phone)
    task = prepared(scene, agent)
    assert "待中心审核" in let_go(agent, task)
    decided(at_the_desk(scene, "1001", Role.ACCEPT, "周敏"), task, "approve")
    assert "待中心审核" in agent.open(task)
    decided(at_the_desk(scene, "1002", Role.REVIEW, "王建国"), task, "approve")
    assert "HH" in until(agent, task, "已办结")
    soon(lambda: texts(agent), "缓缴申请已同意，2026-12 至 2027-05")
    assert "缓缴，2026年12月至2027年05月" in agent.open("/unit")
    assert "缓缴至 2027年05月" in agent.open("/unit/remit")
    assert [line for line in before.splitlines() if "正常" in line] == [
        line for line in person.open("/account").splitlines() if "正常" in line
    ]
    agent.open("/unit/remit?month=2026-12")
    agent.submit("/unit/remit")
    month = task_of(agent)
    let_go(agent, month)
    until(agent, month, "已办结")
    assert unit_of(core_of(scene)).status == "01"
    assert "单位账户状态" not in agent.open("/unit")


def test_after_the_term_the_month_that_follows_is_due(scene: Scene) -> None:
    agent = agent_in(scene.phone)
    checker = with_checker(agent)
    task = prepared(scene, agent)
    assert "待复核" in let_go(agent, task)
    assert "待中心审核" in let_go(checker, task, "release")
    decided(at_the_desk(scene, "1001", Role.ACCEPT, "周敏"), task, "approve")
    decided(at_the_desk(scene, "1002", Role.REVIEW, "王建国"), task, "approve")
    until(agent, task, "已办结")
    scene.clock.advance(timedelta(days=190).total_seconds())
    page = agent.open("/unit/remit")
    assert "2027年06月 核定" in page
    assert "2026年12月" not in page
    assert "单位账户状态" not in agent.open("/unit")


def test_what_two_of_the_staff_refuse_is_read_by_the_unit(scene: Scene) -> None:
    agent = agent_in(scene.phone)
    task = prepared(scene, agent)
    let_go(agent, task)
    decided(at_the_desk(scene, "1001", Role.ACCEPT, "周敏"), task, "refuse", REASON)
    decided(at_the_desk(scene, "1002", Role.REVIEW, "王建国"), task, "approve")
    assert REASON in until(agent, task, "未通过")
    soon(lambda: texts(agent), "缓缴申请没有通过")
    assert REASON not in texts(agent)
    assert unit_of(core_of(scene)).deferrals == ()
    assert 'name="reason"' in agent.open(PAGE)
