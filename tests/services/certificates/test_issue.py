"""Issuing: what counts, what is void, what the trail and the tables hold, and what stands in the way."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.documents import Seal
from app.domain.certificate import Kind, Standing
from app.domain.errors import Refusal
from app.services.certificates.choice import Choice
from app.services.certificates.issue import Ticket
from app.store.audit import AuditRow
from app.store.certificates import Certificates
from app.store.hall_messages import HallMessage
from app.vault import Vault
from tests.services.certificates.desk import Desk
from tests.services.world import NOON, ZHANG

XIAN = Choice(Kind.REMOTE_LOAN, receiver="西安住房公积金管理中心")
PLAIN = Choice(Kind.CONTRIBUTION)


def trail(desk: Desk) -> list[str]:
    rows = desk.world.session.scalars(select(AuditRow).order_by(AuditRow.id))
    return [row.event for row in rows if row.event.startswith("certificate")]


def test_everything_done_with_a_certificate_is_in_the_trail(desk: Desk) -> None:
    user = desk.world.registered()
    number = desk.issued(user, XIAN)
    desk.shelf.picture(user, number)
    desk.shelf.file(user, number)
    facts = desk.shelf.one(user, number).facts
    desk.verify.by_code(number, str(facts["code"]), "client")
    desk.shelf.void(user, number)
    assert trail(desk) == [
        "certificate_issued",
        "certificate_viewed",
        "certificate_viewed",
        "certificate_verified",
        "certificate_voided",
    ]
    assert desk.world.audit.first_broken() is None
    told = [row.kind for row in desk.world.session.scalars(select(HallMessage).order_by(HallMessage.id))]
    assert told == ["certificate_issued", "certificate_used"]


def test_no_column_holds_a_person_or_a_code_in_clear(desk: Desk) -> None:
    number = desk.issued(desk.world.registered(), XIAN)
    row = desk.certificates.numbered(number)
    assert row is not None
    code = str(desk.certificates.facts(row)["code"])
    tables = ("certificates", "certificate_files", "audit_rows", "hall_messages", "outbox")
    kept = repr([desk.world.session.execute(text(f"SELECT * FROM {table}")).all() for table in tables])
    assert not [secret for secret in (ZHANG.id_number, ZHANG.name, code, code.replace("-", "")) if secret in kept]
    assert "%PDF" not in kept


def test_issuing_again_for_the_same_target_voids_the_older_one_under_new_keys_too(desk: Desk, seal: Seal) -> None:
    user = desk.world.registered()
    first, other = desk.issued(user, XIAN), desk.issued(user, PLAIN)
    desk.build(seal, Vault((("k2", bytes(range(1, 33))), ("k1", bytes(range(32))))))
    second = desk.issued(user, XIAN)
    standings = {one.number: one.standing for one in desk.shelf.all_of(user)}
    assert standings == {first: Standing.VOID, other: Standing.VALID, second: Standing.VALID}
    assert desk.shelf.one(user, first).void_reason == "reissued"


class Rival:
    """A clock; asked for the time, it lets another process finish first."""

    def __init__(self, desk: Desk, ticket: Ticket) -> None:
        self._desk = desk
        self._ticket = ticket

    def now(self) -> datetime:
        with Session(self._desk.world.session.get_bind()) as other:
            theirs = Certificates(lambda: other, self._desk.world.vault)
            row = theirs.get(self._ticket.certificate_id)
            assert row is not None
            theirs.finish(row, b"", "1" * 64, "")
            other.commit()
        return NOON


def test_the_slower_of_two_gets_a_sentence_and_one_counts(desk: Desk, seal: Seal) -> None:
    user = desk.world.registered()
    slower, faster = desk.begun(user, XIAN), desk.begun(user, XIAN)
    file = desk.issue.make(slower)
    desk.world.session.commit()
    desk.build(seal, desk.world.vault, clock=Rival(desk, faster))
    with pytest.raises(Refusal, match="certificate_in_progress"):
        desk.issue.finish(slower, file)
    desk.world.session.rollback()
    desk.build(seal, desk.world.vault)
    assert [one.number for one in desk.shelf.all_of(user)] == [faster.draft.number]


def test_numbers_count_within_their_day(desk: Desk) -> None:
    user = desk.world.registered()
    numbers = [desk.issued(user, PLAIN) for _ in range(2)]
    assert numbers == ["ZM20261124000001", "ZM20261124000002"]
    assert desk.certificates.next_serial(date(2026, 11, 25)) == 1


def test_it_expires_after_its_last_day(desk: Desk) -> None:
    user = desk.world.registered()
    number = desk.issued(user, XIAN)
    assert desk.shelf.one(user, number).valid_until == date(2027, 1, 24)
    desk.world.clock.advance(timedelta(days=61).total_seconds())
    assert desk.shelf.one(user, number).standing is Standing.VALID
    desk.world.clock.advance(timedelta(days=1).total_seconds())
    code = str(desk.shelf.one(user, number).facts["code"])
    assert desk.verify.by_code(number, code, "client").standing is Standing.EXPIRED


def test_a_code_is_for_one_choice(desk: Desk) -> None:
    user = desk.world.registered()
    whom = desk.world.identity(user)
    desk.world.next_minute()
    desk.issue.send_code(whom, XIAN)
    facts = desk.gather.execute(whom, PLAIN)
    with pytest.raises(Refusal, match="code_expired"):
        desk.issue.begin(user, whom, PLAIN, facts, desk.world.last_code())
    assert desk.shelf.all_of(user) == ()


def test_without_a_seal_no_code_is_sent(desk: Desk, seal: Seal) -> None:
    user = desk.world.registered()
    sent = len(desk.world.texts())
    desk.build(None, desk.world.vault)
    with pytest.raises(Refusal, match="seal_unavailable"):
        desk.issue.send_code(desk.world.identity(user), PLAIN)
    desk.build(seal, desk.world.vault)
    desk.world.clock.advance(timedelta(days=3 * 366).total_seconds())
    with pytest.raises(Refusal, match="seal_unavailable"):
        desk.issue.send_code(desk.world.identity(user), PLAIN)
    assert len(desk.world.texts()) == sent


def test_what_was_not_finished_is_nobodys_certificate(desk: Desk) -> None:
    user = desk.world.registered()
    ticket = desk.begun(user, PLAIN)
    assert desk.shelf.all_of(user) == ()
    with pytest.raises(Refusal, match="certificate_unknown"):
        desk.verify.by_token(ticket.draft.token)
    with pytest.raises(Refusal, match="certificate_unknown"):
        desk.verify.by_code(ticket.draft.number, str(ticket.draft.facts["code"]), "client")


def test_a_code_that_nobody_sent_issues_nothing(desk: Desk) -> None:
    user = desk.world.registered()
    whom = desk.world.identity(user)
    with pytest.raises(Refusal, match="code_expired"):
        desk.issue.begin(user, whom, PLAIN, desk.gather.execute(whom, PLAIN), "123456")
