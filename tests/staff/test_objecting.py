"""A person objects to what their unit changed: once, in time, and only to their own."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.objection import InvalidObjectionMove, ObjectionState, last_day, move
from app.extensions import db, transaction
from app.store.audit import AuditRow
from app.store.errors import Taken
from app.store.objections import Objection, Objections
from tests.applications.conftest import Enter
from tests.applications.world import PAYING, RETIRED, Person
from tests.staff.objecting import REASON, changed_by_unit, facts, object_to, objected

DAYS = 15


@pytest.fixture
def person(embedded: Enter) -> Person:
    return embedded(PAYING)


def events(person: Person, event: str) -> list[AuditRow]:
    with person.app.app_context():
        return db.session.query(AuditRow).filter_by(event=event).all()


def test_an_objection_is_kept_once_with_its_day_and_moves_nothing(person: Person) -> None:
    number = changed_by_unit(person)
    after = facts(person)
    assert "最晚 2026-12-09" in person.open(f"/mine/by-unit/{number}")
    page = object_to(person, number)
    assert "已提出异议" in page
    assert "2026-11-24" in page
    assert REASON in page
    assert "已提出异议" in person.open("/mine/by-unit")
    person.open("/notifications")  # a form of the page that was open before
    assert "已经对这次变更提出过异议" in person.send(f"/mine/by-unit/{number}/object", reason="再说一次，还是不对")
    assert person.page.status_code == 422
    (row,) = events(person, "objection_made")
    assert row.user_id == person.user_id
    assert REASON not in row.facts
    with person.app.app_context():
        assert db.session.query(Objection).count() == 1
    person.work()
    assert facts(person) == after


def test_the_database_keeps_a_second_one_out(person: Person) -> None:
    objected(person)
    with person.app.app_context():
        change = db.session.query(Objection.change_id).scalar()
        rows = Objections(db.session, person.app.extensions["container"].vault)
        with pytest.raises(Taken), transaction():
            rows.add(change, person.user_id, "又一次", person.clock.now())


@pytest.mark.parametrize("reason", ["", "不对", "长" * 201])
def test_a_reason_is_needed_of_some_length(person: Person, reason: str) -> None:
    number = changed_by_unit(person)
    page = object_to(person, number, reason)
    assert person.page.status_code == 422
    assert 'id="reason-err"' in page
    assert events(person, "objection_made") == []


def test_the_last_day_counts_and_the_day_after_is_too_late(person: Person) -> None:
    number = changed_by_unit(person)
    person.clock.advance(timedelta(days=DAYS, hours=13, minutes=59).total_seconds())  # 23:59 in Beijing
    page = person.open(f"/mine/by-unit/{number}")
    assert "提出异议</button>" in page
    person.clock.advance(60)
    late = person.send(f"/mine/by-unit/{number}/object", reason=REASON)
    assert "到 2026-12-09 为止，已经过了" in late
    assert "提出异议</button>" not in late
    assert events(person, "objection_made") == []


def test_who_said_they_know_may_still_object(person: Person) -> None:
    number = changed_by_unit(person)
    person.open(f"/mine/by-unit/{number}")
    assert "您已确认知道" in person.send(f"/mine/by-unit/{number}/known")
    assert "已提出异议" in object_to(person, number)


def test_nobody_objects_for_somebody_else(person: Person, embedded: Enter) -> None:
    number, other = changed_by_unit(person), embedded(RETIRED)
    for name in (number, "DW20260101000001"):
        other.open("/notifications")
        other.send(f"/mine/by-unit/{name}/object", reason=REASON)
        assert other.page.status_code == 404
    assert events(person, "objection_made") == []


@given(st.lists(st.sampled_from(ObjectionState), min_size=2, max_size=6))
def test_what_is_decided_for_good_never_moves_again(way: list[ObjectionState]) -> None:
    for before, after in pairwise(way):
        try:
            move(before, after)
        except InvalidObjectionMove:
            break
        assert before not in {ObjectionState.RESTORED, ObjectionState.UPHELD}


@given(st.dates(max_value=date(2400, 1, 1)), st.integers(min_value=0, max_value=3650))
def test_the_last_day_is_so_many_days_on(on: date, days: int) -> None:
    assert (last_day(on, days) - on).days == days
