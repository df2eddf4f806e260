"""Each service from the menu of the simulated phone to the notice that it is done, on both kinds of core."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis

from app.domain.clock import FixedClock
from tests.applications.core_line import SECRET, core_line
from tests.applications.world import MORNING, PAYING, RETIRED
from tests.journeys.browser import Browser
from tests.journeys.test_main_job import registered
from tests.journeys.test_notices import cards, soon
from tests.stage import Stage, hall_app, hall_settings, stage

UNDO_SECONDS = 601
FOLLOWED = 3  # seconds after which an accepted order is asked about
MENU = "/wechat/oauth/start?to="


@dataclass
class Scene:
    """A phone, the time, and the centre's own work."""

    phone: Stage
    clock: FixedClock
    settle: Callable[[], int]

    def bound(self, number: int) -> Browser:
        """Register and bind one of the demo people."""
        browser = registered(self.phone, number)
        browser.open("/bind")
        browser.submit("/bind/code")
        browser.submit("/bind", code=browser.code())
        return browser


BOTH_CORES = ["embedded", "distant"]


@pytest.fixture(params=BOTH_CORES)
def scene(request: pytest.FixtureRequest, tmp_path: Path, redis_url: str, redis_client: redis.Redis) -> Iterator[Scene]:
    with a_scene(request.param, tmp_path, redis_url) as made:
        yield made


@contextmanager
def a_scene(core_kind: str, folder: Path, redis_url: str, centre_file: str = "") -> Iterator[Scene]:
    """Yield a scene over the embedded core or over one at the end of a line."""
    clock, database = FixedClock(MORNING), f"sqlite:///{folder / 'hall.sqlite'}"
    with ExitStack() as stack:
        if core_kind == "embedded":
            phone = stack.enter_context(stage(database, redis_url, clock=clock, centre_file=centre_file))
            yield Scene(phone, clock, phone.app.extensions["container"].settle_orders)
            return
        core = f"sqlite:///{folder / 'core.sqlite'}"
        with hall_app(hall_settings("http://localhost", "http://127.0.0.1:9", core, redis_url)):
            pass
        address, line = stack.enter_context(core_line(core, clock))
        there = (address, SECRET)
        phone = stack.enter_context(stage(database, redis_url, clock=clock, core=there, centre_file=centre_file))
        yield Scene(phone, clock, line.settle)


@pytest.mark.parametrize(
    ("number", "path", "steps", "paid"),
    [
        (RETIRED, "/withdrawals/retirement", {}, "132,724.13"),
        (PAYING, "/loans/payoff", {}, "352,328.88"),
        (PAYING, "/loans/prepayment", {"principal": "100000", "choice": "shorten"}, "100,137.22"),
    ],
    ids=["retirement", "payoff", "prepayment"],
)
def test_from_the_menu_to_the_notice(scene: Scene, number: int, path: str, steps: Mapping[str, str], paid: str) -> None:
    browser = scene.bound(number)
    assert "可以办理" in browser.open_in_wechat(MENU + path)
    browser.open(f"{path}/go")
    for step, answer in steps.items():
        browser.submit(f"{path}/fill/{step}", **{step: answer})
    browser.open(f"{path}/check")
    browser.submit(f"{path}/code")
    assert "申请已提交" in browser.submit(f"{path}/check", code=browser.code(), agree="y")
    reference = browser.page.url.split("/")[-2]
    scene.clock.advance(UNDO_SECONDS)
    soon(lambda: browser.open(f"/applications/{reference}"), "已受理")
    scene.settle()
    scene.clock.advance(FOLLOWED)
    assert paid in soon(lambda: browser.open(f"/applications/{reference}"), "已办结")
    assert "办理渠道：" in browser.page.text
    assert soon(lambda: " ".join(cards(scene.phone, browser.follower)), "办结通知").count("办结通知") == 1
