"""单位自主开户: the password of registration, every rule of the form, the account at once, and once."""

import json
from decimal import Decimal

import pytest
from werkzeug.test import TestResponse

from app.fund_core.embedded.demo import PASSWORD
from app.fund_core.embedded.seed_units import credit_code, demo_registrations
from tests.handlers.conftest import Doors

(CODE, NAME), (OTHER, _) = demo_registrations()
PHONE = "13800000011"
FORM, TYPED = (
    "/unit/opening/form",
    {
        "agent_name": "卫东",
        "agent_mobile": PHONE,
        "unit_pct": "8",
        "person_pct": "8",
        "people": "26",
        "wages": "145,600.00",
        "pay_day": "10",
        "first_month": "2026-12",
        "bank": "建行运城分行城建支行",
        "affiliation": "40",
        "web_hall": "yes",
    },
)


def enter(doors: Doors, code: str = CODE, password: str = PASSWORD) -> TestResponse:
    return doors.send("/unit/opening", credit_code=code, password=password, **doors.captcha())


def submit(doors: Doors, code: str = "", **changes: str) -> TestResponse:
    return doors.send(FORM, **{**TYPED, "first_month": month_of(doors), "code": code, **changes})


def month_of(doors: Doors) -> str:
    return f"{doors.now():%Y-%m}"


def sent(doors: Doors, **changes: str) -> TestResponse:
    return doors.send("/unit/opening/code", FORM, **{**TYPED, "first_month": month_of(doors), **changes})


def texts(doors: Doors) -> list[str]:
    return [json.loads(call.request.body or "{}")["phone"] for call in doors.wire.calls]


def test_a_registered_unit_opens_itself_at_once_and_only_once(doors: Doors) -> None:
    assert enter(doors, f" {CODE.lower()} ").location == FORM
    page = doors.browser.get(FORM).text
    assert all(words in page for words in (NAME, CODE, "月缴存总额（预计）", "单位隶属关系", "是否开启网厅单位版"))
    assert sent(doors).status_code == 302
    assert texts(doors) == [PHONE]
    opened = submit(doors, doors.code())
    assert opened.location == "/unit/opening/done"
    done = doors.browser.get("/unit/opening/done").text
    unit = doors.app.extensions["container"].core.find_unit(CODE)
    assert unit.number in done
    assert (unit.details.agent_name, unit.unit_ratio, unit.web_hall) == ("卫东", Decimal(8), True)
    assert doors.browser.get(FORM).location == "/unit/opening/done"
    assert submit_again(doors).location == "/unit/opening/done"
    assert [event for event, _, _ in doors.trail()] == ["unit_opened"]


def submit_again(doors: Doors) -> TestResponse:
    token = doors.token("/unit/opening")
    return doors.browser.post(FORM, data={"csrf_token": token, **TYPED, "code": "000000"})


def test_a_unit_that_is_open_is_told_its_number(doors: Doors) -> None:
    school = credit_code(1, 0)
    assert enter(doors, school).location == FORM
    assert doors.browser.get(FORM).location == "/unit/opening/done"
    assert "1408001000" in doors.browser.get("/unit/opening/done").text


@pytest.mark.parametrize("code", [CODE, "91140800MA00000007"])
def test_unknown_and_wrong_are_one_answer_and_five_tries_are_enough(doors: Doors, code: str) -> None:
    for _ in range(5):
        answer = enter(doors, code, "wrong")
        assert answer.status_code == 422
        assert "统一社会信用代码、登录密码或验证码不对" in answer.text
    assert "试错次数太多" in enter(doors, code).text
    assert doors.browser.get(FORM).location == "/unit/opening"
    assert doors.browser.get("/unit/opening/done").location == "/unit/opening"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (CODE[:-1], "统一社会信用代码是 18 位"),
        (CODE[:-1] + "9", "校验位不正确"),
        ("YCSZFGJJGLZX000000", "没有 I、O、S"),
    ],
)
def test_a_wrong_code_says_what_is_wrong(doors: Doors, code: str, said: str) -> None:
    answer = enter(doors, code)
    assert answer.status_code == 422
    assert said in answer.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"unit_pct": "4.99"}, "缴存比例应在 5%-12% 之间"),
        ({"person_pct": "13"}, "缴存比例应在 5%-12% 之间"),
        ({"unit_pct": "八"}, "缴存比例请填写数字"),
        ({"people": "0"}, "要么都填，要么都填 0"),
        ({"wages": "0"}, "要么都填，要么都填 0"),
        ({"people": "-1"}, "人数请填写整数"),
        ({"people": "2.5"}, "人数请填写整数"),
        ({"wages": "100.001"}, "最多两位小数"),
        ({"wages": "很多"}, "最多两位小数"),
        ({"first_month": "2026-05"}, "首次汇缴年月不能早于成立年月 2026-06"),
        ({"first_month": "2099-01"}, "首次汇缴年月最晚是下个月"),
        ({"first_month": "soon"}, "请重新选择"),
        ({"pay_day": "32"}, "请重新选择"),
        ({"affiliation": "41"}, "请重新选择"),
        ({"bank": "别的银行"}, "请重新选择"),
        ({"agent_mobile": "03592059100"}, "请输入正确的手机号码"),
        ({"agent_name": ""}, "请填写经办人姓名"),
    ],
)
def test_each_rule_has_its_words_beside_its_field_and_nothing_typed_is_lost(
    doors: Doors, change: dict[str, str], said: str
) -> None:
    enter(doors)
    for answer in (sent(doors, **change), submit(doors, "000000", **change)):
        assert answer.status_code == 422
        assert said in answer.text
        assert 'value="卫东"' in answer.text or "agent_name" in change
    assert texts(doors) == []
    assert doors.app.extensions["container"].core.find_unit(CODE).number == ""


def test_full_width_figures_and_commas_are_read(doors: Doors) -> None:
    enter(doors)
    answer = sent(doors, wages="１４５，６００．００", people="２６", unit_pct="12%", person_pct="１２")
    assert answer.status_code == 302
    assert "34,944.00" in doors.browser.get(FORM).text


def test_the_code_belongs_to_the_phone_that_was_typed(doors: Doors) -> None:
    enter(doors)
    sent(doors)
    assert "短信验证码已过期" in submit(doors, doors.code(), agent_mobile="13800000012").text
    assert "短信验证码不对" in submit(doors, "000000" if doors.code() != "000000" else "000001").text
    assert doors.app.extensions["container"].core.find_unit(CODE).number == ""


def test_what_is_typed_is_kept_and_computed_without_scripts(doors: Doors) -> None:
    enter(doors)
    doors.send("/unit/opening/draft", FORM, **{**TYPED, "unit_pct": "12", "person_pct": "12"})
    page = doors.browser.get(FORM).text
    assert 'value="145,600.00"' in page
    assert "34,944.00" in page
    assert page.count("17,472.00") == 2


def test_another_registration_sees_nothing_of_the_first(doors: Doors) -> None:
    enter(doors)
    doors.send("/unit/opening/draft", FORM, **TYPED)
    enter(doors, OTHER)
    page = doors.browser.get(FORM).text
    assert "卫东" not in page
    assert NAME not in page
