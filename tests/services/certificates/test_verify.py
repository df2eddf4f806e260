"""Verifying: one answer for every wrong guess, tries that end, and files of every origin."""

from datetime import timedelta
from pathlib import Path

import pytest
import redis

from app.documents import Papers, Seal
from app.documents.seal import open_seal
from app.domain.certificate import Kind, Standing
from app.domain.errors import Refusal
from app.kv.file_links import FileLinks
from app.kv.rates import Rate
from app.services.certificates.choice import Choice
from simulator.seal import make_seal
from tests.documents.samples import WHEN
from tests.services.certificates.conftest import SINCE
from tests.services.certificates.desk import Desk

PLAIN = Choice(Kind.CONTRIBUTION)


def refused(desk: Desk, number: str, code: str, client: str = "client") -> str:
    with pytest.raises(Refusal) as refusal:
        desk.verify.by_code(number, code, client)
    return refusal.value.code


def code_of(desk: Desk, user: int, number: str) -> str:
    return str(desk.shelf.one(user, number).facts["code"])


def test_a_paper_is_found_by_its_qr_its_code_and_its_file(desk: Desk) -> None:
    user = desk.world.registered()
    ticket = desk.begun(user, PLAIN)
    number = desk.issue.finish(ticket, desk.issue.make(ticket))
    found = (
        desk.verify.by_token(ticket.draft.token),
        desk.verify.by_code(number.lower(), code_of(desk, user, number).lower(), "client"),
        desk.verify.by_file(desk.shelf.file(user, number)),
    )
    assert [one.number for one in found] == [number] * 3
    assert [one.times for one in found] == [1, 2, 3]


def test_a_wrong_code_and_an_unknown_number_are_one_answer_and_tries_end(desk: Desk) -> None:
    user = desk.world.registered()
    number = desk.issued(user, PLAIN)
    assert refused(desk, "ZM20200101000001", "ABCDEFGH") == "certificate_unknown"
    for wrong in ("ABCDEFGH", "", "A" * 200, "核验码核验码核验", "ABCDEFGJ"):
        assert refused(desk, number, wrong) == "certificate_unknown"
    assert refused(desk, number, code_of(desk, user, number)) == "verify_locked"
    assert desk.verify.by_code(number, code_of(desk, user, number), "another").standing is Standing.VALID


def test_a_voided_paper_says_so(desk: Desk) -> None:
    user = desk.world.registered()
    number = desk.issued(user, PLAIN)
    file, code = desk.shelf.file(user, number), code_of(desk, user, number)
    desk.shelf.void(user, number)
    assert desk.verify.by_code(number, code, "client").standing is Standing.VOID
    assert desk.verify.by_file(file).standing is Standing.VOID
    with pytest.raises(Refusal, match="certificate_void_already"):
        desk.shelf.void(user, number)


def test_files_of_every_origin(desk: Desk, papers: Papers, tmp_path: Path) -> None:
    user = desk.world.registered()
    ticket = desk.begun(user, PLAIN)
    file = desk.issue.make(ticket)
    with pytest.raises(Refusal, match="certificate_file_unknown"):  # sealed by us, and never finished
        desk.verify.by_file(file)
    desk.issue.finish(ticket, file)
    stranger = Seal(*open_seal(make_seal(tmp_path / "other.p12", "p", since=SINCE), "p"), papers.stamp(WHEN))
    sheet = papers.sheet("contribution", ticket.draft.facts, ticket.draft.issued_at)
    for wrong, code in (
        (stranger.press(sheet, WHEN), "foreign"),
        (sheet.pdf, "unsealed"),
        (file[:-1] + b" ", "altered"),
        (b"a letter", "not_pdf"),
    ):
        with pytest.raises(Refusal, match=f"certificate_file_{code}"):
            desk.verify.by_file(wrong)
    desk.build(stranger, desk.world.vault)  # the centre has a new seal: papers under the old one still hold
    assert desk.verify.by_file(file).number == ticket.draft.number


def test_who_checks_too_often_waits(redis_client: redis.Redis) -> None:
    rate = Rate(redis_client, "t", 2, 600)
    for _ in range(2):
        rate.take("an office")
    with pytest.raises(Refusal, match="too_often"):
        rate.take("an office")
    rate.take("another office")


def test_a_link_opens_the_file_once(redis_client: redis.Redis) -> None:
    links = FileLinks(redis_client, "t")
    link = links.issue(7)
    assert links.is_open(link)
    exchanged = links.exchange(link)
    assert exchanged is not None
    assert links.exchange(link) is None
    assert not links.is_open(link)
    assert links.read(exchanged[0]) == exchanged[1] == 7
    assert links.read(link) is None
    assert all(0 < redis_client.ttl(key) <= timedelta(minutes=15).total_seconds() for key in redis_client.keys("*"))
    assert link not in repr(redis_client.keys("*"))
