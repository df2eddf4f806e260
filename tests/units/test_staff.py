"""A unit's people at the doors: one by one and by a file, and never another unit's."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

import pytest
from openpyxl import Workbook
from werkzeug.test import TestResponse

from app.domain.identity import check_digit
from app.fund_core import PersonAccount
from app.workers.engine import engine_of
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

HEADER = ("姓名", "证件号码", "手机号码", "缴存基数")


def id_number(at: int) -> str:
    body = f"14080219900101{at:03}"
    return body + check_digit(body)


def name_of(at: int) -> str:
    return f"乔{chr(0x4E00 + at)}"


def staff(doors: Doors, unit: str = UNIT) -> tuple[PersonAccount, ...]:
    found: tuple[PersonAccount, ...] = doors.app.extensions["container"].core.employees_of(unit, "", "", 500)
    return found


def work(doors: Doors) -> None:
    engine_of(doors.app).drain()


def book(rows: Iterable[Sequence[object]], header: Sequence[str] = HEADER) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (header, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def upload(doors: Doors, file: bytes, kind: str = "enrol") -> str:
    """Return the task's page once its file was checked."""
    page = f"/unit/files/{kind}"
    data = {"csrf_token": doors.token(page), "file": (io.BytesIO(file), "people.xlsx")}
    answer = doors.browser.post(page, data=data, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    work(doors)
    return answer.location


def submit(doors: Doors, task: str, how: str = "submit") -> TestResponse:
    assert doors.send(f"{task}/code", task).status_code == 302
    return doors.send(f"{task}/{how}", task, code=doors.code())


def test_one_person_is_enrolled_sealed_and_resumed(doors: Doors) -> None:
    enable(doors)
    who = {"name": "乔安", "id_number": id_number(1), "phone": "13800000001", "base": "5,000"}
    task = doors.send("/unit/enrol", **who).location
    assert submit(doors, task).location == task
    assert "办理中" in doors.browser.get(task).text
    work(doors)
    assert "已办结" in doors.browser.get(task).text
    (account,) = [one for one in staff(doors) if one.person_name == "乔安"]
    assert (account.base, account.status, account.phone) == (Decimal("5000.00"), "01", "13800000001")
    listed = doors.browser.get("/unit/employees?name=乔").text
    assert account.number in listed
    assert id_number(1) not in listed
    assert "张晓明" not in listed
    for kind, typed, status in (
        ("seal", {}, "02"),
        ("unseal", {"base": "6000"}, "01"),
        ("bases", {"base": "7000"}, "01"),
    ):
        task = doors.send(f"/unit/employees/{account.number}/{kind}", **typed).location
        submit(doors, task)
        work(doors)
        assert next(one for one in staff(doors) if one.number == account.number).status == status
    assert next(one for one in staff(doors) if one.number == account.number).base == Decimal("7000.00")
    assert [event for event, _, _ in doors.trail()].count("unit_task_submitted") == 4


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id_number": "140802199001010010"}, "请检查第 18 位"),
        ({"phone": "0359"}, "请输入正确的手机号码"),
        ({"base": "很多"}, "金额不对"),
        ({"base": "0"}, "缴存基数低于下限"),
        ({"name": "乔3"}, "姓名里有不能用的字符"),
        ({"name": "张小明", "id_number": "@"}, "姓名和中心登记的不一致"),
        ({"name": "张晓明", "id_number": "@"}, "已有没销户的个人账户"),
    ],
)
def test_an_enrolment_that_cannot_be_says_why(doors: Doors, change: dict[str, str], said: str) -> None:
    enable(doors)
    who = {"name": "乔安", "id_number": id_number(1), "phone": "13800000001", "base": "5000"} | change
    if who["id_number"] == "@":
        who["id_number"] = next(one.id_number for one in staff(doors) if one.person_name == "张晓明")
    answer = doors.send("/unit/enrol", **who)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_file_is_checked_whole_and_done_whole(doors: Doors) -> None:
    enable(doors)
    people = [(name_of(at), id_number(at), "13800000001", 5000 + at) for at in range(30)]
    task = upload(doors, book(people))
    page = doors.browser.get(task).text
    assert "增员：30 人" in page
    assert id_number(3) not in page
    submit(doors, task)
    work(doors)
    assert "已办结" in doors.browser.get(task).text
    added = {one.id_number: one for one in staff(doors)}
    assert {added[id_number(at)].base for at in range(30)} == {Decimal(5000 + at) for at in range(30)}
    sealing = [(name_of(at), id_number(at)) for at in range(30)]
    task = upload(doors, book(sealing, HEADER[:2]), "seal")
    submit(doors, task)
    work(doors)
    assert "已办结" in doors.browser.get(task).text
    assert {one.status for one in staff(doors) if one.id_number in dict.fromkeys(map(id_number, range(30)))} == {"02"}


def test_every_wrong_cell_is_named_and_nothing_is_done(doors: Doors) -> None:
    enable(doors)
    before = staff(doors)
    there = before[0]
    rows = [
        ("乔一", id_number(1), "13800000001", 5000),
        ("乔二", id_number(2)[:-1] + "y", "138", "五千"),
        ("", int(id_number(4)[:17] + "0"), "13800000001", "=1+1"),
        ("乔一", id_number(1), "13800000001", -5),
        (),
        ("很长" * 40, "1", None, 100.001),
        ("乔三", id_number(3)[:-1] + ("0" if id_number(3)[-1] != "0" else "1"), "13800000001", "5,000"),
    ]
    page = doors.browser.get(upload(doors, book(rows))).text
    for row, column, said in (
        (3, "证件号码", "证件号码不对，应是 18 位"),
        (3, "手机号码", "手机号码不对"),
        (3, "缴存基数", "应是数字，最多两位小数"),
        (4, "姓名", "没有填写"),
        (4, "证件号码", "证件号码被存成了数字"),
        (4, "缴存基数", "不能用公式"),
        (5, "证件号码", "同一个人在表里出现了两次"),
        (5, "缴存基数", "应是数字"),
        (7, "姓名", "太长"),
        (8, "证件号码", "证件号码不对，请检查第 18 位"),
        (7, "手机号码", "没有填写"),
    ):
        assert f'<th scope="row">第 {row} 行</th><td>{column}</td><td>{said}' in page
    assert "重新上传" in page
    assert [one.number for one in staff(doors)] == [one.number for one in before]
    page = doors.browser.get(
        upload(
            doors,
            book(
                [("乔一", id_number(1), "13800000001", 5000), (there.person_name, there.id_number, "13800000001", 5000)]
            ),
        )
    ).text
    assert "第 3 行</th><td>证件号码</td><td>这个人已有没销户的个人账户" in page


def test_a_code_of_one_task_lets_no_other_go(doors: Doors) -> None:
    enable(doors)
    account = next(one.number for one in staff(doors) if one.status == "01")
    first = doors.send(f"/unit/employees/{account}/seal").location
    second = doors.send(f"/unit/employees/{account}/bases", base="6000").location
    doors.send(f"{first}/code", first)
    assert "验证码已过期" in doors.send(f"{second}/submit", second, code=doors.code()).text
    assert "待提交" in doors.browser.get(second).text
    doors.send(f"{second}/drop", second)
    assert "提交以前放弃了" in doors.browser.get(second).text


def test_a_second_person_lets_it_go_or_gives_it_back(doors: Doors) -> None:
    enable(doors)
    add_checker(doors)
    office = another_browser(doors)
    enable(doors, phone=CHECKER)
    doors.browser, checker = office, doors.browser
    account = next(one.number for one in staff(doors) if one.status == "01")
    tasks = [doors.send(f"/unit/employees/{account}/bases", base=base).location for base in ("6000", "7000")]
    for task in tasks:
        submit(doors, task)
        assert "等本单位的复核人核对放行" in doors.browser.get(task).text
    assert doors.send(f"{tasks[0]}/give-back", "/unit/agents").status_code == 409
    work(doors)
    doors.browser = checker
    assert (
        "复核人只核对"
        in doors.send("/unit/enrol", name="乔安", id_number=id_number(1), phone="13800000001", base="1").text
    )
    submit(doors, tasks[0], "release")
    doors.send(f"{tasks[1]}/give-back", tasks[1])
    again = doors.send(f"{tasks[1]}/give-back", "/unit/tasks/" + tasks[0].rpartition("/")[2])
    assert again.status_code in {400, 409}
    work(doors)
    assert next(one.base for one in staff(doors) if one.number == account) == Decimal("6000.00")
    assert "卫青" in doors.browser.get(tasks[0]).text
    assert "复核人退回" in doors.browser.get(tasks[1]).text


def test_another_unit_s_people_and_tasks_are_unknown(doors: Doors) -> None:
    enable(doors)
    own = next(one for one in staff(doors) if one.status == "01")
    task = doors.send(f"/unit/employees/{own.number}/seal").location
    another_browser(doors)
    enable(doors, OTHER_CODE, OTHER_PHONE)
    assert doors.browser.get(f"/unit/employees/{own.number}/seal").status_code == 409
    assert doors.browser.get(task).status_code == 409
    assert doors.browser.get("/unit/employees/99999999999999/seal").status_code == 409
    assert own.person_name not in doors.browser.get("/unit/employees").text
    assert "还没有办件" in doors.browser.get("/unit/tasks").text
    page = doors.browser.get(upload(doors, book([(own.person_name, own.id_number)], HEADER[:2]), "seal")).text
    assert "本单位没有这个人" in page
    assert {one.unit_number for one in staff(doors, OTHER_UNIT)} == {OTHER_UNIT}
