"""缓缴申请 at the doors of the unit hall: what may be asked for, and that it waits for the centre."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.documents.evidence import FILE_MOST
from app.domain.clock import beijing_date
from app.domain.contribution import month_number, month_text
from app.domain.retention import UNIT_TASKS
from app.extensions import db
from app.fund_core import FundCore
from app.store.outbox import OutboxRow
from app.store.unit_deferrals import UnitDeferral
from tests.documents.test_evidence import document, with_script
from tests.handlers.conftest import Doors
from tests.units.deferring import PAGE, WHY, ask, typed, unit_of
from tests.units.offices import CHECKER, OTHER_CODE, OTHER_PHONE, UNIT, add_checker, another_browser, enable
from tests.units.test_staff import staff, submit, work
from tests.units.test_telling import purged


def core(doors: Doors) -> FundCore:
    found: FundCore = doors.app.extensions["container"].core
    return found


def right(doors: Doors) -> dict[str, str]:
    return typed(core(doors), beijing_date(doors.now()))


def sent_to_core(doors: Doors) -> int:
    with doors.app.app_context():
        return len(db.session.scalars(select(OutboxRow).where(OutboxRow.kind == "unit_task")).all())


def test_an_application_is_looked_at_submitted_and_waits_for_the_centre(doors: Doors) -> None:
    enable(doors)
    page = doors.browser.get(PAGE).text
    assert "缓缴不是免缴" in page
    assert "补缴" in page
    assert "贷款" in page
    people = sum(one.status == "01" for one in staff(doors))
    assert f">{people}<" in page
    task = ask(doors).location
    shown = doors.browser.get(task).text
    for words in (WHY, "职工代表大会", "缓缴不是免缴", "核对无误，提交"):
        assert words in shown
    assert shown.index("缓缴不是免缴") < shown.index("短信验证")
    submit(doors, task)
    work(doors)
    shown = doors.browser.get(task).text
    assert "待中心审核" in shown
    assert "前答复" in shown
    assert sent_to_core(doors) == 0
    assert unit_of(core(doors)).status == "01"
    paper = doors.browser.get(f"{task}/paper")
    assert paper.mimetype == "image/jpeg"
    assert paper.headers["Cache-Control"] == "no-store"
    assert task in doors.browser.get(PAGE).text


def test_the_unit_s_checker_lets_it_go_to_the_centre(doors: Doors) -> None:
    enable(doors)
    add_checker(doors)
    office = another_browser(doors)
    enable(doors, phone=CHECKER)
    assert 'name="reason"' not in doors.browser.get(PAGE).text
    doors.browser, checker = office, doors.browser
    task = ask(doors).location
    submit(doors, task)
    assert "待复核" in doors.browser.get(task).text
    doors.browser = checker
    assert "复核人只核对" in ask(doors).text
    submit(doors, task, "release")
    work(doors)
    assert "待中心审核" in doors.browser.get(task).text
    assert sent_to_core(doors) == 0


def test_who_gives_back_lets_the_unit_ask_again(doors: Doors) -> None:
    enable(doors)
    add_checker(doors)
    office = another_browser(doors)
    enable(doors, phone=CHECKER)
    doors.browser, checker = office, doors.browser
    task = ask(doors).location
    submit(doors, task)
    assert "已经有一件" in doors.browser.get(PAGE).text
    doors.browser = checker
    doors.send(f"{task}/give-back", task)
    doors.browser = office
    assert 'name="reason"' in doors.browser.get(PAGE).text


def _meant(doors: Doors, value: str) -> str:
    """A value of the table: the last paid month, or a day as it is counted from today."""
    if value == "paid":
        return max(one.paid_until for one in staff(doors))
    if value.startswith("today"):
        return (beijing_date(doors.now()) + timedelta(days=int(value.removeprefix("today")))).isoformat()
    return value


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("first_month", "2001-01", "请重新选择"),
        ("first_month", "", "请选择从哪个月起"),
        ("first_month", "paid", "请重新选择"),
        ("months", "13", "请重新选择"),
        ("months", "0", "请重新选择"),
        ("months", "", "请选择缓缴几个月"),
        ("reason", "困难", "至少 10 个字"),
        ("reason", "难" * 301, "最多 300 个字"),
        ("agreed_by", "boss", ""),
        ("resolved_on", "today+1", "不能晚于今天"),
        ("resolved_on", "today-91", "90 天以前"),
        ("resolved_on", "2026-02-30", "日期不对"),
        ("resolved_on", "", "请填写决议日期"),
    ],
)
def test_each_fault_stands_beside_its_field(doors: Doors, field: str, value: str, said: str) -> None:
    enable(doors)
    answer = ask(doors, None, "resolution.jpg", **{field: _meant(doors, value)})
    assert answer.status_code == 422
    assert f'id="{field}-err"' in answer.text
    assert said in answer.text
    assert "还没有办件" in doors.browser.get("/unit/tasks").text


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "请选择决议的照片或 PDF"),
        (b"GIF89a" + bytes(50), "请选择 JPG、PNG 照片或 PDF"),
        (b"\xff\xd8\xff broken", "打不开"),
        (b"%PDF-1.7 " + bytes(FILE_MOST), "文件太大"),
        (document(with_script), "脚本或附件"),
    ],
)
def test_a_paper_that_is_none_is_refused(doors: Doors, file: bytes, said: str) -> None:
    enable(doors)
    answer = ask(doors, file, "resolution.jpg" if file else "")
    assert answer.status_code == 422
    assert said in answer.text
    assert WHY in answer.text
    assert "还没有办件" in doors.browser.get("/unit/tasks").text


def test_a_file_beyond_all_bounds_is_not_read(doors: Doors) -> None:
    enable(doors)
    assert ask(doors, bytes(FILE_MOST * 2)).status_code == 413


def test_a_pdf_is_taken_along_and_not_shown_in_the_page(doors: Doors) -> None:
    enable(doors)
    file = document()
    paper = doors.browser.get(f"{ask(doors, file, name='决议.pdf').location}/paper")
    assert paper.data == file
    assert paper.headers["Content-Disposition"].startswith("attachment; filename=resolution-DW")


def test_nothing_of_it_lies_open_in_the_database(doors: Doors) -> None:
    enable(doors)
    ask(doors, document(), "决议.pdf")
    with doors.app.app_context():
        row = db.session.scalars(select(UnitDeferral)).one()
        assert b"%PDF" not in row.paper_sealed


def test_a_unit_has_one_open_application_however_many_it_prepared(doors: Doors) -> None:
    enable(doors)
    first, second = ask(doors).location, ask(doors).location
    submit(doors, first)
    answer = submit(doors, second)
    assert answer.status_code == 422
    assert "已经有一件缓缴申请在办" in answer.text
    assert "待提交" in doors.browser.get(second).text
    with doors.app.app_context():
        assert len(db.session.scalars(select(UnitDeferral.open_key)).all()) == 2
        assert db.session.scalars(select(UnitDeferral.open_key).where(UnitDeferral.open_key.is_not(None))).all() == [
            UNIT
        ]


def test_what_the_core_says_is_asked_again_at_the_code(doors: Doors) -> None:
    enable(doors)
    task = ask(doors).location
    first = right(doors)["first_month"]
    core(doors).defer_unit("counter", UNIT, first, first)
    answer = submit(doors, task)
    assert answer.status_code == 422
    assert "正在缓缴" in answer.text
    assert "待提交" in doors.browser.get(task).text


def test_a_month_that_was_paid_meanwhile_is_not_asked_for(doors: Doors) -> None:
    enable(doors)
    task = ask(doors).location
    month = doors.send("/unit/remit", month=right(doors)["first_month"]).location
    submit(doors, month)
    work(doors)
    answer = submit(doors, task)
    assert answer.status_code == 422
    assert "不能作为缓缴的首月" in answer.text


def test_another_unit_sees_neither_application_nor_paper(doors: Doors) -> None:
    enable(doors)
    task = ask(doors).location
    another_browser(doors)
    enable(doors, OTHER_CODE, OTHER_PHONE)
    assert doors.browser.get(task).status_code == 409
    assert doors.browser.get(f"{task}/paper").status_code == 409
    assert 'name="reason"' in doors.browser.get(PAGE).text


def test_the_month_of_a_deferral_is_not_asked_for_and_paying_it_ends_it(doors: Doors) -> None:
    enable(doors)
    first = right(doors)["first_month"]
    last = month_text(month_number(first) + 5)
    core(doors).defer_unit("centre", UNIT, first, last)
    year, month = last.split("-")
    until = f"缓缴至 {year}年{month}月"
    assert f"至{year}年{month}月" in doors.browser.get("/unit").text
    page = doors.browser.get("/unit/remit").text
    assert until in page
    assert "提前恢复汇缴" in page
    assert "正在缓缴" in doors.browser.get(PAGE).text
    assert "缓缴就到前一个月为止" in doors.browser.get(f"/unit/remit?month={first}").text
    task = doors.send("/unit/remit", page=f"/unit/remit?month={first}", month=first).location
    submit(doors, task)
    work(doors)
    assert unit_of(core(doors)).status == "01"
    assert "缓缴" not in doors.browser.get("/unit").text.replace("缓缴申请", "")


def test_what_was_never_submitted_is_forgotten_with_its_paper(doors: Doors) -> None:
    enable(doors)
    ask(doors)
    assert purged(doors, UNIT_TASKS + timedelta(seconds=1)) == 1
    with doors.app.app_context():
        assert db.session.scalars(select(UnitDeferral)).all() == []


def test_nobody_to_defer_for_is_said(doors: Doors) -> None:
    enable(doors)
    for one in staff(doors):
        if one.status == "01":
            core(doors).seal_account(f"counter-{one.number}", one.number)
    assert "没有正常缴存的职工" in ask(doors).text
