"""The employees who use the hall hear what their unit did, once each; what was never sent is forgotten in time."""

from datetime import timedelta

from sqlalchemy import select

from app.domain.clock import FixedClock
from app.domain.notice import NoticeKind, render
from app.domain.retention import UNIT_TASKS
from app.extensions import db, transaction
from app.fund_core import PersonAccount
from app.services.purge import Purge
from app.services.units.telling import AT_ONCE
from app.store.drafts import Drafts
from app.store.expired import Expired
from app.store.hall_messages import HallMessage, HallMessages
from app.store.outbox import OutboxRow
from app.store.unit_tasks import UnitTask
from app.store.users import Identity, Users
from tests.handlers.conftest import Doors
from tests.units.offices import enable
from tests.units.test_staff import book, id_number, name_of, staff, submit, upload, work


def registered(doors: Doors, one: PersonAccount | Identity) -> int:
    """Register a user of the hall; return the id."""
    container = doors.app.extensions["container"]
    who = one if isinstance(one, Identity) else Identity(one.id_number, one.person_name, one.phone)
    with doors.app.app_context(), transaction():
        return Users(db.session, container.vault).add(who, "x", doors.now()).id


def heard(doors: Doors) -> list[tuple[int, str]]:
    with doors.app.app_context():
        found = db.session.execute(select(HallMessage.user_id, HallMessage.kind).order_by(HallMessage.id))
        return [(user, kind) for user, kind in found]


def test_who_uses_the_hall_hears_once_and_only_when_it_is_done(doors: Doors) -> None:
    enable(doors)
    own = next(one for one in staff(doors) if one.status == "01")
    user = registered(doors, own)
    task = doors.send(f"/unit/employees/{own.number}/bases", base="6000").location
    work(doors)
    assert heard(doors) == []
    submit(doors, task)
    work(doors)
    assert heard(doors) == [(user, "unit_acted")]
    with doors.app.app_context():
        message = db.session.scalars(select(HallMessage)).one()
        facts = HallMessages(db.session, doors.app.extensions["container"].vault).facts(message)
        said = render(NoticeKind.UNIT_ACTED, facts, message.told_at).text
    assert "运城市盐湖区示范小学为您办理了缴存基数调整" in said


def test_a_large_file_is_told_in_parts_and_nobody_is_told_twice(doors: Doors) -> None:
    enable(doors)
    last = AT_ONCE + 20
    users = [
        registered(doors, Identity(id_number(at), name_of(at), "13800000001"))
        for at in (0, AT_ONCE - 1, AT_ONCE, last - 1)
    ]
    task = upload(doors, book((name_of(at), id_number(at), "13800000001", 5000) for at in range(last)))
    submit(doors, task)
    work(doors)
    assert heard(doors) == [(user, "unit_acted") for user in users]
    with doors.app.app_context():
        row = db.session.scalars(select(OutboxRow).where(OutboxRow.kind == "unit_staff_told")).one()
        assert (row.state, row.step) == ("done", str(AT_ONCE))


def test_what_was_never_sent_is_forgotten_with_its_file(doors: Doors) -> None:
    enable(doors)
    own = next(one for one in staff(doors) if one.status == "01")
    ready = doors.send(f"/unit/employees/{own.number}/seal").location
    dropped = doors.send(f"/unit/employees/{own.number}/bases", base="7000").location
    doors.send(f"{dropped}/drop", dropped)
    upload(doors, book([("乔安", "1", "1", "x")]))
    sent = doors.send(f"/unit/employees/{own.number}/bases", base="6000").location
    submit(doors, sent)
    work(doors)
    assert purged(doors, UNIT_TASKS - timedelta(hours=1)) == 0
    assert purged(doors, UNIT_TASKS + timedelta(seconds=1)) == 3
    assert doors.browser.get(ready).status_code == 409
    with doors.app.app_context():
        assert db.session.scalars(select(UnitTask.state)).all() == ["done"]


def purged(doors: Doors, later: timedelta) -> int:
    """Purge as it happens some time from now; return how many tasks went."""
    vault = doors.app.extensions["container"].vault
    with doors.app.app_context():
        drafts, clock = Drafts(db.session, vault), FixedClock(doors.now() + later)
        return Purge(Expired(db.session), drafts, clock, transaction).execute()["unit_tasks"]
