"""What staff decide, from the menu of the simulated phone over the desk to the notice, on both kinds of core."""

import re

from app.domain.staff import Role
from tests.applications.world import LEFT
from tests.journeys.browser import Browser
from tests.journeys.test_applications import FOLLOWED, MENU, UNDO_SECONDS, Scene, scene
from tests.journeys.test_notices import cards, soon
from tests.staff.world import ENDED, Clerk, entered

__all__ = ["scene"]
REASON = "请到社保窗口确认后再申请"


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
