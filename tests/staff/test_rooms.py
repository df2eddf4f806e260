"""The rooms of auditors and managers: searching the trail, dead letters, certificates, bindings, the policy."""

import csv
import io

import pytest
from markupsafe import escape

from app.domain.clock import FixedClock
from app.domain.staff import Role
from app.domain.work import OutboxKind
from app.extensions import db, transaction
from app.handlers.staff.common import ROOMS
from app.handlers.staff_words import EVENTS, KINDS
from app.services.notices.preview import previews
from app.store.audit import AuditRow
from app.store.bindings import Binding, Bindings
from app.store.outbox import OutboxRow, OutboxState
from app.store.staff import StaffRow
from tests.applications.conftest import Enter
from tests.applications.world import LEFT, Person
from tests.staff.world import Clerk, applicant, applied, entered


@pytest.fixture
def person(embedded: Enter) -> Person:
    return embedded(LEFT)


def manager(person: Person) -> Clerk:
    return entered(person.app, person.clock, "1003", Role.MANAGE, name="赵静")


def test_the_trail_is_searched_and_taken_along(person: Person) -> None:
    number = applied(person)
    clerk = entered(person.app, person.clock, "1001", Role.ACCEPT)
    clerk.open(f"/staff/applications/{number}")
    auditor = entered(person.app, person.clock, "1003", Role.AUDIT, name="赵静")
    page = auditor.open("/staff/audit")
    assert "查看办件" in page
    assert "提交申请" in page
    page = auditor.open(f"/staff/audit?event=staff_saw_application&staff=1001&application={number}&since=2026-11-24")
    assert page.count("周敏（1001）") == 1
    assert "没有符合的记录" in auditor.open("/staff/audit?staff=9999")
    assert "没有符合的记录" in auditor.open("/staff/audit?until=2026-11-23")
    auditor.open(f"/staff/audit/export.csv?application={number}")
    rows = list(csv.reader(io.StringIO(auditor.page.text.removeprefix("\ufeff"))))
    assert {row[5] for row in rows[1:]} == {number}
    assert auditor.page.headers["Cache-Control"] == "no-store"
    assert "导出审计日志" in auditor.open("/staff/audit?event=staff_exported_trail").partition("<tbody>")[2]
    assert auditor.client.get("/staff/audit?since=yesterday").status_code == 404


def test_a_changed_row_is_found(person: Person) -> None:
    applied(person)
    runner = person.app.test_cli_runner()
    assert runner.invoke(args=["audit", "verify"]).exit_code == 0
    with person.app.app_context(), transaction():
        first = min(number for (number,) in db.session.query(AuditRow.id))
        db.session.query(AuditRow).filter_by(id=first).update({"facts": "{}"})
    told = runner.invoke(args=["audit", "verify"])
    assert (told.exit_code, told.output) == (1, f"第 {first} 条对不上\n")


def test_dead_letters_are_sent_again(person: Person) -> None:
    one = manager(person)
    with person.app.app_context(), transaction():
        container, now = person.app.extensions["container"], person.clock.now()
        container.notices.outbox.add(OutboxKind.NOTICE, {"message": 1}, key="lost", now=now)
        db.session.query(OutboxRow).update({"state": OutboxState.DEAD, "outcome": "refused"})
        (letter,) = db.session.query(OutboxRow).all()
        number = str(letter.id)
    assert "refused" in one.open("/staff/letters")
    assert "请先勾选" in one.send("/staff/letters")
    assert "没有失败的任务" in one.send("/staff/letters", numbers=number)
    with person.app.app_context():
        assert db.session.query(OutboxRow).one().state == OutboxState.WAITING


def test_a_binding_ends_on_its_owners_request(person: Person) -> None:
    one = manager(person)
    with person.app.app_context(), transaction():
        Bindings(db.session, person.app.extensions["container"].vault).add(person.user_id, "o-wx", person.clock.now())
    one.open("/staff/bindings")
    stranger = one.send("/staff/bindings", id_number="142701198803120027", reason="lost")
    assert "没有在网厅注册" in stranger
    assert "已解除绑定" in one.send("/staff/bindings", id_number=applicant().id_number, reason="lost")
    with person.app.app_context():
        assert db.session.query(Binding).count() == 0
        (row,) = db.session.query(AuditRow).filter_by(event="staff_unbound")
        assert (row.user_id, '"reason":"lost"' in row.facts) == (person.user_id, True)
    one.open("/staff/bindings")
    again = one.send("/staff/bindings", id_number=applicant().id_number, reason="lost")
    assert "这个人没有绑定微信" in again


def test_an_unknown_certificate_is_said_to_be_unknown(person: Person) -> None:
    one = manager(person)
    one.open("/staff/certificates")
    assert "没有找到这份证明" in one.send("/staff/certificates", number="ZM00000000")


def test_the_policy_in_force_is_shown_with_what_is_not_confirmed(person: Person) -> None:
    page = manager(person).open("/staff/policy")
    assert "双人复核起点（元）" in page
    assert "待确认" in page
    assert "盐湖区、临猗县、万荣县" in page
    assert "north" not in page


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_its_rooms_and_no_other(person: Person, clock: FixedClock, role: Role) -> None:
    one = entered(person.app, clock, "1001", role)
    for room in ROOMS:
        page = one.client.get(room.path)
        assert page.status_code == (200 if role in room.roles else 403)
        assert (f'<a href="{room.path}"' in page.text) is (role in room.roles)


def test_every_kind_of_work_and_every_event_of_an_application_has_words(person: Person) -> None:
    applied(person)
    assert set(KINDS) == set(OutboxKind)
    with person.app.app_context():
        assert {row.event for row in db.session.query(AuditRow)} <= set(EVENTS)
        assert db.session.query(StaffRow).count() == 0


def test_every_kind_of_notice_is_shown_as_people_read_it(person: Person) -> None:
    clerk = entered(person.app, person.clock, "1001", Role.ACCEPT)
    page = clerk.open("/staff/notices")
    for one in previews(person.clock.now()):
        assert page.count(f'id="{one.kind}"') == 1
        assert escape(one.notice.text) in page
        assert escape(one.notice.sms) in page
        assert all(escape(value) in page for _, value in one.card)
