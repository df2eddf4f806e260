"""汇缴 and 比例调整 at the doors, down to the core's books."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from app.domain.capitals import rmb_capitals
from app.domain.clock import beijing_date
from app.domain.contribution import month_number, month_text
from app.domain.notice import NoticeKind
from app.fund_core import FundCore, Movement
from app.services.notices.look import LookAtCore
from tests.handlers.conftest import Doors
from tests.units.offices import CHECKER, CODE, OTHER_CODE, OTHER_PHONE, UNIT, add_checker, another_browser, enable
from tests.units.test_staff import id_number, staff, submit, work


def core(doors: Doors) -> FundCore:
    found: FundCore = doors.app.extensions["container"].core
    return found


def next_month(doors: Doors) -> str:
    """The month after the unit's last paid, which may be paid."""
    return month_text(month_number(max(one.paid_until for one in staff(doors))) + 1)


def booked(doors: Doors, month: str) -> list[Movement]:
    """Return the unit's movements of kind 汇缴 for this month."""
    today = beijing_date(doors.now())
    return [
        one
        for account in staff(doors)
        for one in core(doors).contribution_records(account.number, today - timedelta(days=1), today)
        if (one.kind, one.month) == ("01", month)
    ]


def paid(doors: Doors, month: str) -> str:
    """Pay a month; return its task."""
    task = doors.send("/unit/remit", month=month).location
    submit(doors, task)
    work(doors)
    return task


def _sealed(doors: Doors, account: str) -> str:
    """Seal a person of the unit at the core, as the counter may."""
    core(doors).seal_account("counter", account)
    return account


def test_a_month_is_paid_to_the_fen_and_has_a_receipt(doors: Doors) -> None:
    enable(doors)
    month = next_month(doors)
    paying = [one for one in staff(doors) if one.status == "01"]
    total = sum((one.monthly_unit + one.monthly_person for one in paying), Decimal(0))
    shown = doors.browser.get("/unit/remit").text
    assert f"{total:,.2f}" in shown
    assert "上月不是在网厅缴的" in shown
    assert not any(one.id_number in shown for one in paying)
    task = paid(doors, month)
    assert "已办结" in doors.browser.get(task).text
    assert sum(one.amount for one in booked(doors, month)) == total
    assert sum(one.unit_part for one in booked(doors, month)) == sum(one.monthly_unit for one in paying)
    assert {one.paid_until for one in staff(doors) if one.status == "01"} == {month}
    number = task.rpartition("/")[2]
    receipt = doors.browser.get(f"/unit/remittances/{number}").text
    assert f"{total:,.2f}" in receipt
    assert rmb_capitals(total) in receipt
    assert "HJ" in receipt  # the core's order
    picture = doors.browser.get(f"/unit/remittances/{number}/receipt.png")
    assert picture.data.startswith(b"\x89PNG")
    assert f"/unit/remittances/{number}" in doors.browser.get("/unit/remittances").text


def test_the_people_hear_of_it(doors: Doors) -> None:
    enable(doors)
    month = next_month(doors)
    person = next(one for one in staff(doors) if one.status == "01")
    paid(doors, month)
    tomorrow = beijing_date(doors.now()) + timedelta(days=1)
    told = LookAtCore(core(doors)).since_yesterday(person.id_number, tomorrow.isoformat())
    posted = [one.facts for one in told if one.kind is NoticeKind.CONTRIBUTION_POSTED]
    amount = str(person.monthly_unit + person.monthly_person)
    assert {"month": month, "amount": amount} in posted


def test_the_whole_list_can_be_taken_along(doors: Doors) -> None:
    enable(doors)
    paying = [one for one in staff(doors) if one.status == "01"]
    file = doors.browser.get("/unit/remit/list.xlsx")
    sheet = load_workbook(io.BytesIO(file.data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in rows] == [one.number for one in paying]
    assert sum(Decimal(str(row[7])) for row in rows) == sum(one.monthly_unit + one.monthly_person for one in paying)
    assert not {one.id_number for one in paying} & {str(row[2]) for row in rows}


@pytest.mark.parametrize("month", ["2001-01", "2099-01", "now", "2026-13", "=1"])
def test_a_month_that_is_not_offered_is_refused(doors: Doors, month: str) -> None:
    enable(doors)
    tampered = max(one.paid_until for one in staff(doors)) if month == "now" else month
    answer = doors.send("/unit/remit", month=tampered)
    assert answer.status_code == 422
    assert "请重新选择" in answer.text
    assert "还没有办件" in doors.browser.get("/unit/tasks").text


def test_a_month_is_paid_once_however_often_it_is_prepared(doors: Doors) -> None:
    enable(doors)
    month = next_month(doors)
    tasks = [doors.send("/unit/remit", month=month).location for _ in range(3)]
    submit(doors, tasks[0])
    submit(doors, tasks[1])  # before the worker took the first to the core
    doors.send(f"{tasks[2]}/code", tasks[2])
    code = doors.code()
    work(doors)
    late = doors.send(f"{tasks[2]}/submit", tasks[2], code=code)
    assert late.status_code == 422
    assert "这个月已经汇缴过了" in doors.browser.get(tasks[1]).text
    work(doors)
    paying = [one for one in staff(doors) if one.status == "01"]
    assert len(booked(doors, month)) == len(paying)
    assert doors.send(f"{tasks[0]}/submit", "/unit/agents", code=code).status_code in {409, 422}


def test_what_changed_since_it_was_shown_is_not_sent(doors: Doors) -> None:
    enable(doors)
    month = next_month(doors)
    task = doors.send("/unit/remit", month=month).location
    account = next(one.number for one in staff(doors) if one.status == "01")
    core(doors).unseal_account("meanwhile", _sealed(doors, account), Decimal(9000))
    answer = submit(doors, task)
    assert answer.status_code == 422
    assert "名单或金额变了" in answer.text
    work(doors)
    assert not booked(doors, month)


def test_a_new_person_is_named_as_new_and_paid_for(doors: Doors) -> None:
    enable(doors)
    who = {"name": "乔安", "id_number": id_number(1), "phone": "13800000001", "base": "5000"}
    task = doors.send("/unit/enrol", **who).location
    submit(doors, task)
    work(doors)
    month = next_month(doors)
    shown = doors.browser.get("/unit/remit").text
    assert '<th scope="row">乔安</th><td>新增</td><td>—</td><td>800.00</td>' in shown
    paid(doors, month)
    assert next(one.paid_until for one in staff(doors) if one.person_name == "乔安") == month


def test_a_second_person_lets_a_month_go(doors: Doors) -> None:
    enable(doors)
    add_checker(doors)
    office = another_browser(doors)
    enable(doors, phone=CHECKER)
    doors.browser, checker = office, doors.browser
    month = next_month(doors)
    task = doors.send("/unit/remit", month=month).location
    submit(doors, task)
    work(doors)
    assert not booked(doors, month)
    doors.browser = checker
    assert "复核人只核对" in doors.send("/unit/ratios", unit_pct="9", person_pct="9").text
    submit(doors, task, "release")
    work(doors)
    assert booked(doors, month)


def test_another_unit_sees_no_receipt(doors: Doors) -> None:
    enable(doors)
    number = paid(doors, next_month(doors)).rpartition("/")[2]
    another_browser(doors)
    enable(doors, OTHER_CODE, OTHER_PHONE)
    assert doors.browser.get(f"/unit/remittances/{number}").status_code == 409
    assert doors.browser.get(f"/unit/remittances/{number}/receipt.png").status_code == 409
    assert number not in doors.browser.get("/unit/remittances").text


def test_ratios_change_after_both_costs_were_seen(doors: Doors) -> None:
    enable(doors)
    paying = [one for one in staff(doors) if one.status == "01"]
    before = sum(one.monthly_unit + one.monthly_person for one in paying)
    task = doors.send("/unit/ratios", unit_pct="10", person_pct="9").location
    page = doors.browser.get(task).text
    assert f"{before:,.2f}" in page
    submit(doors, task)
    work(doors)
    unit = core(doors).find_unit(CODE)
    assert unit is not None
    assert (unit.unit_ratio, unit.person_ratio) == (Decimal(10), Decimal(9))
    after = sum(one.monthly_unit + one.monthly_person for one in staff(doors, UNIT) if one.status == "01")
    assert f"{after:,.2f}" in page


@pytest.mark.parametrize(
    ("unit", "person", "said"),
    [("13", "8", "5%-12%"), ("8", "4", "5%-12%"), ("八", "8", "请填写数字"), ("8", "8", "和现在的缴存比例一样")],
)
def test_ratios_that_cannot_be_say_why(doors: Doors, unit: str, person: str, said: str) -> None:
    enable(doors)
    answer = doors.send("/unit/ratios", unit_pct=unit, person_pct=person)
    assert answer.status_code == 422
    assert said in answer.text
