"""The core is away, or acts and its answer is lost: nothing is sent twice, nothing typed is lost, the page says so."""

from tests.applications.conftest import Distant
from tests.applications.world import PAYING

PATH = "/loans/payoff"
UNDO_SECONDS = 601
PAUSE_SECONDS = 31
LONG_PAUSE_SECONDS = 600


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


def test_a_lost_answer_is_asked_about_and_the_core_acts_once(distant: Distant) -> None:
    person = distant.enter(PAYING)
    number = person.submit(PATH)
    distant.line.loses_answers = True
    person.clock.advance(UNDO_SECONDS)
    person.work()
    distant.line.loses_answers = False
    person.clock.advance(PAUSE_SECONDS)
    person.work()
    assert distant.line.writes == 1
    assert "已办结" in person.open(f"/applications/{number}")


def test_a_core_that_cannot_be_asked_gets_the_same_key_again_and_acts_once(distant: Distant) -> None:
    person = distant.enter(PAYING)
    number = person.submit(PATH)
    distant.line.loses_answers = distant.line.cannot_find = True
    person.clock.advance(UNDO_SECONDS)
    person.work()
    distant.line.loses_answers = False
    person.clock.advance(LONG_PAUSE_SECONDS)
    person.work()
    assert distant.line.writes > 1
    assert "已办结" in person.open(f"/applications/{number}")
    assert "您没有未还清的公积金贷款" in person.open(PATH)


def test_what_never_arrived_is_sent_again_under_the_same_key(distant: Distant) -> None:
    person = distant.enter(PAYING)
    number = person.submit(PATH)
    distant.line.is_cut = True
    person.clock.advance(UNDO_SECONDS)
    person.work()
    assert "受理中" in person.open(f"/applications/{number}")
    distant.line.is_cut = False
    person.clock.advance(PAUSE_SECONDS)
    person.work()
    assert "已办结" in person.open(f"/applications/{number}")


def test_queries_show_the_last_reading_with_its_time(distant: Distant) -> None:
    person = distant.enter(PAYING)
    assert "数据截至" not in person.open("/account")
    distant.line.is_cut = True
    page = person.open("/account")
    assert '数据截至 <span class="gj-num">2026-11-24 10:00:00' in page
    assert "81,143.36" in page
    assert "数据截至" in person.open("/")
