"""The core is away, or acts and its answer is lost: nothing is sent twice, nothing typed is lost, the page says so."""

from tests.applications.conftest import Distant
from tests.applications.world import PAYING

PATH = "/loans/payoff"


def test_a_silent_core_is_a_page_that_says_what_was_kept(distant: Distant) -> None:
    person = distant.enter(PAYING)
    distant.line.is_cut = True
    page = person.open(f"{PATH}/check")
    assert person.page.status_code == 503
    assert "没有提交，钱没有变动" in page
    assert "业务系统暂时连不上" in person.open(PATH)
    distant.line.is_cut = False
    person.open(f"{PATH}/check")
    assert person.page.status_code == 200


def test_queries_show_the_last_reading_with_its_time(distant: Distant) -> None:
    person = distant.enter(PAYING)
    assert "数据截至" not in person.open("/account")
    distant.line.is_cut = True
    page = person.open("/account")
    assert '数据截至 <span class="gj-num">2026-11-24 10:00:00' in page
    assert "81,143.36" in page
    assert "数据截至" in person.open("/")
