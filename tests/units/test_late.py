"""补缴 at the doors, down to the core's books: one by one and by a file of several months."""

import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.domain.capitals import rmb_capitals
from app.domain.clock import beijing_date
from app.domain.contribution import month_number, month_text
from app.domain.notice import NoticeKind, render
from app.extensions import db
from app.fund_core import Enrolment, Movement, PersonAccount, Withdrawal
from app.store.hall_messages import HallMessage, HallMessages
from app.store.unit_tasks import UnitTask
from tests.handlers.conftest import Doors
from tests.units.offices import CHECKER, OTHER_CODE, OTHER_PHONE, UNIT, add_checker, another_browser, enable
from tests.units.test_remittance import core
from tests.units.test_staff import book, id_number, staff, submit, upload, work
from tests.units.test_telling import registered

HEADER = ("姓名", "证件号码", "补缴年月", "该月缴存基数", "补缴原因")
NEW = "乔安"


def newcomer(doors: Doors) -> PersonAccount:
    """Somebody the counter enrolled today, for whom nothing was paid yet."""
    core(doors).enrol("new", Enrolment(UNIT, id_number(1), NEW, "13800000001", Decimal("5000.00")))
    return next(one for one in staff(doors) if one.person_name == NEW)


def back(doors: Doors, months: int) -> str:
    """The month so many before the last that the unit has paid."""
    return month_text(month_number(max(one.paid_until for one in staff(doors))) - months)


def paying(doors: Doors) -> PersonAccount:
    return next(one for one in staff(doors) if one.status == "01" and one.paid_until)


def late(doors: Doors, account: str) -> list[Movement]:
    """What was paid late into an account."""
    today = beijing_date(doors.now())
    return [one for one in core(doors).contribution_records(account, today, today) if one.kind == "02"]


def row(one: PersonAccount, month: object, base: object = 5000, reason: str = "漏缴") -> Sequence[object]:
    return one.person_name, one.id_number, month, base, reason


def test_a_missed_month_is_paid_and_has_its_own_receipt(doors: Doors) -> None:
    enable(doors)
    one, month = newcomer(doors), back(doors, 2)
    typed = {"name": NEW, "id_number": one.id_number, "month": month, "month_base": "5,000", "reason": "漏缴"}
    task = doors.send("/unit/late", **typed).location
    page = doors.browser.get(task).text
    for said in ("补缴：1 笔", "漏缴", "5,000.00", "400.00", "800.00", month_said(month)):
        assert said in page
    assert one.id_number not in page
    submit(doors, task)
    work(doors)
    assert "已办结" in doors.browser.get(task).text
    assert [(row.month, row.unit_part, row.person_part) for row in late(doors, one.number)] == [
        (month, Decimal(400), Decimal(400))
    ]
    number = task.rpartition("/")[2]
    receipt = doors.browser.get(f"/unit/remittances/{number}").text
    for said in ("补缴回执", "1 人", "1 笔", "800.00", rmb_capitals(Decimal(800)), month_said(month), "BJ"):
        assert said in receipt
    assert doors.browser.get(f"/unit/remittances/{number}/receipt.png").data.startswith(b"\x89PNG")
    history = doors.browser.get("/unit/remittances").text
    assert f"补缴 {month_said(month)}" in history
    assert [event for event, _, _ in doors.trail()].count("unit_task_submitted") == 1


def test_a_month_paid_too_low_is_filled_up_to_its_base_once(doors: Doors) -> None:
    enable(doors)
    one = paying(doors)
    rows = [row(one, one.paid_until, one.base + 1000, "补发工资")]
    page = doors.browser.get(task := upload(doors, book(rows, HEADER), "late")).text
    assert f"{one.monthly_unit + one.monthly_person:,.2f}" in page  # what was paid for it before
    submit(doors, task)
    work(doors)
    assert [row.unit_part for row in late(doors, one.number)] == [Decimal("80.00")]
    again = doors.browser.get(upload(doors, book(rows, HEADER), "late")).text
    assert "第 2 行</th><td>该月缴存基数</td><td>按这个基数，这个月已经缴足" in again


def test_several_months_of_several_people_go_together(doors: Doors) -> None:
    enable(doors)
    new, other = newcomer(doors), paying(doors)
    months = [back(doors, at) for at in (1, 3, 2)]
    rows = [row(new, month) for month in months] + [row(other, months[0], other.base + 500, "少缴差额")]
    task = upload(doors, book(rows, HEADER), "late")
    page = doors.browser.get(task).text
    assert "补缴：4 笔" in page
    assert f"{month_said(min(months))}至{month_said(max(months))}，共 3 个月" in page
    assert "2<span" in page or "2 人" in page
    submit(doors, task)
    work(doors)
    booked = late(doors, new.number) + late(doors, other.number)
    order = core(doors).find_order(_key(doors, task))
    assert order is not None
    total = sum((one.amount for one in booked), Decimal(0))
    assert total == order.total == Decimal("2480.00")
    assert f"{total:,.2f}" in page
    assert [one.month for one in late(doors, new.number)] == sorted(months)
    sheet = load_workbook(io.BytesIO(doors.browser.get(f"/unit/late/{task.rpartition('/')[2]}/list.xlsx").data)).active
    assert sheet is not None
    listed = list(sheet.iter_rows(min_row=2, values_only=True))
    assert sum(Decimal(str(one[10])) for one in listed) == total
    assert [one[5] for one in listed] == ["漏缴"] * 3 + ["少缴差额"]
    assert not {new.id_number, other.id_number} & {str(one[2]) for one in listed}


def _key(doors: Doors, task: str) -> str:
    with doors.app.app_context():
        number = task.rpartition("/")[2]
        return db.session.scalars(select(UnitTask.core_key).where(UnitTask.number == number)).one()


def month_said(month: str) -> str:
    return f"{month[:4]}年{month[5:]}月"


def test_months_are_understood_however_they_are_written(doors: Doors) -> None:
    enable(doors)
    one = newcomer(doors)
    year, number = back(doors, 5).split("-")
    first = date(int(year), int(number), 1)
    written: list[object] = [
        f"{year}-{number}",
        int(month_plain(back(doors, 4))),
        "{}年{}月".format(*map(int, back(doors, 3).split("-"))),
        datetime(first.year, first.month, first.day) + timedelta(days=100),  # noqa: DTZ001 - as a sheet has it
        f"　{back(doors, 1).replace('-', '／')} ",
        month_plain(back(doors, 0)),
    ]
    page = doors.browser.get(upload(doors, book([row(one, month) for month in written], HEADER), "late")).text
    for at in range(6):
        assert month_said(back(doors, at)) in page
    assert "补缴：6 笔" in page


def month_plain(month: str) -> str:
    return month.replace("-", "")


def test_every_wrong_cell_is_named_and_nothing_is_done(doors: Doors) -> None:
    enable(doors)
    new, other = newcomer(doors), paying(doors)
    month, name, number = back(doors, 1), NEW, new.id_number
    rows = [
        row(new, month),
        row(new, month),
        (name, number, 2026.1, "五千", "忘了"),
        (name, number, "2026-13", "=1+1", None),
        (name, number, "今年三月", "1234567890", "漏缴"),
        (name, number, back(doors, -1), "5000.123", "漏缴"),
        (name, "1", None, 0, "漏缴"),
    ]
    page = doors.browser.get(upload(doors, book(rows, HEADER), "late")).text
    assert_faults(
        page,
        (3, "补缴年月", "同一个人的同一个月在表里出现了两次"),
        (4, "补缴年月", "应是年月"),
        (4, "该月缴存基数", "应是数字"),
        (4, "补缴原因", "应是漏缴、少缴差额或补发工资"),
        (5, "补缴年月", "应是年月"),
        (5, "该月缴存基数", "不能用公式"),
        (5, "补缴原因", "没有填写"),
        (6, "补缴年月", "应是年月"),
        (6, "该月缴存基数", "位数太多"),
        (7, "该月缴存基数", "位数太多"),
        (8, "证件号码", "证件号码不对"),
        (8, "补缴年月", "没有填写"),
        (8, "该月缴存基数", "缴存基数低于下限"),
    )
    rows = [
        row(new, month),
        row(new, back(doors, -1)),
        row(new, "2001-01"),
        row(new, back(doors, 2), 5000, "少缴差额"),
        row(other, month, other.base + 1),
        row(other, back(doors, 2), 1, "补发工资"),
        (name + "安", number, back(doors, 4), 5000, "漏缴"),
        ("乔三", id_number(3), month, 5000, "漏缴"),
    ]
    page = doors.browser.get(upload(doors, book(rows, HEADER), "late")).text
    assert_faults(
        page,
        (3, "补缴年月", "本单位还没有汇缴到这个月，请办月度汇缴"),
        (4, "补缴年月", "早于本单位首次汇缴年月"),
        (5, "补缴原因", "这个月没有缴过，请选漏缴"),
        (6, "补缴原因", "这个月已经缴过，不是漏缴"),
        (7, "该月缴存基数", "按这个基数，这个月已经缴足"),
        (8, "姓名", "姓名和中心登记的不一致"),
        (9, "证件号码", "本单位没有这个人"),
    )
    assert "第 2 行" not in page
    assert "重新上传" in page
    assert not late(doors, new.number) + late(doors, other.number)


def assert_faults(page: str, *faults: tuple[int, str, str]) -> None:
    for at, column, said in faults:
        assert f'<th scope="row">第 {at} 行</th><td>{column}</td><td>{said}' in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"month": "2026年13月"}, "应是年月"),
        ({"month": "2001-01"}, "早于本单位首次汇缴年月"),
        ({"month": "2099-01"}, "本单位还没有汇缴到这个月"),
        ({"month": ""}, "请填写补缴年月"),
        ({"month_base": "很多"}, "金额不对"),
        ({"month_base": "0"}, "缴存基数低于下限"),
        ({"reason": "少缴差额"}, "这个月没有缴过"),
        ({"reason": "忘了"}, "请重新选择"),
        ({"name": "乔不安"}, "姓名和中心登记的不一致"),
        ({"id_number": id_number(2)}, "本单位没有这个人"),
    ],
)
def test_a_month_that_cannot_be_paid_late_says_why(doors: Doors, change: dict[str, str], said: str) -> None:
    enable(doors)
    one = newcomer(doors)
    typed = {"name": NEW, "id_number": one.id_number, "month": back(doors, 1), "month_base": "5000", "reason": "漏缴"}
    answer = doors.send("/unit/late", **(typed | change))
    assert answer.status_code == 422
    assert said in answer.text
    assert "还没有办件" in doors.browser.get("/unit/tasks").text


def test_sealed_people_may_be_paid_for_and_closed_ones_not(doors: Doors) -> None:
    enable(doors)
    sealed, _, closed = [one for one in staff(doors) if one.status == "01"][:3]  # withdrawals of the second are barred
    core(doors).seal_account("seal", sealed.number)
    core(doors).withdraw("close", Withdrawal(closed.number, "99", closed.balance, closing=True))
    rows = [row(one, one.paid_until, one.base + 100, "少缴差额") for one in (sealed, closed)]
    page = doors.browser.get(upload(doors, book(rows, HEADER), "late")).text
    assert_faults(page, (3, "证件号码", "本单位没有这个人"))
    task = upload(doors, book(rows[:1], HEADER), "late")
    submit(doors, task)
    work(doors)
    assert len(late(doors, sealed.number)) == 1


def test_a_second_person_lets_it_go(doors: Doors) -> None:
    enable(doors)
    add_checker(doors)
    office = another_browser(doors)
    enable(doors, phone=CHECKER)
    doors.browser, checker = office, doors.browser
    one = newcomer(doors)
    task = upload(doors, book([row(one, back(doors, 1))], HEADER), "late")
    submit(doors, task)
    work(doors)
    assert not late(doors, one.number)
    doors.browser = checker
    assert "400.00" in doors.browser.get(task).text
    submit(doors, task, "release")
    work(doors)
    assert len(late(doors, one.number)) == 1


def test_what_changed_since_it_was_shown_is_not_sent(doors: Doors) -> None:
    enable(doors)
    one = newcomer(doors)
    tasks = [upload(doors, book([row(one, back(doors, 1))], HEADER), "late") for _ in range(3)]
    submit(doors, tasks[0])
    submit(doors, tasks[1])  # before the worker took the first to the core
    doors.send(f"{tasks[2]}/code", tasks[2])
    code = doors.code()
    work(doors)
    assert "有人的补缴年月已经缴过，全部没有办理" in doors.browser.get(tasks[1]).text
    answer = doors.send(f"{tasks[2]}/submit", tasks[2], code=code)
    assert answer.status_code == 422
    assert "名单或金额变了" in answer.text
    assert len(late(doors, one.number)) == 1


def test_who_is_paid_for_hears_of_all_months_at_once(doors: Doors) -> None:
    enable(doors)
    new, other = newcomer(doors), paying(doors)
    users = [registered(doors, new), registered(doors, other)]
    months = [back(doors, at) for at in (1, 2)]
    rows = [row(new, months[0]), row(other, months[0], other.base + 500, "少缴差额"), row(new, months[1])]
    submit(doors, task := upload(doors, book(rows, HEADER), "late"))
    work(doors)
    assert "已办结" in doors.browser.get(task).text
    with doors.app.app_context():
        kept = HallMessages(db.session, doors.app.extensions["container"].vault)
        told = db.session.scalars(select(HallMessage).order_by(HallMessage.id)).all()
        said = {one.user_id: render(NoticeKind.UNIT_ACTED, kept.facts(one), one.told_at).text for one in told}
    assert len(told) == 2
    first, last = (f"{int(month[:4])}年{int(month[5:])}月" for month in sorted(months))
    assert f"为您办理了{first}等2个月公积金补缴，" in said[users[0]]
    assert f"为您办理了{last}公积金补缴，" in said[users[1]]
    assert not any("800" in words for words in said.values())


def test_another_unit_sees_neither_task_nor_list_nor_receipt(doors: Doors) -> None:
    enable(doors)
    submit(doors, task := upload(doors, book([row(newcomer(doors), back(doors, 1))], HEADER), "late"))
    work(doors)
    number = task.rpartition("/")[2]
    another_browser(doors)
    enable(doors, OTHER_CODE, OTHER_PHONE)
    for path in (task, f"/unit/late/{number}/list.xlsx", f"/unit/remittances/{number}"):
        assert doors.browser.get(path).status_code == 409
    assert number not in doors.browser.get("/unit/remittances").text


def test_the_template_offers_the_reasons_and_is_read_back(doors: Doors) -> None:
    enable(doors)
    file = doors.browser.get("/unit/files/late/template.xlsx").data
    sheet = load_workbook(io.BytesIO(file)).worksheets[0]
    assert tuple(cell.value for cell in sheet[1]) == HEADER
    (offered,) = sheet.data_validations.dataValidation
    assert offered.formula1 == '"漏缴,少缴差额,补发工资"'
    assert "E20001" in offered.sqref
    page = doors.browser.get(upload(doors, file, "late")).text
    assert_faults(page, (2, "姓名", "姓名里有不能用的字符"), (2, "证件号码", "证件号码不对"))
