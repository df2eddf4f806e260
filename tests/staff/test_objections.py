"""Objections at the desk: what is restored, what stands, who may decide, and what the core no longer holds."""

import pytest

from app.domain.staff import Role
from app.extensions import db
from app.store.audit import AuditRow
from tests.applications.conftest import Enter
from tests.applications.world import PAYING, Person
from tests.staff.objecting import AFTER, BEFORE, REASON, facts, id_number, objected, own_change
from tests.staff.world import Clerk, entered

ROOM = "/staff/objections"
WORDS = "已向单位核实，学历按毕业证书登记"


@pytest.fixture
def person(embedded: Enter) -> Person:
    return embedded(PAYING)


def clerk_of(person: Person, number: str = "1001", role: Role = Role.ACCEPT) -> Clerk:
    return entered(person.app, person.clock, number, role)


def one(clerk: Clerk) -> str:
    """Open the only objection there is; return its path."""
    assert f'href="{ROOM}/1"' in clerk.open(ROOM)
    clerk.open(f"{ROOM}/1")
    return f"{ROOM}/1"


def decided(clerk: Clerk, verdict: str, words: str = WORDS) -> str:
    return clerk.send(f"{ROOM}/1/decide", verdict=verdict, words=words)


def events(person: Person, event: str) -> list[AuditRow]:
    with person.app.app_context():
        return db.session.query(AuditRow).filter_by(event=event).all()


def test_what_was_there_before_is_restored_and_the_person_hears_of_it(person: Person) -> None:
    number, clerk = objected(person), clerk_of(person)
    one(clerk)
    shown = [facts[fact] for facts in (BEFORE, AFTER) for fact in ("education", "job_title")]
    assert all(text in clerk.page.text for text in (*shown, REASON))
    assert "正在恢复" in decided(clerk, "restore")
    person.work()
    assert facts(person) == BEFORE
    page = person.open(f"/mine/by-unit/{number}")
    assert "已恢复原来的内容" in page
    assert WORDS in page
    assert "您的异议已处理" in person.open("/messages")
    assert "已恢复原来的内容" in clerk.open(f"{ROOM}/1")
    assert len(events(person, "objection_restored")) == 1
    assert f'href="{ROOM}/1"' not in clerk.open(ROOM)


def test_what_the_unit_set_may_stand_with_a_reason(person: Person) -> None:
    number, clerk = objected(person), clerk_of(person, role=Role.REVIEW)
    one(clerk)
    assert "请写明理由" in decided(clerk, "uphold", "")
    assert "维持变更后的内容" in decided(clerk, "uphold")
    person.work()
    assert facts(person) == AFTER
    assert WORDS in person.open(f"/mine/by-unit/{number}")
    assert "您的异议已处理" in person.open("/messages")


def test_a_person_is_masked_until_a_reason_is_given_and_each_look_is_kept(person: Person) -> None:
    objected(person)
    clerk = clerk_of(person)
    path = one(clerk)
    assert id_number(person) not in clerk.page.text
    assert id_number(person) not in clerk.send(f"{path}/reveal", reason="")
    assert not events(person, "staff_saw_in_full")
    clerk.open(path)
    assert id_number(person) in clerk.send(f"{path}/reveal", reason="complaint")
    assert len(events(person, "staff_saw_in_full")) == 1
    assert events(person, "staff_saw_objection")


def test_what_somebody_changed_since_cannot_be_restored(person: Person) -> None:
    objected(person)
    clerk = clerk_of(person)
    one(clerk)
    own_change(person, "counter-later", job_title="总监")
    assert "已经不是单位改成的那样，不能恢复" in decided(clerk, "restore")
    assert clerk.page.status_code == 409
    assert WORDS in clerk.page.text  # what was typed is there again
    assert "维持变更后的内容" in decided(clerk, "uphold")


def test_what_is_changed_before_the_core_is_asked_comes_back_to_the_desk(person: Person) -> None:
    objected(person)
    clerk = clerk_of(person)
    one(clerk)
    decided(clerk, "restore")
    own_change(person, "counter-later", job_title="总监")
    person.work()
    assert facts(person)["job_title"] == "总监"
    one(clerk)
    assert "上一次没有恢复" in clerk.page.text
    assert "维持变更后的内容" in decided(clerk, "uphold")


def test_who_comes_too_late_reads_who_was_faster(person: Person) -> None:
    objected(person)
    first, second = clerk_of(person), clerk_of(person, "1002", Role.REVIEW)
    one(first)
    one(second)
    decided(first, "uphold")
    assert "周敏（1001） 已在" in decided(second, "restore")
    assert second.page.status_code == 409
    person.work()
    assert facts(person) == AFTER


def test_nobody_decides_on_their_own(person: Person) -> None:
    objected(person)
    own = entered(person.app, person.clock, "1001", Role.ACCEPT, id_number=id_number(person))
    one(own)
    assert "这是您本人的异议" in own.page.text
    assert "提交处理" not in own.page.text
    assert "这是您本人的异议" in decided(own, "restore")
    person.work()
    assert facts(person) == AFTER


@pytest.mark.parametrize("role", [Role.MANAGE, Role.AUDIT])
def test_other_roles_have_no_such_room(person: Person, role: Role) -> None:
    objected(person)
    clerk = clerk_of(person, role=role)
    for path in (ROOM, f"{ROOM}/1"):
        assert clerk.client.get(path).status_code == 403
    assert not events(person, "staff_saw_objection")


def test_one_that_there_is_not_is_no_page(person: Person) -> None:
    clerk = clerk_of(person)
    assert "职工对单位变更有异议时，会在这里" in clerk.open(ROOM)
    assert clerk.client.get(f"{ROOM}/1").status_code == 404
