"""Each withdrawal that leaves the account open, from the menu of the simulated phone to its notice, on both cores."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import redis

from app.fund_core.embedded import seed
from tests.applications.test_announced import announced_file
from tests.applications.world import PAYING
from tests.journeys.browser import Browser
from tests.journeys.test_applications import BOTH_CORES, FOLLOWED, MENU, UNDO_SECONDS, Scene, a_scene, scene
from tests.journeys.test_notices import cards, soon

__all__ = ["scene"]
CHOICE = re.compile(r'<input[^>]*type="radio"[^>]*value="([^"]+)"')
TENANT = 10  # 卫思远
PAPER = {"paper": "contract", "number": "2026-YC-0018273"}
HOME: dict[str, Any] = {
    "kind": "contract",
    "number": PAPER["number"],
    "unit": "140802001001GB00001F00010001",
    "address": "运城市盐湖区河东东街88号3幢1201",
    "use": "dwelling",
    "area": "112.36",
    "price": "685000.00",
    "on": "2026-09-15",
}
LEASE = HOME | {
    "kind": "lease",
    "number": "运租备20260301",
    "price": "150.00",
    "on": "2026-07-24",
    "until": "2027-07-24",
}
REPAID = [{"on": "2026-10-20", "amount": "2105.40"}, {"on": "2026-11-20", "amount": "2105.40"}]
BANK = {"lender": "中国建设银行", "number": "JH-2022-0008812"}
CENTRE = {"lender": "太原市住房公积金管理中心", "number": "TY20220600123"}
Steps = Mapping[str, Mapping[str, str]]


def put_on_registries(scene: Scene) -> None:
    """Give each of the two people what their services look up."""
    people = seed.demo_people()
    for home, at in ((HOME, PAYING), (LEASE, TENANT)):
        owner = {"name": people[at].name, "id_number": people[at].id_number}
        scene.phone.do("registry", **home, owners=[owner])
    for kind, lent in (("commercial", BANK), ("province", CENTRE)):
        loan = {**lent, "kind": kind, "amount": "380000.00", "state": "repaying", "repaid": REPAID}
        scene.phone.do("loans", **loan, borrowers=[people[PAYING].id_number])


def submitted(browser: Browser, path: str, steps: Steps) -> str:
    """From the menu to the confirmation; return the number."""
    browser.open_in_wechat(MENU + path)
    browser.open(f"{path}/go")
    for step, typed in steps.items():
        browser.submit(f"{path}/{step}", **typed)
    browser.open(f"{path}/check")
    browser.submit(f"{path}/code")
    assert "申请已提交" in browser.submit(f"{path}/check", code=browser.code(), agree="y")
    return browser.page.url.split("/")[-2]


@pytest.mark.parametrize(
    ("number", "path", "steps"),
    [
        (PAYING, "/withdrawals/purchase", {"fill/number": PAPER, "fill/amount": {"amount": "2000"}}),
        (PAYING, "/withdrawals/commercial-loan", {"fill/number": BANK, "fill/amount": {"amount": "2000"}}),
        (PAYING, "/withdrawals/province-loan", {"fill/number": CENTRE, "fill/amount": {"amount": "2000"}}),
        (
            TENANT,
            "/withdrawals/rent",
            {"fill/way": {"way": "once"}, "fill/lease": {"lease": LEASE["number"]}, "fill/amount": {"amount": "800"}},
        ),
    ],
    ids=["purchase", "commercial_loan", "province_loan", "rent"],
)
def test_from_the_menu_to_the_notice(scene: Scene, number: int, path: str, steps: Steps) -> None:
    put_on_registries(scene)
    browser = scene.bound(number)
    reference = submitted(browser, path, steps)
    scene.clock.advance(UNDO_SECONDS)
    soon(lambda: browser.open(f"/applications/{reference}"), "已受理")
    scene.settle()
    scene.clock.advance(FOLLOWED)
    assert "00.00" in soon(lambda: browser.open(f"/applications/{reference}"), "已办结")
    assert soon(lambda: " ".join(cards(scene.phone, browser.follower)), "办结通知").count("办结通知") == 1


def test_a_monthly_order_from_the_menu_to_the_notice(scene: Scene) -> None:
    browser = scene.bound(PAYING)
    path = "/withdrawals/fund-loan"
    browser.open(f"{path}/choose")
    own = CHOICE.findall(browser.page.text)[0]
    reference = submitted(browser, path, {"choose": {"subject": own}, "fill/way": {"way": "monthly"}})
    scene.clock.advance(UNDO_SECONDS)
    soon(lambda: browser.open(f"/applications/{reference}"), "已办结")
    soon(lambda: browser.open("/messages"), "您的申请已办结")


@pytest.fixture(params=BOTH_CORES)
def announced(
    request: pytest.FixtureRequest, tmp_path: Path, redis_url: str, redis_client: redis.Redis
) -> Iterator[Scene]:
    """A centre that has announced 装修 and 物业费."""
    with a_scene(request.param, tmp_path, redis_url, announced_file(tmp_path)) as made:
        yield made


@pytest.mark.parametrize("path", ["/withdrawals/decoration", "/withdrawals/property-fee"])
def test_what_the_centre_has_announced_from_the_menu_to_the_notice(announced: Scene, path: str) -> None:
    put_on_registries(announced)
    browser = announced.bound(PAYING)
    reference = submitted(browser, path, {"fill/number": PAPER, "fill/amount": {"amount": "400"}})
    announced.clock.advance(UNDO_SECONDS)
    soon(lambda: browser.open(f"/applications/{reference}"), "已受理")
    announced.settle()
    announced.clock.advance(FOLLOWED)
    assert "400.00" in soon(lambda: browser.open(f"/applications/{reference}"), "已办结")
    assert soon(lambda: " ".join(cards(announced.phone, browser.follower)), "办结通知").count("办结通知") == 1


def test_the_centre_announces_before_anybody_decorates(scene: Scene) -> None:
    browser = scene.bound(PAYING)
    for path in ("/withdrawals/decoration", "/withdrawals/property-fee"):
        assert "这项业务按中心公告办理" in browser.open_in_wechat(MENU + path)
