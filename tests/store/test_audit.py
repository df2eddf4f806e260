from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.store.audit import AppendOnly, Audit, AuditRow

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


@pytest.fixture
def audit(session: Session) -> Audit:
    trail = Audit(lambda: session)
    for name in ("registered", "bound", "unbound"):
        trail.record(name, 1, NOON, {"version": "2026-09"})
    session.commit()
    return trail


def rows(session: Session) -> list[AuditRow]:
    return list(session.scalars(select(AuditRow).order_by(AuditRow.id)))


def test_an_untouched_trail_is_whole(audit: Audit) -> None:
    assert audit.first_broken() is None


def test_an_empty_trail_is_whole(session: Session) -> None:
    assert Audit(lambda: session).first_broken() is None


def test_each_row_holds_the_hash_of_the_one_before(audit: Audit, session: Session) -> None:
    first, second, third = rows(session)
    assert [second.prev_hash, third.prev_hash] == [first.hash, second.hash]


def test_a_changed_row_is_found(audit: Audit, session: Session) -> None:
    session.execute(
        update(AuditRow).where(AuditRow.id == 2).values(user_id=7).execution_options(synchronize_session=False)
    )
    session.expire_all()
    assert audit.first_broken() == 2


def test_a_row_missing_in_the_middle_is_found(audit: Audit, session: Session) -> None:
    session.execute(delete(AuditRow).where(AuditRow.id == 2))
    assert audit.first_broken() == 3


def test_a_row_missing_at_the_end_is_found(audit: Audit, session: Session) -> None:
    session.execute(delete(AuditRow).where(AuditRow.id == 3))
    assert audit.first_broken() == 0


def test_our_own_code_cannot_change_a_row(audit: Audit, session: Session) -> None:
    rows(session)[0].event = "nothing"
    with pytest.raises(AppendOnly):
        session.flush()


def test_our_own_code_cannot_delete_a_row(audit: Audit, session: Session) -> None:
    session.delete(rows(session)[0])
    with pytest.raises(AppendOnly):
        session.flush()


def test_personal_data_is_not_taken(audit: Audit) -> None:
    with pytest.raises(ValueError, match="personal data"):
        audit.record("bound", 1, NOON, {"phone": "13800000000"})


def test_a_row_that_was_rolled_back_leaves_the_trail_whole(audit: Audit, session: Session) -> None:
    audit.record("lost", 1, NOON)
    session.rollback()
    audit.record("kept", 1, NOON)
    session.commit()
    assert audit.first_broken() is None
    assert rows(session)[-1].event == "kept"
