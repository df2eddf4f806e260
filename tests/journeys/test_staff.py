"""What staff decide, from the menu of the simulated phone over the desk to the notice, on both kinds of core."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis

from app.domain.policy import YUNCHENG
from app.domain.staff import Role
from app.fund_core.embedded.demo import account_number
from tests.applications.world import LEFT, RETIRED
from tests.journeys.browser import Browser
from tests.journeys.test_applications import BOTH_CORES, FOLLOWED, MENU, UNDO_SECONDS, Scene, a_scene, scene
from tests.journeys.test_notices import cards, soon
from tests.staff.world import ENDED, Clerk, entered

__all__ = ["scene"]
REASON = "请到社保窗口确认后再申请"
RETIREMENT = "/withdrawals/retirement"  # 132,724.13 yuan, above the limit from which a second person decides


def applied(scene: Scene, browser: Browser) -> str:
    """From the menu to the desk; return the number."""
    assert "可以办理" in browser.open_in_wechat(MENU + ENDED)
    browser.open(f"{ENDED}/go")
    browser.submit(f"{ENDED}/fill/elsewhere", elsewhere="no")
    browser.open(f"{ENDED}/check")
    browser.submit(f"{ENDED}/code")
    assert "申请已提交" in browser.submit(f"{ENDED}/check", code=browser.code(), agree="y")
    reference = browser.page.url.split("/")[-2]
    scene.clock.advance(UNDO_SECONDS)
    soon(lambda: browser.open(f"/applications/{reference}"), "审核中")
    return reference


def clerk_of(scene: Scene) -> Clerk:
    return entered(scene.phone.app, scene.clock, "1001", Role.ACCEPT)


def test_what_a_clerk_approves_is_paid_and_told(scene: Scene) -> None:
    browser = scene.bound(LEFT)
    reference, clerk = applied(scene, browser), clerk_of(scene)
    assert reference in clerk.open("/staff/queue")
    clerk.open(f"/staff/applications/{reference}")
    clerk.decide(reference, "approve")
    soon(lambda: browser.open(f"/applications/{reference}"), "已受理")
    scene.settle()
    scene.clock.advance(FOLLOWED)
    page = soon(lambda: browser.open(f"/applications/{reference}"), "已办结")
    assert re.search(r"实际金额.*?39,\d{3}\.\d\d", page, re.DOTALL)
    assert soon(lambda: " ".join(cards(scene.phone, browser.follower)), "办结通知").count("办结通知") == 1


def test_what_a_clerk_refuses_is_told_with_the_reason(scene: Scene) -> None:
    browser = scene.bound(LEFT)
    reference, clerk = applied(scene, browser), clerk_of(scene)
    clerk.open(f"/staff/applications/{reference}")
    clerk.decide(reference, "refuse", REASON)
    assert REASON in soon(lambda: browser.open(f"/applications/{reference}"), "未通过")
    assert REASON in soon(lambda: browser.open("/messages"), "终止劳动关系提取")
    assert "开始办理" in browser.open(ENDED)


@dataclass
class Large:
    """An application above the limit, which the first of the staff has approved."""

    scene: Scene
    browser: Browser
    reference: str
    first: Clerk

    def clerk(self, number: str, name: str) -> Clerk:
        """Let somebody of the second desk in, as far as the application."""
        clerk = entered(self.scene.phone.app, self.scene.clock, number, Role.REVIEW, name=name)
        clerk.open(f"/staff/applications/{self.reference}")
        return clerk

    def reads(self, words: str) -> str:
        """Let the person look until it says so."""
        return soon(lambda: self.browser.open(f"/applications/{self.reference}"), words)

    def carried_out(self) -> int:
        """How often the core has carried it out."""
        core = self.scene.phone.app.extensions["container"].core
        return len(core.withdrawals_of(account_number(1, RETIRED)))


@pytest.fixture(params=BOTH_CORES)
def large(request: pytest.FixtureRequest, tmp_path: Path, redis_url: str, redis_client: redis.Redis) -> Iterator[Large]:
    """A centre whose staff decide on 退休提取 too; whoever does the first step there may do the second for others."""
    rules = tmp_path / "centre.toml"
    text = YUNCHENG.read_text("utf-8")
    rules.write_text(
        text.replace('value = ["employment_ended"]', 'value = ["employment_ended", "retirement"]'), "utf-8"
    )
    with a_scene(request.param, tmp_path, redis_url, str(rules)) as scene:
        browser = scene.bound(RETIRED)
        assert "可以办理" in browser.open_in_wechat(MENU + RETIREMENT)
        browser.open(f"{RETIREMENT}/check")
        browser.submit(f"{RETIREMENT}/code")
        assert "申请已提交" in browser.submit(f"{RETIREMENT}/check", code=browser.code(), agree="y")
        reference = browser.page.url.split("/")[-2]
        scene.clock.advance(UNDO_SECONDS)
        soon(lambda: browser.open(f"/applications/{reference}"), "审核中")
        first = entered(scene.phone.app, scene.clock, "1001", Role.ACCEPT, Role.REVIEW)
        first.open(f"/staff/applications/{reference}")
        first.decide(reference, "approve")
        yield Large(scene, browser, reference, first)


def test_above_the_limit_a_second_person_confirms_and_it_is_carried_out_once(large: Large) -> None:
    queue = large.first.open("/staff/queue")
    assert "待复核" in queue
    assert large.reference in queue
    assert "初审是您做的，复核要由另一位同事来做" in large.first.open(f"/staff/applications/{large.reference}")
    large.first.decide(large.reference, "approve")
    assert large.first.page.status_code == 409
    large.reads("审核中")
    assert large.carried_out() == 0
    second, third = large.clerk("1002", "王建国"), large.clerk("1003", "赵静")
    second.decide(large.reference, "approve")
    late = third.decide(large.reference, "approve")
    assert third.page.status_code == 409
    assert re.search(r"王建国（1002） 已在 11-24 \d\d:\d\d 处理了这个办件", late)
    large.reads("已受理")
    large.scene.settle()
    large.scene.clock.advance(FOLLOWED)
    assert "132,724.13" in large.reads("已办结")
    assert large.carried_out() == 1
    told = soon(lambda: " ".join(cards(large.scene.phone, large.browser.follower)), "办结通知")
    assert told.count("办结通知") == 1


def test_the_second_person_refuses_and_the_person_reads_why(large: Large) -> None:
    second = large.clerk("1002", "王建国")
    assert "请写明原因" in second.decide(large.reference, "refuse")
    second.decide(large.reference, "refuse", REASON)
    assert REASON in large.reads("未通过")
    assert REASON in soon(lambda: large.browser.open("/messages"), "退休提取")
    assert large.carried_out() == 0
    assert "可以办理" in large.browser.open(RETIREMENT)


def test_the_second_person_gives_back_and_both_desks_decide_anew(large: Large) -> None:
    second = large.clerk("1002", "王建国")
    second.decide(large.reference, "send_back", "请核对退休证上的姓名")
    assert "请核对退休证上的姓名" in large.first.open(f"/staff/applications/{large.reference}")
    large.first.decide(large.reference, "ask", "请带退休证到窗口核对")
    assert "请带退休证到窗口核对" in large.reads("中心请您补充")
    large.browser.open(f"/applications/{large.reference}/reply")
    large.browser.submit(f"/applications/{large.reference}/reply", words="已经到盐湖窗口核对过")
    assert "已经到盐湖窗口核对过" in large.first.open(f"/staff/applications/{large.reference}")
    large.first.decide(large.reference, "approve")
    large.reads("审核中")
    assert large.carried_out() == 0
    second.open(f"/staff/applications/{large.reference}")
    second.decide(large.reference, "approve")
    large.reads("已受理")
    assert large.carried_out() == 1
