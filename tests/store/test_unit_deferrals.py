"""Units' applications in the database: one open a unit, two people for a decision, one winner, what is sealed."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.paper import Paper
from app.domain.staff import Act
from app.domain.staff import Role as Post
from app.domain.unit_agent import Role
from app.domain.unit_task import TaskKind, TaskState
from app.store.errors import Taken
from app.store.staff import NewStaff, Staff
from app.store.unit_agents import NewAgent, UnitAgents
from app.store.unit_deferrals import Said, Standing, UnitDeferral, UnitDeferrals
from app.store.unit_tasks import NewTask, TaskContent, UnitTasks
from app.vault import Vault

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
CODE, UNIT, OTHER = "91140802MA00000017", "1408001000", "1408001001"
REASON = "决议没有盖章，请补盖后重新申请"


@pytest.fixture
def rows(session: Session, vault: Vault) -> UnitDeferrals:
    return UnitDeferrals(lambda: session, vault)


def application(session: Session, vault: Vault, rows: UnitDeferrals) -> UnitDeferral:
    agents, tasks = UnitAgents(lambda: session, vault), UnitTasks(lambda: session, vault)
    phone = f"1380000{len(agents.of_unit(CODE)):04}"
    agent = agents.add(NewAgent(CODE, UNIT, "示范小学", "卫东", phone, Role.MAKER), NOW)
    key = f"unit-task:{phone}"
    new = NewTask(CODE, UNIT, TaskKind.DEFER, TaskState.CENTRE, agent.id, TaskContent([{"reason": "难"}]), key)
    return rows.add(tasks.add(new, NOW).id, Paper("application/pdf", b"%PDF-1.7 minutes"))


def two_of_the_staff(session: Session, vault: Vault) -> tuple[int, int]:
    staff = Staff(lambda: session, vault)
    new = (("1001", "142701198803120027"), ("1002", "142701197905060016"))
    first, second = (staff.add(NewStaff(n, "周敏", i, frozenset({Post.ACCEPT})), "x", "s", NOW).id for n, i in new)
    return first, second


def test_a_unit_has_one_open_application(session: Session, vault: Vault, rows: UnitDeferrals) -> None:
    first, second = application(session, vault, rows), application(session, vault, rows)
    rows.hold(first, UNIT)
    rows.hold(first, UNIT)
    rows.hold(second, OTHER)
    rows.free(second)
    rows.free(first)
    rows.hold(second, UNIT)
    session.commit()
    with pytest.raises(Taken):
        rows.hold(first, UNIT)
    session.rollback()
    assert rows.open_of(UNIT) is second


def test_the_paper_and_the_words_are_sealed(session: Session, vault: Vault, rows: UnitDeferrals) -> None:
    row, (first, _) = application(session, vault, rows), two_of_the_staff(session, vault)
    assert rows.decide(row, Standing("refuse", first), Said(first, Act.REFUSE, REASON), NOW)
    session.commit()
    session.expire_all()
    assert rows.paper(row) == Paper("application/pdf", b"%PDF-1.7 minutes")
    assert rows.reason(row.task_id) == REASON
    assert b"PDF" not in bytes(session.scalars(text("SELECT paper_sealed FROM unit_deferrals")).one())
    assert REASON not in session.scalars(text("SELECT words_sealed FROM unit_decisions")).one()


def test_of_two_who_saw_the_same_one_decides(session: Session, vault: Vault, rows: UnitDeferrals) -> None:
    row, (first, second) = application(session, vault, rows), two_of_the_staff(session, vault)
    session.commit()
    assert rows.decide(row, Standing("approve", first), Said(first, Act.APPROVE, ""), NOW)
    stale = UnitDeferral(task_id=row.task_id, step=0)
    assert not rows.decide(stale, Standing("refuse", second), Said(second, Act.REFUSE, REASON), NOW)
    assert [one.act for one in rows.decisions(row.task_id)] == ["approve"]
    assert (row.step, row.proposed_by) == (1, first)


def test_the_database_wants_two_people(session: Session, vault: Vault, rows: UnitDeferrals) -> None:
    row, (first, second) = application(session, vault, rows), two_of_the_staff(session, vault)
    rows.decide(row, Standing("approve", first), Said(first, Act.APPROVE, ""), NOW)
    session.commit()
    with pytest.raises(IntegrityError):
        rows.decide(row, Standing("approve", first, first), Said(first, Act.APPROVE, ""), NOW)
    session.rollback()
    assert rows.decide(row, Standing("approve", first, second), Said(second, Act.APPROVE, ""), NOW)


def test_what_waits_is_listed_by_its_promised_day(session: Session, vault: Vault, rows: UnitDeferrals) -> None:
    later, sooner = application(session, vault, rows), application(session, vault, rows)
    rows.reached(later, NOW, date(2026, 12, 4))
    rows.reached(sooner, NOW, date(2026, 12, 1))
    assert [row for _, row in rows.waiting(limit=9)] == [sooner, later]
    assert [row for _, row in rows.waiting(limit=1, offset=1)] == [later]
    (task, _), *_ = rows.waiting(limit=1)
    assert rows.numbered(task.number or "") == (task, sooner)


def test_what_has_not_reached_the_centre_is_not_found(session: Session, vault: Vault, rows: UnitDeferrals) -> None:
    row = application(session, vault, rows)
    task = UnitTasks(lambda: session, vault).get(row.task_id)
    assert task is not None
    assert rows.numbered(task.number or "") is None
