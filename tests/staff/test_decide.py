"""Deciding on an application: what each role may do, who may not, what the person reads, and two who decide at once."""

import pytest
from sqlalchemy import update

from app.domain.staff import Role
from app.extensions import db, transaction
from app.store.applications import Application
from app.store.audit import AuditRow
from tests.applications.conftest import Enter
from tests.applications.world import LEFT, Person
from tests.staff.world import Clerk, applicant, applied, entered

WHY = "请到社保窗口确认后再申请"


@pytest.fixture
def person(embedded: Enter) -> Person:
    return embedded(LEFT)


def at(clerk: Clerk, number: str) -> str:
    return clerk.open(f"/staff/applications/{number}")


def events(person: Person, event: str) -> list[AuditRow]:
    with person.app.app_context():
        return db.session.query(AuditRow).filter_by(event=event).all()


def test_from_the_queue_to_the_money(person: Person) -> None:
    number = applied(person)
    clerk = entered(person.app, person.clock, "1001", Role.ACCEPT)
    page = clerk.open("/staff/queue")
    assert all(text in page for text in (number, "终止劳动关系提取", "待初审"))
    assert applicant().name not in page
    page = at(clerk, number)
    assert "没有在别的城市缴存" in page
    assert "封存满 6 个月" in page
    assert "通过" in clerk.decide(number, "approve")
    person.work()
    assert "已办结" in person.open(f"/applications/{number}")
    assert "待办都处理完了" in clerk.open("/staff/queue")


def test_a_refusal_is_read_by_the_person(person: Person) -> None:
    number = applied(person)
    clerk = entered(person.app, person.clock, "1001", Role.ACCEPT)
    at(clerk, number)
    assert "请写明原因" in clerk.decide(number, "refuse", "不行")
    clerk.decide(number, "refuse", WHY)
    page = person.open(f"/applications/{number}")
    assert "未通过" in page
    assert WHY in page
    assert WHY in person.open("/messages")
    person.open("/withdrawals/employment-ended")
    assert "开始办理" in person.page.text


def test_who_is_asked_for_more_answers_and_is_in_review_again(person: Person) -> None:
    number = applied(person)
    clerk = entered(person.app, person.clock, "1001", Role.ACCEPT)
    at(clerk, number)
    clerk.decide(number, "ask", "请说明现在在哪里工作")
    page = person.open(f"/applications/{number}")
    assert "请说明现在在哪里工作" in page
    assert "等申请人补充" in clerk.open("/staff/queue?state=returned")
    person.open(f"/applications/{number}/reply")
    assert "请填写补充说明" in person.send(f"/applications/{number}/reply", words="")
    assert "审核中" in person.send(f"/applications/{number}/reply", words="现在没有工作，在家照顾老人")
    assert "在家照顾老人" in at(clerk, number)
    person.send(f"/applications/{number}/reply", words="再说一次")
    assert "不用补充了" in person.page.text


def test_above_the_limit_a_second_person_decides_and_not_the_same(person: Person) -> None:
    number = applied(person)
    with person.app.app_context(), transaction():
        db.session.execute(update(Application).values(amount_fen=50_000_00))
    both = entered(person.app, person.clock, "1001", Role.ACCEPT, Role.REVIEW)
    page = at(both, number)
    assert both.decide(number, "approve")
    assert "复核要由另一位同事来做" in both.page.text
    person.work()
    assert "审核中" in person.open(f"/applications/{number}")
    first = entered(person.app, person.clock, "1003", Role.ACCEPT)
    assert "您的岗位不能做这一步" in at(first, number)
    second = entered(person.app, person.clock, "1002", Role.REVIEW)
    page = at(second, number)
    assert "周敏（1001）" in page
    second.decide(number, "approve")
    person.work()
    assert "已办结" in person.open(f"/applications/{number}")


def test_nobody_decides_their_own(person: Person) -> None:
    number = applied(person)
    own = entered(person.app, person.clock, "1001", Role.ACCEPT, id_number=applicant().id_number)
    assert "这是您本人的申请" in at(own, number)
    form = {"act": "approve", "mark": "x"}
    own.send(f"/staff/applications/{number}/decide", **form)
    assert own.page.status_code == 409
    person.work()
    assert "审核中" in person.open(f"/applications/{number}")


def test_a_stale_form_says_who_decided_and_when(person: Person) -> None:
    number = applied(person)
    fast = entered(person.app, person.clock, "1001", Role.ACCEPT)
    slow = entered(person.app, person.clock, "1002", Role.ACCEPT, name="王建国")
    at(fast, number)
    at(slow, number)
    fast.decide(number, "refuse", WHY)
    page = slow.decide(number, "approve")
    assert slow.page.status_code == 409
    assert "周敏（1001） 已在 11-24 " in page
    assert WHY in page


def test_who_refuses_what_was_answered_meanwhile_reads_that_and_decides_anew(person: Person) -> None:
    number = applied(person)
    clerk = entered(person.app, person.clock, "1001", Role.ACCEPT)
    at(clerk, number)
    clerk.decide(number, "ask", "请说明现在在哪里工作")
    at(clerk, number)
    person.open(f"/applications/{number}/reply")
    person.send(f"/applications/{number}/reply", words="现在没有工作，在家照顾老人")
    page = clerk.decide(number, "refuse", WHY)
    assert clerk.page.status_code == 409
    assert "申请人已在 11-24 10:" in page
    assert "现在没有工作，在家照顾老人" in page
    clerk.decide(number, "refuse", WHY)
    assert WHY in person.open(f"/applications/{number}")


def test_numbers_are_masked_until_a_reason_is_given_and_each_look_is_recorded(person: Person) -> None:
    number, human = applied(person), applicant()
    clerk = entered(person.app, person.clock, "1001", Role.ACCEPT)
    page = at(clerk, number)
    assert human.id_number not in page
    assert human.name not in page
    assert "请选择查看原因" in clerk.send(f"/staff/applications/{number}/reveal", reason="")
    assert human.id_number in clerk.send(f"/staff/applications/{number}/reveal", reason="compare")
    assert clerk.page.headers["Cache-Control"] == "no-store"
    assert len(events(person, "staff_saw_application")) == 2
    (row,) = events(person, "staff_saw_in_full")
    assert row.user_id == person.user_id
    assert '"reason":"compare"' in row.facts
    assert "完整" in person.app.test_cli_runner().invoke(args=["audit", "verify"]).output


def test_an_unknown_number_is_no_page(person: Person) -> None:
    clerk = entered(person.app, person.clock, "1001", Role.ACCEPT)
    at(clerk, "TQ20260101999999")
    assert clerk.page.status_code == 404
