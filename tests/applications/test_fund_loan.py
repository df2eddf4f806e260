"""偿还公积金贷款提取: what was repaid, once a month, by both of a couple; or every month with the instalment."""

import pytest

from tests.applications.conftest import Distant, Enter
from tests.applications.registry import Registry
from tests.applications.test_purchase import UNDO_SECONDS, finished
from tests.applications.test_rent import LEASE
from tests.applications.test_rent import PATH as RENT
from tests.applications.world import LEFT, PAYING, RETIRED, TWO_LOANS, Person

PATH = "/withdrawals/fund-loan"


def chosen(person: Person, place: int = 0) -> None:
    """Choose one of the loans; the couple of the demo has two."""
    person.open(f"{PATH}/choose")
    subjects = person.choices("subject")
    person.send(f"{PATH}/choose", subject=subjects[place])


def once(person: Person, amount: str) -> str:
    person.open(f"{PATH}/fill/way")
    person.send(f"{PATH}/fill/way", way="once")
    return person.send(f"{PATH}/fill/amount", amount=amount)


def test_what_was_repaid_comes_back_once_a_month(enter: Enter) -> None:
    person = enter(PAYING)
    chosen(person)
    page = once(person, "5000")
    assert all(words in page for words in ("还款的贷款：", "取一次", "5,000.00"))
    assert "已办结" in finished(person, person.submit(PATH))
    chosen(person)
    assert "该账户还未到下次提取日期，可于 2026-12-24 起申请" in person.page.text


def test_no_more_than_was_repaid(embedded: Enter) -> None:
    person = embedded(PAYING)
    chosen(person)
    assert "超过已还的本息，最多可提取" in once(person, "30000")


def test_the_couple_together_takes_no_more_than_was_repaid(embedded: Enter) -> None:
    husband, wife = embedded(PAYING), embedded(TWO_LOANS)
    chosen(husband)
    once(husband, "20000")
    assert "已办结" in finished(husband, husband.submit(PATH))
    chosen(wife, 1)
    assert "超过已还的本息，最多可提取" in once(wife, "20000")


def test_every_month_with_the_instalment(enter: Enter) -> None:
    person = enter(PAYING)
    chosen(person)
    person.open(f"{PATH}/fill/way")
    page = person.send(f"{PATH}/fill/way", way="monthly")
    assert person.at() == f"{PATH}/check"
    assert "每月自动提取（按月委托）" in page
    assert "已办结" in finished(person, person.submit(PATH))
    assert "停止每月提取" in person.open(f"{PATH}/fill/way")
    person.send(f"{PATH}/fill/way", way="end")
    assert "已办结" in finished(person, person.submit(PATH))


def test_a_monthly_order_is_the_borrowers(embedded: Enter) -> None:
    person = embedded(PAYING)
    chosen(person, 1)
    person.open(f"{PATH}/fill/way")
    assert "按月委托由借款人本人办理" in person.send(f"{PATH}/fill/way", way="monthly")


def test_rent_in_the_same_period_stands_in_the_way(embedded: Enter, registry: Registry) -> None:
    registry.says(**LEASE)
    registry.owners = {PAYING: None}
    person = embedded(PAYING)
    person.open(f"{RENT}/fill/way")
    person.send(f"{RENT}/fill/way", way="once")
    person.send(f"{RENT}/fill/lease", lease=LEASE["number"])
    person.send(f"{RENT}/fill/amount", amount="100")
    finished(person, person.submit(RENT))
    chosen(person)
    assert "同一时期已办理租房提取，不能再办还贷提取，可于 2027-11-24 起申请" in person.page.text


def test_repayment_in_the_same_year_stands_in_the_way_of_rent(embedded: Enter, registry: Registry) -> None:
    person = embedded(PAYING)
    chosen(person)
    once(person, "100")
    finished(person, person.submit(PATH))
    assert "今年已办理还贷提取，同一时期不能再办租房提取，可于 2027-01-01 起申请" in person.open(RENT)


@pytest.mark.parametrize("number", [RETIRED, LEFT])
def test_who_has_no_loan_reads_so(embedded: Enter, number: int) -> None:
    page = embedded(number).open(PATH)
    assert "开始办理" not in page
    assert "没有" in page


def test_an_answer_that_was_lost_is_asked_for_and_never_sent_twice(distant: Distant) -> None:
    person = distant.enter(PAYING)
    chosen(person)
    person.open(f"{PATH}/fill/way")
    person.send(f"{PATH}/fill/way", way="monthly")
    number = person.submit(PATH)
    distant.line.loses_answers = True
    person.clock.advance(UNDO_SECONDS)
    person.work()
    distant.line.loses_answers = False
    person.clock.advance(UNDO_SECONDS)
    person.work()
    assert "已办结" in person.open(f"/applications/{number}")
