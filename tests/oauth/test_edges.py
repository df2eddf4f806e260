from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import redis

from tests.journeys.browser import Browser
from tests.stage import TIMEOUT, Stage, stage

START = "/wechat/oauth/start?to=/bind"


@pytest.fixture
def phone(database_url: str, redis_url: str, redis_client: redis.Redis) -> Iterator[Stage]:
    with stage(database_url, redis_url) as running:
        yield running


@pytest.fixture
def browser(phone: Stage) -> Browser:
    follower = phone.do("followers", nickname="来办事的人")["id"]
    phone.do("follow", follower=follower)
    return Browser(phone, follower)


@pytest.mark.parametrize(
    ("meets", "status", "words"),
    [
        ("refuse", 200, "没有得到微信授权"),
        ("snapshot", 200, "预览页面"),
        ("stale", 400, "授权已过期或已用过"),
        ("twice", 400, "授权已过期或已用过"),
    ],
)
def test_each_edge_is_a_page_with_a_way_on(
    browser: Browser, meets: str, status: int, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    browser.stage.do("oauth", next=meets)
    page = browser.open_in_wechat(START)
    assert browser.page.status_code == status
    assert words in page
    assert "/login?next=/bind" in page
    assert START in page
    assert "code=" not in caplog.text
    assert "/login" in browser.open("/account")


@pytest.mark.parametrize("kind", ["minus1", "broken", "cut", "html"])
def test_a_platform_in_trouble_is_a_page_with_a_way_on(browser: Browser, kind: str) -> None:
    browser.stage.do("faults", path="/sns/", kind=kind, times=9)
    page = browser.open_in_wechat(START)
    assert browser.page.status_code == 502
    assert "/login?next=/bind" in page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_platform_that_takes_too_long_is_a_page_as_well(browser: Browser) -> None:
    browser.stage.do("faults", path="/sns/", kind="slow", seconds=7, times=9)
    page = browser.open_in_wechat(START)
    assert browser.page.status_code == 502
    assert "/login?next=/bind" in page


def test_a_return_address_is_no_good_to_another_browser_nor_outside_wechat(browser: Browser) -> None:
    stranger = Browser(browser.stage, browser.follower)
    begun = browser.session.get(browser.stage.hall + START, allow_redirects=False, timeout=TIMEOUT)
    (state,) = parse_qs(urlsplit(begun.headers["Location"]).query)["state"]
    page = stranger.open(f"/wechat/oauth/return?state={state}&code=x")
    assert stranger.page.status_code == 400
    assert "用密码登录" in page


def test_a_refresh_of_the_return_address_goes_on(browser: Browser) -> None:
    browser.open_in_wechat(START)
    came_by = [step.url for step in browser.page.history if "/wechat/oauth/return" in step.url]
    browser.open(came_by[0].removeprefix(browser.stage.hall))
    assert browser.page.status_code == 200
    assert "/wechat/oauth/" not in browser.page.url
