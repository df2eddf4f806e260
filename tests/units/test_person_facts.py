"""个人信息变更 at the doors: what a unit may see and change of its own people, and how they hear of it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.domain.details import EMPLOYERS
from app.domain.notice import NoticeKind, render
from app.extensions import db
from app.fund_core import CoreRefused, FundCore, Order, PersonAccount, PersonDetails
from app.services.units.person_facts import FactsMoved, facts_of, send_facts
from app.store.hall_messages import HallMessage, HallMessages
from app.store.unit_tasks import TaskContent
from tests.handlers.conftest import Doors
from tests.units.offices import (
    CHECKER,
    OTHER_CODE,
    OTHER_PHONE,
    OTHER_UNIT,
    UNIT,
    add_checker,
    another_browser,
    enable,
)
from tests.units.test_staff import staff, submit, work
from tests.units.test_telling import heard, registered

OWN = PersonDetails(
    "20", "盐湖区学苑路7号", "044000", "大学专科", "会计", "主管", "someone@example.com", Decimal("7300.00")
)
CHANGED = {"education": "大学本科", "job_title": "财务科长"}
SECRET = ("学苑路", "044000", "someone@example.com", "7300", "7,300", "已婚")


def with_facts(details: PersonDetails) -> PersonDetails:
    """What the unit makes of these details."""
    return replace(details, education=CHANGED["education"], job_title=CHANGED["job_title"])


def core(doors: Doors) -> FundCore:
    found: FundCore = doors.app.extensions["container"].core
    return found


def employee(doors: Doors, unit: str = UNIT) -> PersonAccount:
    """One of the unit's people, of whom the centre knows everything it keeps."""
    one = next(one for one in staff(doors, unit) if one.status == "01")
    core(doors).change_details(f"counter-{unit}", one.id_number, OWN)
    return one


def details(doors: Doors, one: PersonAccount) -> PersonDetails:
    person = core(doors).find_person(one.id_number)
    assert person is not None
    return person.details


def page_of(one: PersonAccount) -> str:
    return f"/unit/employees/{one.number}/details"


def form(doors: Doors, one: PersonAccount) -> dict[str, str]:
    """Return the form as the page filled it."""
    page, values = doors.browser.get(page_of(one)).text, {}
    for field in ("seen", "occupation", "job_title"):
        (tag,) = re.findall(rf'<input[^>]*\bname="{field}"[^>]*>', page)
        value = re.search(r'value="([^"]*)"', tag)
        values[field] = unescape(value[1]) if value else ""
    chosen = re.search(r'<option selected value="([^"]*)"', page)
    assert chosen
    return values | {"education": unescape(chosen[1])}


def change(doors: Doors, one: PersonAccount, **fields: str) -> TestResponse:
    return doors.send(page_of(one), **(form(doors, one) | fields))


def test_three_facts_reach_the_core_and_nothing_else_is_touched_or_shown(doors: Doors) -> None:
    enable(doors)
    one = employee(doors)
    assert page_of(one) in doors.browser.get("/unit/employees").text
    shown = doors.browser.get(page_of(one)).text
    assert form(doors, one) | {"seen": ""} == facts_of(OWN) | {"seen": ""}
    task = change(doors, one, **CHANGED).location
    page = doors.browser.get(task).text
    for words in ("个人信息变更：1 人", one.person_name, "学历", "大学专科", "大学本科", "职务", "主管", "财务科长"):
        assert words in page
    assert "职业</th>" not in page
    for secret in (*SECRET, one.id_number, one.phone):
        assert secret not in shown + page
    assert details(doors, one) == OWN
    assert submit(doors, task).location == task
    work(doors)
    assert "已办结" in doors.browser.get(task).text
    assert details(doors, one) == with_facts(OWN)
    assert [event for event, _, _ in doors.trail()][-2:] == ["unit_task_prepared", "unit_task_submitted"]


def test_the_person_s_own_facts_stay_however_the_form_is_tampered(doors: Doors) -> None:
    enable(doors)
    one = employee(doors)
    tampered = {"marital_status": "40", "home_address": "别处", "email": "x@y.z", "monthly_income": "1", "phone": "1"}
    assert "没有改动" in change(doors, one, **tampered).text
    submit(doors, change(doors, one, occupation="出纳", **tampered).location)
    work(doors)
    assert details(doors, one) == replace(OWN, occupation="出纳")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"education": "博士后"}, "education"),
        ({"occupation": "长" * 21}, "occupation"),
        ({"job_title": "长" * 21}, "job_title"),
    ],
)
def test_a_fault_stands_beside_its_field(doors: Doors, wrong: Mapping[str, str], field: str) -> None:
    enable(doors)
    answer = change(doors, employee(doors), **wrong)
    assert answer.status_code == 422
    assert f'id="{field}-err"' in answer.text


def test_a_stale_form_is_filled_anew(doors: Doors) -> None:
    enable(doors)
    one = employee(doors)
    stale = form(doors, one)
    core(doors).change_details("own", one.id_number, replace(OWN, education="研究生"))
    answer = doors.send(page_of(one), **(stale | {"occupation": "出纳"}))
    assert answer.status_code == 422
    assert "这位职工的信息刚刚有变动" in answer.text
    assert '<option selected value="研究生">' in answer.text
    assert details(doors, one).occupation == OWN.occupation


def test_what_the_person_changed_meanwhile_is_not_overwritten(doors: Doors) -> None:
    enable(doors)
    one = employee(doors)
    task = change(doors, one, **CHANGED).location
    submit(doors, task)
    elsewhere = replace(OWN, education="研究生")
    core(doors).change_details("own", one.id_number, elsewhere)
    work(doors)
    assert "又有了别的变动" in doors.browser.get(task).text
    assert details(doors, one) == elsewhere


def test_a_new_address_is_no_reason_to_refuse(doors: Doors) -> None:
    enable(doors)
    one = employee(doors)
    submit(doors, change(doors, one, **CHANGED).location)
    moved = replace(OWN, home_address="盐湖区中银大道1号")
    core(doors).change_details("own", one.id_number, moved)
    work(doors)
    assert details(doors, one) == with_facts(moved)


def test_a_checker_lets_it_go_and_writes_nothing(doors: Doors) -> None:
    enable(doors)
    add_checker(doors)
    office = another_browser(doors)
    enable(doors, phone=CHECKER)
    doors.browser, checker = office, doors.browser
    one = employee(doors)
    task = change(doors, one, **CHANGED).location
    submit(doors, task)
    work(doors)
    assert details(doors, one) == OWN
    doors.browser = checker
    assert 'name="occupation"' not in doors.browser.get(page_of(one)).text
    assert "财务科长" in doors.browser.get(task).text
    submit(doors, task, "release")
    work(doors)
    assert facts_of(details(doors, one)) == facts_of(OWN) | CHANGED


def test_another_unit_s_person_is_nobody_here(doors: Doors) -> None:
    enable(doors)
    theirs = employee(doors, OTHER_UNIT)
    task = change(doors, employee(doors), **CHANGED).location
    answers = {
        doors.browser.get(path).text.partition("<main")[2]
        for path in (page_of(theirs), "/unit/employees/14080099999999/details")
    }
    assert len(answers) == 1
    another_browser(doors)
    enable(doors, OTHER_CODE, OTHER_PHONE)
    assert doors.browser.get(task).status_code == 409


def test_who_left_the_unit_meanwhile_is_not_changed(doors: Doors) -> None:
    one = employee(doors)
    with pytest.raises(CoreRefused, match="unknown_account"):
        send_facts(core(doors), "unit-1", OTHER_UNIT, content(one), is_first=True)
    assert details(doors, one) == OWN


def content(one: PersonAccount) -> TaskContent:
    line = {"name": one.person_name, "id_number": one.id_number, "account": one.number}
    return TaskContent([line], before=facts_of(OWN), after=facts_of(OWN) | CHANGED)


@pytest.mark.parametrize("arrived", [True, False])
def test_a_change_without_an_answer_is_made_once(doors: Doors, *, arrived: bool) -> None:
    one = employee(doors)
    wish = with_facts(OWN)
    if arrived:
        core(doors).change_details("unit-1", one.id_number, wish)
    assert send_facts(core(doors), "unit-1", UNIT, content(one), is_first=False).state == "done"
    assert details(doors, one) == wish


@pytest.mark.parametrize("arrived", [True, False])
def test_what_the_person_changed_after_an_unknown_outcome_stays(doors: Doors, *, arrived: bool) -> None:
    one, own = employee(doors), replace(OWN, education="研究生")
    if arrived:
        core(doors).change_details("unit-1", one.id_number, with_facts(OWN))
    core(doors).change_details("own", one.id_number, own)
    if arrived:
        assert send_facts(core(doors), "unit-1", UNIT, content(one), is_first=False).state == "done"
    else:
        with pytest.raises(FactsMoved):
            send_facts(core(doors), "unit-1", UNIT, content(one), is_first=False)
    assert details(doors, one) == own


class LateCore:
    """The core's desk to which an earlier attempt arrives just after it was asked for it: the key is used up then."""

    def __init__(self, core: FundCore, one: PersonAccount) -> None:
        self._core, self._one, self._asked = core, one, False
        self.find_person, self.employees_of = core.find_person, core.employees_of
        self.change_details = core.change_details

    def find_order(self, key: str) -> Order | None:
        found = self._core.find_order(key)
        if not self._asked:
            self._asked = True
            self._core.change_details(key, self._one.id_number, with_facts(OWN))
            self._core.change_details("own", self._one.id_number, replace(with_facts(OWN), postcode="044099"))
        return found


def test_an_earlier_attempt_that_arrives_at_that_moment_counts(doors: Doors) -> None:
    one = employee(doors)
    assert send_facts(LateCore(core(doors), one), "unit-1", UNIT, content(one), is_first=False).state == "done"
    assert (facts_of(details(doors, one)), details(doors, one).postcode) == (facts_of(OWN) | CHANGED, "044099")


def test_the_person_hears_that_it_changed_and_no_values(doors: Doors) -> None:
    enable(doors)
    one = employee(doors)
    user = registered(doors, one)
    task = change(doors, one, **CHANGED).location
    work(doors)
    assert heard(doors) == []
    submit(doors, task)
    work(doors)
    assert heard(doors) == [(user, "unit_changed_details")]
    with doors.app.app_context():
        message = db.session.scalars(select(HallMessage)).one()
        facts = HallMessages(db.session, doors.app.extensions["container"].vault).facts(message)
        notice = render(NoticeKind.UNIT_CHANGED_DETAILS, facts, message.told_at)
    said = notice.title + notice.text + notice.sms + "".join(notice.values)
    assert "运城市盐湖区示范小学变更了" in said
    assert notice.path == f"/mine/by-unit/{task.rpartition('/')[2]}"
    assert not any(getattr(OWN, fact) in said or CHANGED.get(fact, "?") in said for fact in EMPLOYERS)


def log_in_as(doors: Doors, user: int) -> None:
    another_browser(doors)
    with doors.browser.session_transaction(base_url=doors.app.extensions["container"].settings.public_url) as session:
        session.update({"user_id": user, "born": 9_999_999_999})


def changed_by_unit(doors: Doors, one: PersonAccount) -> str:
    """Let the unit change one of its people; return the number of its task."""
    task = change(doors, one, **CHANGED).location
    submit(doors, task)
    work(doors)
    return str(task.rpartition("/")[2])


def test_the_person_sees_both_sides_and_says_that_they_know(doors: Doors) -> None:
    enable(doors)
    one = employee(doors)
    number = changed_by_unit(doors, one)
    log_in_as(doors, registered(doors, one))  # who registers later finds it too
    assert "请核对" in doors.browser.get("/mine/by-unit").text
    page = doors.browser.get(f"/mine/by-unit/{number}").text
    for words in ("运城市盐湖区示范小学", "大学专科", "大学本科", "主管", "财务科长", number):
        assert words in page
    for page_with_token in (f"/mine/by-unit/{number}", "/notifications"):
        doors.send(f"/mine/by-unit/{number}/known", page_with_token)
    assert "您已确认知道" in doors.browser.get(f"/mine/by-unit/{number}").text
    assert "请核对" not in doors.browser.get("/mine/by-unit").text
    assert [event for event, _, _ in doors.trail()].count("change_known") == 1


def test_another_person_s_change_is_no_page(doors: Doors) -> None:
    enable(doors)
    one, other = employee(doors), next(iter(staff(doors, OTHER_UNIT)))
    number = changed_by_unit(doors, one)
    log_in_as(doors, registered(doors, other))
    theirs, unknown = (doors.browser.get(f"/mine/by-unit/{each}") for each in (number, "DW20260101000001"))
    assert theirs.status_code == unknown.status_code == 404
    assert theirs.text.partition("<main")[2] == unknown.text.partition("<main")[2]
    answer = doors.send(f"/mine/by-unit/{number}/known", "/notifications")
    assert answer.status_code == 404
    assert "没有变更过" in doors.browser.get("/mine/by-unit").text
