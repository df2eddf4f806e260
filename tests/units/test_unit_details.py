"""单位信息变更 at the doors: what a unit changes of itself, and what it cannot."""

import re
from dataclasses import replace
from html import unescape

import pytest
from werkzeug.test import TestResponse

from app.fund_core import Unit, UnitDetails
from app.handlers.forms.unit_details import filled
from app.services.units.unit_details import DetailsMoved, send_details
from app.store.unit_tasks import TaskContent
from tests.handlers.conftest import Doors
from tests.units.offices import CHECKER, CODE, OTHER_CODE, OTHER_PHONE, UNIT, add_checker, another_browser, enable
from tests.units.test_staff import submit, work

PAGE = "/unit/details"
FIELDS = ("seen", "address", "postcode", "phone", "email", "agent_name", "agent_phone")


def unit(doors: Doors, code: str = CODE) -> Unit:
    found: Unit | None = doors.app.extensions["container"].core.find_unit(code)
    assert found is not None
    return found


def form(doors: Doors) -> dict[str, str]:
    """Return the form as the page filled it."""
    page = doors.browser.get(PAGE).text
    values = {}
    for field in FIELDS:
        (tag,) = re.findall(rf'<input[^>]*\bname="{field}"[^>]*>', page)
        value = re.search(r'value="([^"]*)"', tag)
        values[field] = unescape(value[1]) if value else ""
    for field in ("pay_day", "affiliation", "industry"):
        (chosen,) = re.findall(rf'name="{field}".*?</select>', page, re.DOTALL)
        selected = re.search(r'<option selected value="([^"]*)"', chosen)
        assert selected
        values[field] = unescape(selected[1])
    return values


def change(doors: Doors, **fields: str) -> TestResponse:
    return doors.send(PAGE, **(form(doors) | fields))


def test_what_is_changed_reaches_the_core_and_nothing_else_does(doors: Doors) -> None:
    enable(doors)
    before = unit(doors)
    answer = change(doors, phone="（0359）2059100", pay_day="15", industry="制造业")
    task = answer.location
    page = doors.browser.get(task).text
    for words in ("单位电话", "03592059100", "发薪日", "每月15日", "所属行业", "（空）", "制造业"):
        assert words in page
    assert "单位地址</th>" not in page
    assert unit(doors) == before
    assert submit(doors, task).location == task
    work(doors)
    assert "已办结" in doors.browser.get(task).text
    after = unit(doors)
    assert (after.details.phone, after.details.pay_day, after.details.industry) == ("03592059100", 15, "制造业")
    assert (after.details.address, after.details.agent_phone) == (before.details.address, before.details.agent_phone)
    assert [event for event, _, _ in doors.trail()][-2:] == ["unit_task_prepared", "unit_task_submitted"]


def test_the_registry_s_facts_are_read_only_however_the_form_is_tampered(doors: Doors) -> None:
    enable(doors)
    before = unit(doors)
    page = doors.browser.get(PAGE).text
    assert "由市监登记信息同步" in page
    for fact in (before.name, before.credit_code, before.legal_person):
        assert fact in page
    tampered = {"name": "别的单位", "legal_person": "别人", "credit_code": OTHER_CODE, "unit_ratio": "5", "number": "1"}
    assert "没有改动" in change(doors, **tampered).text
    submit(doors, change(doors, pay_day="20", **tampered).location)
    work(doors)
    after = unit(doors)
    assert after.details.pay_day == 20
    assert (after.name, after.legal_person, after.unit_ratio) == (before.name, before.legal_person, before.unit_ratio)
    assert unit(doors, OTHER_CODE).details.pay_day != 20


def test_each_fault_stands_beside_its_field(doors: Doors) -> None:
    enable(doors)
    wrong = {"address": "短", "postcode": "04400", "phone": "12", "email": "a@", "agent_phone": "0359", "pay_day": "32"}
    answer = change(doors, **wrong, affiliation="11", industry="没有的行业", agent_name="")
    assert answer.status_code == 422
    for field in (*wrong, "affiliation", "industry", "agent_name"):
        assert f'id="{field}-err"' in answer.text
    assert "还没有办件" in doors.browser.get("/unit/tasks").text


def test_a_stale_form_is_filled_anew(doors: Doors) -> None:
    enable(doors)
    stale = form(doors)
    submit(doors, change(doors, pay_day="18").location)
    work(doors)
    answer = doors.send(PAGE, **(stale | {"phone": "03592059100"}))
    assert answer.status_code == 422
    assert "单位信息刚刚有变动" in answer.text
    assert '<option selected value="18">' in answer.text
    assert unit(doors).details.phone == ""


def test_the_same_form_twice_is_one_change(doors: Doors) -> None:
    enable(doors)
    tasks = [change(doors, pay_day=day).location for day in ("18", "18", "19")]
    for task in tasks:
        submit(doors, task)
    assert doors.send(f"{tasks[0]}/submit", tasks[1], code="123456").status_code in {400, 409, 422}
    work(doors)
    states = [doors.browser.get(task).text for task in tasks]
    assert ["已办结" in page for page in states] == [True, False, False]
    assert all("这次没有修改" in page for page in states[1:])
    assert unit(doors).details.pay_day == 18


def test_a_checker_lets_it_go_and_writes_nothing(doors: Doors) -> None:
    enable(doors)
    add_checker(doors)
    office = another_browser(doors)
    enable(doors, phone=CHECKER)
    doors.browser, checker = office, doors.browser
    task = change(doors, agent_name="卫子夫", agent_phone="13800000066").location
    submit(doors, task)
    work(doors)
    assert unit(doors).details.agent_name != "卫子夫"
    doors.browser = checker
    assert 'name="address"' not in doors.browser.get(PAGE).text
    assert "13800000066" in doors.browser.get(task).text
    submit(doors, task, "release")
    work(doors)
    assert (unit(doors).details.agent_name, unit(doors).details.agent_phone) == ("卫子夫", "13800000066")


def test_another_unit_sees_its_own_facts_only(doors: Doors) -> None:
    enable(doors)
    task = change(doors, phone="03592059100").location
    own = unit(doors)
    another_browser(doors)
    enable(doors, OTHER_CODE, OTHER_PHONE)
    assert doors.browser.get(task).status_code == 409
    assert own.details.agent_phone not in doors.browser.get(PAGE).text
    submit(doors, change(doors, pay_day="25").location)
    work(doors)
    assert unit(doors) == own
    assert unit(doors).number == UNIT


def test_a_core_that_knows_more_is_never_overwritten(doors: Doors) -> None:
    """The counter changes the unit between letting go and sending."""
    enable(doors)
    task = change(doors, pay_day="21").location
    submit(doors, task)
    own = unit(doors).details
    elsewhere = UnitDetails(own.address, "柜台改的", own.agent_phone, own.pay_day, own.affiliation)
    doors.app.extensions["container"].core.change_unit("counter-1", UNIT, elsewhere)
    work(doors)
    assert "又有了别的变动" in doors.browser.get(task).text
    assert unit(doors).details == elsewhere


def after_an_unknown_outcome(doors: Doors, *, arrived: bool) -> tuple[UnitDetails, UnitDetails]:
    """Send a change again that had no answer, after the counter made its own; what is held, and the counter's."""
    core, own = doors.app.extensions["container"].core, unit(doors).details
    wish, elsewhere = replace(own, pay_day=22), replace(own, agent_name="柜台改的")
    if arrived:
        core.change_unit("unit-1", UNIT, wish)
    core.change_unit("counter-1", UNIT, elsewhere)
    send_details(core, "unit-1", CODE, content(own, wish), is_first=False)
    return unit(doors).details, elsewhere


def content(before: UnitDetails, after: UnitDetails) -> TaskContent:
    return TaskContent(before=filled(before), after=filled(after))


def test_what_the_counter_changed_after_our_own_change_stays(doors: Doors) -> None:
    held, counters = after_an_unknown_outcome(doors, arrived=True)
    assert held == counters


def test_a_change_that_never_arrived_is_not_sent_over_the_counters(doors: Doors) -> None:
    with pytest.raises(DetailsMoved):
        after_an_unknown_outcome(doors, arrived=False)
    assert unit(doors).details.agent_name == "柜台改的"


@pytest.mark.parametrize("arrived", [True, False])
def test_a_change_without_an_answer_is_made_once(doors: Doors, *, arrived: bool) -> None:
    core, own = doors.app.extensions["container"].core, unit(doors).details
    wish = replace(own, pay_day=22)
    if arrived:
        core.change_unit("unit-1", UNIT, wish)
    order = send_details(core, "unit-1", CODE, content(own, wish), is_first=False)
    assert order.state == "done"
    assert unit(doors).details == wish
