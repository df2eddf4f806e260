"""A certificate taken back at the desk, for a reason: whoever verifies it reads that it is void."""

import re
from datetime import timedelta

import pytest

from app.domain.clock import FixedClock, SystemClock
from app.domain.staff import Role
from app.extensions import db
from app.store.audit import AuditRow
from tests.applications.conftest import Enter
from tests.applications.world import PAYING, Person
from tests.staff.world import Clerk, entered

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}")
ROOM = "/staff/certificates"


@pytest.fixture
def clock() -> FixedClock:
    """Now: the stage's seal is as young as this run, and seals nothing before it was made."""
    return FixedClock(SystemClock().now() + timedelta(minutes=1))


@pytest.fixture
def person(embedded: Enter) -> Person:
    return embedded(PAYING)


def issued(person: Person) -> tuple[str, str]:
    """Issue a certificate; return its number and its code."""
    person.open("/certificates/new/contribution")
    person.send("/certificates/new/contribution", period="now", purpose="办理落户")
    person.send("/certificates/preview/code")
    person.send("/certificates/preview", code=person.code())
    assert "证明已开好" in person.page.text
    code = CODE.search(person.page.text)
    assert code
    return person.at().rpartition("/")[2], code[0]


def verified(person: Person, number: str, code: str) -> str:
    person.open("/verify")
    return person.send("/verify", number=number, code=code)


def manager(person: Person) -> Clerk:
    return entered(person.app, person.clock, "1003", Role.MANAGE, name="赵静")


def test_a_voided_certificate_is_said_to_be_void(person: Person) -> None:
    number, code = issued(person)
    assert "证明有效" in verified(person, number, code)
    one = manager(person)
    one.open(ROOM)
    assert "有效" in one.send(ROOM, number=number)
    assert "请选择作废原因" in one.send(f"{ROOM}/{number}/void")
    assert "证明有效" in verified(person, number, code)
    assert "已作废" in one.send(f"{ROOM}/{number}/void", reason="misused")
    assert "证明已作废" in verified(person, number, code)
    assert "由中心作废" in person.open(f"/certificates/{number}")
    with person.app.app_context():
        (row,) = db.session.query(AuditRow).filter_by(event="certificate_voided")
        assert '"reason":"misused"' in row.facts
        assert '"by":"staff"' in row.facts


def test_what_is_void_is_not_voided_again(person: Person) -> None:
    number, _ = issued(person)
    one = manager(person)
    one.open(ROOM)
    one.send(ROOM, number=number)
    form = one.page.text
    one.send(f"{ROOM}/{number}/void", reason="wrong")
    assert "作废这份证明" in form
    one.send(f"{ROOM}/{number}/void", reason="wrong")
    assert one.page.status_code == 422
    with person.app.app_context():
        assert db.session.query(AuditRow).filter_by(event="certificate_voided").count() == 1
