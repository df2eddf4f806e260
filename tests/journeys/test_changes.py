"""职工信息变更 and 异地转移接续 from the menu of the simulated phone to the notice, on both kinds of core."""

from app.fund_core.embedded import seed
from tests.applications.world import PAYING
from tests.journeys.test_applications import FOLLOWED, MENU, UNDO_SECONDS, Scene, scene
from tests.journeys.test_notices import cards, soon

__all__ = ["scene"]  # a fixture is found by its name here
NEW_PHONE = "13900001234"
DWELL = 31  # seconds after which the demo's other centre takes its next step


def test_a_new_phone_from_the_menu_to_both_phones(scene: Scene) -> None:
    browser, old = scene.bound(PAYING), seed.demo_people()[PAYING].phone
    assert "可以办理" in browser.open_in_wechat(f"{MENU}/details")
    browser.open("/details/go")
    browser.submit("/details/fill/change", change="phone")
    browser.submit("/details/fill/phone", phone=NEW_PHONE)
    browser.submit("/details/fill/new_phone/code")
    browser.submit("/details/fill/new_phone", code=browser.code())
    browser.submit("/details/code")
    assert "申请已提交" in browser.submit("/details/check", code=browser.code(), agree="y")
    reference = browser.page.url.split("/")[-2]
    soon(lambda: browser.open(f"/applications/{reference}"), "已办结")
    soon(lambda: " ".join(cards(scene.phone, browser.follower)), "账户安全提醒")
    soon(lambda: "both" if told(scene, browser.follower) == {old[-4:], NEW_PHONE[-4:]} else "", "both")


def told(scene: Scene, follower: str) -> set[str]:
    """The last digits of the phones that heard of the change."""
    texts = [sms for sms in scene.phone.state(follower)["sms"] if "已变更为 139****1234" in sms["text"]]
    return {str(sms["phone_tail"]) for sms in texts}


def test_a_transfer_from_the_menu_to_the_money(scene: Scene) -> None:
    browser = scene.bound(PAYING)
    assert "可以办理" in browser.open_in_wechat(f"{MENU}/transfers/apply")
    browser.open("/transfers/apply/go")
    browser.submit("/transfers/apply/fill/centre", centre="西安")
    browser.submit("/transfers/apply/fill/old_unit", old_unit="西安示例软件有限公司", old_account="")
    browser.submit("/transfers/apply/code")
    assert "申请已提交" in browser.submit("/transfers/apply/check", code=browser.code(), agree="y")
    reference = browser.page.url.split("/")[-2]
    scene.clock.advance(UNDO_SECONDS)
    soon(lambda: browser.open(f"/applications/{reference}"), "已受理")
    assert "等转出中心接收" in browser.open_in_wechat(f"{MENU}/transfers")
    for _ in range(3):
        scene.clock.advance(DWELL)
        scene.settle()
    assert "转移金额：" in browser.open("/transfers")
    scene.clock.advance(600 + FOLLOWED)
    assert "实际金额" in soon(lambda: browser.open(f"/applications/{reference}"), "已办结")
    soon(lambda: " ".join(cards(scene.phone, browser.follower)), "办结通知")
