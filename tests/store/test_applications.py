"""Applications and drafts in the database: what is unique, who wins, what is sealed, what is forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.application import ApplicationState, ServiceKey
from app.domain.withdrawal import InvalidTransition
from app.store.applications import Application, Applications, NewApplication, Overtaken
from app.store.drafts import Drafts
from app.store.errors import Taken
from app.store.users import Identity, Users
from app.vault import Vault

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
CARD = "6222020000000000000"
S = ApplicationState


def a_user(session: Session, vault: Vault) -> int:
    return Users(lambda: session, vault).add(Identity("11010519491231002X", "张三", "13812345678"), "x", NOW).id


def new(user_id: int, form_key: str = "form-1", open_key: str = "withdrawal:1") -> NewApplication:
    return NewApplication(
        user_id=user_id,
        service=ServiceKey.RETIREMENT,
        channel="wechat",
        open_key=open_key,
        facts={"card": CARD},
        amount_fen=100,
        form_key=form_key,
        submitted_at=NOW,
        undo_until=NOW + timedelta(minutes=10),
        promised_on=date(2026, 11, 27),
    )


@pytest.fixture
def rows(session: Session, vault: Vault) -> Applications:
    return Applications(lambda: session, vault)


def test_an_application_has_a_number_its_first_event_and_sealed_facts(
    session: Session, vault: Vault, rows: Applications
) -> None:
    row = rows.add(new(a_user(session, vault)))
    assert row.number == f"TQ20261124{row.id:06d}"
    assert [event.state for event in rows.events(row)] == ["submitted"]
    assert rows.facts(row) == {"card": CARD}
    assert CARD not in str(session.execute(text("SELECT * FROM applications")).all())


@pytest.mark.parametrize(("form_key", "open_key"), [("form-1", "withdrawal:2"), ("form-2", "withdrawal:1")])
def test_a_form_or_an_account_has_one_open_application(
    session: Session, vault: Vault, rows: Applications, form_key: str, open_key: str
) -> None:
    user_id = a_user(session, vault)
    rows.add(new(user_id))
    session.commit()
    with pytest.raises(Taken):
        rows.add(new(user_id, form_key, open_key))
    session.rollback()


def test_an_ended_application_makes_room(session: Session, vault: Vault, rows: Applications) -> None:
    user_id = a_user(session, vault)
    rows.move(rows.add(new(user_id)), S.WITHDRAWN, NOW)
    assert rows.open_keys(user_id) == {}
    rows.add(new(user_id, "form-2"))


def test_of_two_who_move_it_one_wins(session: Session, vault: Vault, rows: Applications) -> None:
    row = rows.add(new(a_user(session, vault)))
    session.commit()
    with Session(session.bind) as other:
        theirs = Applications(lambda: other, vault)
        seen = theirs.get(row.id)
        assert seen is not None
        rows.move(row, S.SENT, NOW)
        session.commit()
        with pytest.raises(Overtaken):
            theirs.move(seen, S.WITHDRAWN, NOW)
    assert session.get_one(Application, row.id).state == "sent"


def test_states_follow_their_table(session: Session, vault: Vault, rows: Applications) -> None:
    row = rows.add(new(a_user(session, vault)))
    with pytest.raises(InvalidTransition):
        rows.move(row, S.DONE, NOW)


def test_a_draft_is_added_to_and_forgotten(session: Session, vault: Vault) -> None:
    user_id, drafts = a_user(session, vault), Drafts(lambda: session, vault)
    first = drafts.keep(user_id, ServiceKey.PURCHASE, {"contract": "YC1"}, NOW)
    second = drafts.keep(user_id, ServiceKey.PURCHASE, {"price": "1.00"}, NOW)
    assert second.answers == {"contract": "YC1", "price": "1.00"}
    assert second.form_key == first.form_key
    assert "YC1" not in str(session.execute(text("SELECT * FROM application_drafts")).all())
    tomorrow = NOW + timedelta(hours=24)
    assert drafts.find(user_id, ServiceKey.PURCHASE, tomorrow) is None
    assert drafts.of_user(user_id, tomorrow) == []
    begun_anew = drafts.keep(user_id, ServiceKey.PURCHASE, {}, tomorrow)
    assert begun_anew.answers == {}
    assert begun_anew.form_key != first.form_key
    assert drafts.purge(tomorrow + timedelta(hours=24)) == 1
