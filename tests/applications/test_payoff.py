"""提前结清、最后一次还款: the way through, and everything that stands in it."""

import re

import pytest
from sqlalchemy import update

from app.extensions import db, transaction
from app.fund_core.embedded.tables import loans
from tests.applications.conftest import Enter
from tests.applications.world import LAST, OVERDUE, PAYING, TWO_LOANS

PATH = "/loans/payoff"
UNDO_SECONDS = 601


def test_a_loan_is_settled_after_the_ten_minutes(enter: Enter) -> None:
    person = enter(PAYING)
    assert "可以办理" in person.open(PATH)
    person.open(f"{PATH}/go")
    assert person.at() == f"{PATH}/check"
    assert "本次应还总额" in person.page.text
    number = person.submit(PATH)
    assert "提前结清、最后一次还款（金额" in person.texts()[-1]
    person.work()
    assert "已提交" in person.open(f"/applications/{number}")
    person.clock.advance(UNDO_SECONDS)
    person.work()
    assert "已办结" in person.open(f"/applications/{number}")
    assert "您没有未还清的公积金贷款" in person.open(PATH)


def test_the_last_instalment_is_paid_here_too(enter: Enter) -> None:
    assert "可以办理" in enter(LAST).open(PATH)


def test_arrears_are_paid_first(enter: Enter) -> None:
    person = enter(OVERDUE)
    assert "您还有 2 期逾期款项没有还，请先补交" in person.open(PATH)
    assert person.open(f"{PATH}/check").count("开始办理") == 0


def test_outside_the_hours_the_page_says_when(enter: Enter) -> None:
    person = enter(PAYING)
    person.clock.advance(8 * 3600)
    assert "每天 08:30–17:00 可以办" in person.open(PATH)


def test_around_the_due_day_the_page_says_until_when(enter: Enter) -> None:
    person = enter(PAYING)
    person.clock.advance(10 * 24 * 3600)  # 4 December, a day before the due day
    page = person.open(PATH)
    assert "还款日 2026-12-05 前后不办理此业务，可于 2026-12-08 起申请" in page


def test_of_several_loans_one_is_chosen_and_no_other(embedded: Enter) -> None:
    person = embedded(TWO_LOANS)
    numbers = [f"1408001{TWO_LOANS:05}{place:02}" for place in (1, 2)]
    with person.app.app_context(), transaction():  # the first one was settled early; as if it had not been
        db.session.execute(update(loans).where(loans.c.number == numbers[0]).values(settled_on=None, principal_left=1))
    assert "先选一个再看" in person.open(PATH)
    page = person.open(f"{PATH}/go")
    assert person.at() == f"{PATH}/choose"
    assert all(number in page for number in numbers)
    assert "没有查到这个账户或贷款" in person.send(f"{PATH}/choose", subject="14080010000001")
    assert "请选择一个" in person.send(f"{PATH}/choose")
    assert "可以办理" in person.send(f"{PATH}/choose", subject=numbers[1])
    assert numbers[1] in person.open(f"{PATH}/check")


def test_a_tampered_amount_changes_nothing(embedded: Enter) -> None:
    person = embedded(PAYING)
    person.open(f"{PATH}/check")
    person.send(f"{PATH}/code")
    page = person.send(f"{PATH}/check", code=person.code(), agree="y", seen="1.00")
    assert "金额已更新为" in page
    assert person.page.status_code == 422
    assert "还没有办件" in person.open("/applications?show=open") or "没有这样的办件" in person.page.text


def test_a_wrong_code_keeps_the_page_and_is_not_shown_again(embedded: Enter) -> None:
    person = embedded(PAYING)
    person.open(f"{PATH}/check")
    person.send(f"{PATH}/code")
    wrong = "000000" if person.code() != "000000" else "111111"
    page = person.send(f"{PATH}/check", code=wrong, agree="y")
    assert "短信验证码不对" in page
    assert f'value="{wrong}"' not in page
    assert "本次应还总额" in page


def test_the_same_form_again_leads_to_the_same_application(embedded: Enter) -> None:
    person = embedded(PAYING)
    person.open(f"{PATH}/check")
    person.send(f"{PATH}/code")
    form = {**person.hidden(), "code": person.code(), "agree": "y"}
    first = person.client.post(f"{PATH}/check", data=form).location
    assert person.client.post(f"{PATH}/check", data=form).location == first
    assert person.open("/applications").count("DK2026") == 1


def test_while_one_is_open_there_is_no_second(embedded: Enter) -> None:
    person = embedded(PAYING)
    person.submit(PATH)
    assert "您已经提交过，正在办理" in person.open(PATH)
    assert "您已经提交过，正在办理" in person.open("/loans/prepayment")


def test_taken_back_it_never_reaches_the_core(embedded: Enter) -> None:
    person = embedded(PAYING)
    number = person.submit(PATH)
    person.open(f"/applications/{number}/take-back")
    assert "已撤回" in person.send(f"/applications/{number}/take-back")
    person.clock.advance(UNDO_SECONDS)
    person.work()
    assert "已撤回" in person.open(f"/applications/{number}")
    assert "可以办理" in person.open(PATH)


def test_after_ten_minutes_it_cannot_be_taken_back(embedded: Enter) -> None:
    person = embedded(PAYING)
    number = person.submit(PATH)
    person.open(f"/applications/{number}/take-back")
    person.clock.advance(UNDO_SECONDS)
    assert "已过撤回时间" in person.send(f"/applications/{number}/take-back")
    assert person.page.status_code == 409


@pytest.mark.parametrize("tail", ["", "/done", "/take-back"])
def test_another_persons_application_is_no_page(embedded: Enter, tail: str) -> None:
    number = embedded(PAYING).submit(PATH)
    other = embedded(LAST)
    assert other.client.get(f"/applications/{number}{tail}").status_code == 404
    other.open(PATH)
    token = re.search(r'name="csrf_token" value="([^"]+)"', other.page.text)
    assert token
    answer = other.client.post(f"/applications/{number}/take-back", data={"csrf_token": token[1]})
    assert answer.status_code == 404


@pytest.mark.parametrize("query", ["page=0", "page=999", "page=x", "page=-1", "page=٣", "show=theirs"])
def test_a_list_page_that_is_not_there(embedded: Enter, query: str) -> None:
    assert embedded(PAYING).client.get(f"/applications?{query}").status_code == 404


def test_the_home_page_leads_to_what_is_under_way(embedded: Enter) -> None:
    person = embedded(PAYING)
    assert "办理中" not in person.open("/")
    number = person.submit(PATH)
    page = person.open("/")
    assert f'href="/applications/{number}"' in page
    assert "办理中，预计 11 月 25 日前办完" in page
