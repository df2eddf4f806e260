"""Errors and bad input, for every service there is: the registry of services is the table, a new one is covered."""

import logging
import re
from urllib.parse import quote_from_bytes

import pytest

from app.domain.application import ServiceKey
from app.extensions import db
from app.fund_core.embedded import seed
from app.handlers.hall.applications.pages import BY_KEY
from app.store.applications import Application
from tests.applications.conftest import Enter
from tests.applications.walk import UNTIL_ANNOUNCED, Everyone, arrive, everyone
from tests.applications.world import FROZEN, LAST, NO_CARD, PAYING, TWO_LOANS, Person
from tests.handlers.test_hostile_forms import CLEAR, VALUES

OFFERED = pytest.mark.parametrize("key", [key for key in BY_KEY if key not in UNTIL_ANNOUNCED], ids=str)
ALL = pytest.mark.parametrize("key", list(BY_KEY), ids=str)
TEN_MEGABYTES = 10 * 1024 * 1024
FORGED = {
    "amount": "999999.99",
    "total": "0.01",
    "account": "000000000000",
    "card": "6222020200112230004",
    "user_id": "1",
}


__all__ = ["everyone"]  # a fixture is found by its name here


def applications_of(person: Person) -> int:
    with person.app.app_context():
        return db.session.query(Application).count()


def form_with_code(person: Person, key: ServiceKey) -> dict[str, str]:
    """The check page's form, ready to be sent."""
    arrive(person, key)
    person.send(f"{BY_KEY[key].path}/code")
    return {**person.hidden(), "code": person.code(), "agree": "y"}


@OFFERED
def test_a_tampered_amount_submits_nothing_and_what_a_form_adds_changes_nothing(
    everyone: Everyone, key: ServiceKey
) -> None:
    person, path = everyone.applicant(key), f"{BY_KEY[key].path}/check"
    form = form_with_code(person, key)
    answer = person.client.post(path, data={**form, "seen": "0.01"})
    assert answer.status_code == 422
    assert "金额已更新为" in answer.text
    assert applications_of(person) == 0
    number = person.client.post(path, data={**form, **FORGED}).location.split("/")[2]
    page = person.open(f"/applications/{number}")
    assert not [value for value in ("999,999.99", "000000000000", "0.01 ") if value in page]
    if form["seen"]:
        assert form["seen"] in page


@OFFERED
def test_the_same_form_again_is_the_same_application_and_nobody_elses(everyone: Everyone, key: ServiceKey) -> None:
    person, path = everyone.applicant(key), f"{BY_KEY[key].path}/check"
    form = form_with_code(person, key)
    (led_to,) = {person.client.post(path, data=form).location for _ in range(3)}
    assert applications_of(person) == 1
    other, number = everyone.enter(FROZEN), led_to.split("/")[2]
    other.open("/help")
    assert other.client.post(path, data={**form, **other.hidden()}).location != led_to
    pages = [f"/applications/{number}{tail}" for tail in ("", "/done", "/take-back", "/receipt", "/receipt.png")]
    answers = [other.client.get(page) for page in pages]
    answers.append(other.client.post(pages[2], data=other.hidden()))
    assert {answer.status_code for answer in answers} == {404}
    assert number not in other.open("/applications")
    assert "已撤回" not in person.open(f"/applications/{number}")


@OFFERED
def test_anothers_account_or_loan_cannot_be_chosen(everyone: Everyone, key: ServiceKey) -> None:
    person, path = everyone.applicant(key), BY_KEY[key].path
    with person.app.app_context():
        core, human = person.app.extensions["container"].core, seed.demo_people()[TWO_LOANS]
        accounts, loans = core.accounts_of(human.id_number), core.loans_of(human.id_number)
    theirs = [one.number for one in (*accounts, *loans)]
    page = arrive(person, key)
    for number in theirs:
        person.open(f"{path}/choose")
        assert "没有查到这个账户或贷款" in person.send(f"{path}/choose", subject=number)
        assert person.page.status_code == 422
        assert number not in person.open(f"{path}/check")
    assert _facts(person.page.text) == _facts(page)


@ALL
def test_a_step_that_is_left_out_cannot_be_submitted(everyone: Everyone, key: ServiceKey) -> None:
    person, path = everyone.applicant(key), BY_KEY[key].path
    person.open(f"{path}/go")
    if person.at() == f"{path}/check":
        return  # nothing is asked of this person
    if person.at() in {path, f"{path}/choose"}:
        person.open(f"{path}/check")
    sent = {**person.hidden(), "seen": "", "code": "000000", "agree": "y"}
    for page in (f"{path}/check", f"{path}/code"):
        assert person.client.post(page, data=sent).location.startswith(f"{path}/fill/")
    assert person.texts() == []
    assert applications_of(person) == 0


@OFFERED
def test_whatever_is_typed_has_a_clear_answer(
    everyone: Everyone, key: ServiceKey, caplog: pytest.LogCaptureFixture
) -> None:
    person, page = everyone.applicant(key), BY_KEY[key]
    arrive(person, key)
    faults = []
    for name, step in page.steps.items():
        fields = [field for field in dir(step.form) if hasattr(getattr(step.form, field), "field_class")]
        for value in VALUES.values():
            person.open(f"{page.path}/fill/{name}")
            token = {"csrf_token": person.hidden().get("csrf_token", "")}
            sent = {**token, **dict.fromkeys(fields, value.decode("utf-8", "surrogateescape"))}
            answer = person.client.post(f"{page.path}/fill/{name}", data=_bytes(sent), content_type=FORM)
            faults += [] if answer.status_code in CLEAR else [f"{name} {value[:20]!r}: {answer.status_code}"]
    faults += [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert faults == []


FORM = "application/x-www-form-urlencoded"


def _bytes(sent: dict[str, str]) -> bytes:
    pairs = ((name, value.encode("utf-8", "surrogateescape")) for name, value in sent.items())
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs).encode()


def test_ten_megabytes_are_too_much_for_every_form(embedded: Enter) -> None:
    person = embedded(PAYING)
    rules = [rule for rule in person.app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    for rule in rules:
        _, path = rule.build({name: _value(rule.rule, name) for name in rule.arguments}) or ("", "")
        answer = person.client.post(path, data=b"x=" + b"9" * TEN_MEGABYTES, content_type=FORM)
        assert answer.status_code in {413, 404}, path
        answer.close()


def _value(rule: str, name: str) -> str:
    choices = re.search(rf"any\(([a-z_,]+)\):{name}", rule)
    return choices[1].split(",")[0] if choices else "1"


@pytest.mark.parametrize("page", ["0", "-1", "2", "10001", "99999999999999999999", "１", "x", "", "1.0", "%00", "😀"])
def test_a_page_that_is_not_there_is_not_there(embedded: Enter, page: str) -> None:
    assert embedded(PAYING).client.get(f"/applications?page={page}").status_code == 404


@pytest.mark.parametrize("before", ["-1", "0", "x", "99999999999999999999", "１", "%00"])
def test_messages_before_none_are_none(embedded: Enter, before: str) -> None:
    person = embedded(PAYING)
    assert person.client.get(f"/messages?before={before}").status_code in {200, 404}
    assert person.client.get(f"/messages/{before}").status_code == 404


@pytest.mark.parametrize("number", [NO_CARD, LAST])
def test_a_name_beyond_the_basic_plane_goes_all_the_way(embedded: Enter, number: int) -> None:
    """柴𬭎 has a character of plane 2."""
    person = embedded(number)
    page = arrive(person, ServiceKey.CHANGE_DETAILS)
    assert seed.demo_people()[number].name in page
    application = person.submit("/details")
    person.work()
    assert "已办结" in person.open(f"/applications/{application}")
    assert person.client.get(f"/applications/{application}/receipt.png").status_code == 200


def _facts(page: str) -> list[str]:
    return re.findall(r"<dt>(.*?)</dd>", page, re.DOTALL)
