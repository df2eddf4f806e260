"""职工信息变更: each change to the core, a code to the old and the new phone, the cool-down, and who is told."""

import pytest

from app.fund_core.embedded import seed
from tests.applications.conftest import Enter
from tests.applications.world import FROZEN, NO_CARD, PAYING, RETIRED, Person

PATH = "/details"
NEW_PHONE = "13900001234"
CARD = "6222020200112230004"


def chosen(person: Person, change: str) -> str:
    person.open(f"{PATH}/go")
    return person.send(f"{PATH}/fill/change", change=change)


def prove(person: Person, phone: str = NEW_PHONE) -> str:
    person.send(f"{PATH}/fill/phone", phone=phone)
    person.send(f"{PATH}/fill/new_phone/code")
    return person.send(f"{PATH}/fill/new_phone", code=person.code())


def test_a_new_phone_is_proved_and_the_old_one_agrees_and_hears_of_it(enter: Enter) -> None:
    person, old = enter(PAYING), seed.demo_people()[PAYING].phone
    chosen(person, "phone")
    assert person.at() == f"{PATH}/fill/phone"
    page = prove(person, "＋86 139-0000-1234")
    assert person.at() == f"{PATH}/check"
    assert NEW_PHONE in page
    number = person.submit(PATH)
    person.work()
    assert "已办结" in person.open(f"/applications/{number}")
    assert NEW_PHONE not in person.page.text
    assert "139****1234" in person.page.text
    told = [(person.phone_of(call), text) for call, text in zip(person.wire.calls, person.texts(), strict=True)]
    assert told[0][0] == NEW_PHONE and "登记新手机号" in told[0][1]  # noqa: PT018 - a pair
    assert told[1][0] == old and "职工信息变更" in told[1][1]  # noqa: PT018 - a pair
    assert {phone for phone, text in told if "已变更为 139****1234" in text} == {old, NEW_PHONE}
    assert "139****1234" in person.open("/account")
    assert "139****1234" in person.open("/mine")


def test_after_a_change_of_phone_or_card_money_waits(enter: Enter) -> None:
    person = enter(RETIRED)
    chosen(person, "card")
    page = person.send(f"{PATH}/fill/card", card="6222 0202 0011 2230 004", bank="中国工商银行运城分行")
    assert "6222 0202 0011 2230 004" in page
    number = person.submit(PATH)
    person.work()
    page = person.open(f"/applications/{number}")
    assert "已办结" in page
    assert CARD not in page
    assert "收款银行卡已变更" in person.texts()[-1]
    assert "24 小时后才能提取，可于 2026-11-25 起申请" in person.open("/withdrawals/retirement")
    person.clock.advance(24 * 3600)
    assert "可以办理" in person.open("/withdrawals/retirement")


def test_home_and_situation_begin_with_what_is_known(enter: Enter) -> None:
    person = enter(PAYING)
    chosen(person, "home")
    person.send(f"{PATH}/fill/home_address", home_address="盐湖区河东东街 1 号 𠮷祥里", postcode="０４４０００")
    person.submit(PATH)
    person.work()
    page = chosen(person, "home")
    assert "盐湖区河东东街 1 号 𠮷祥里" in page
    assert 'value="044000"' in page
    assert "和登记的一样，没有要改的" in person.send(
        f"{PATH}/fill/home_address", home_address="盐湖区河东东街 1 号 𠮷祥里", postcode="044000"
    )
    chosen(person, "situation")
    person.send(
        f"{PATH}/fill/marital_status", marital_status="20", education="大学本科", occupation="教师", job_title="",
        email="a.b@example.com", monthly_income="８，６００",
    )  # fmt: skip
    page = person.open(f"{PATH}/check")
    assert all(words in page for words in ("已婚", "大学本科", "教师", "8,600.00"))
    number = person.submit(PATH)
    person.work()
    assert "已办结" in person.open(f"/applications/{number}")
    chosen(person, "home")
    assert "𠮷祥里" in person.page.text


@pytest.mark.parametrize(
    ("change", "step", "typed", "fault"),
    [
        ("phone", "phone", {"phone": "0359-2660000"}, "手机号码不对"),
        ("phone", "phone", {"phone": "１３９"}, "手机号码不对"),
        ("phone", "phone", {"phone": ""}, "请填写新手机号码"),
        ("card", "card", {"card": "6222020200112230005", "bank": "建行"}, "银行卡号不对，请对着银行卡"),
        ("card", "card", {"card": "622202", "bank": "建行"}, "16 到 19 位数字"),
        ("card", "card", {"card": CARD, "bank": ""}, "请填写开户银行"),
        ("home", "home_address", {"home_address": "严" * 81, "postcode": ""}, "太长了，最多 80 个字"),
        ("home", "home_address", {"home_address": "家\u202e里", "postcode": ""}, "有不能识别的符号"),
        ("home", "home_address", {"home_address": "家", "postcode": "12"}, "邮编是 6 位数字"),
        ("situation", "marital_status", {"marital_status": "99"}, "请重新选择"),
        ("situation", "marital_status", {"marital_status": "20", "email": "a@b"}, "电子邮箱不对"),
        ("situation", "marital_status", {"marital_status": "20", "education": "神童"}, "请重新选择"),
        ("situation", "marital_status", {"marital_status": "20", "monthly_income": "-1"}, "金额不对"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    embedded: Enter, change: str, step: str, typed: dict[str, str], fault: str
) -> None:
    person = embedded(PAYING)
    chosen(person, change)
    page = person.send(f"{PATH}/fill/{step}", **typed)
    assert person.page.status_code == 422
    assert fault in page


def test_the_same_phone_or_card_is_no_change(embedded: Enter) -> None:
    person = embedded(PAYING)
    chosen(person, "phone")
    assert "和登记的手机号一样" in person.send(f"{PATH}/fill/phone", phone=seed.demo_people()[PAYING].phone)


def test_a_phone_that_is_not_proved_is_not_changed(embedded: Enter) -> None:
    """Neither by asking for the check page, nor by sending its form, nor by proving another number."""
    person = embedded(PAYING)
    chosen(person, "phone")
    prove(person)
    person.send(f"{PATH}/code")
    agreed = {**person.hidden(), "code": person.code(), "agree": "y"}
    person.open(f"{PATH}/fill/phone")
    person.send(f"{PATH}/fill/phone", phone="13900005678")
    assert person.at() == f"{PATH}/fill/new_phone"
    for path in (f"{PATH}/check", f"{PATH}/code"):
        assert person.client.post(path, data=agreed).location == f"{PATH}/fill/new_phone"
    person.send(f"{PATH}/fill/new_phone", code="000000")
    assert "短信验证码已过期" in person.page.text
    assert person.open("/applications").count("受理中") == 0


def test_the_new_phone_is_asked_for_only_where_one_is_typed(embedded: Enter) -> None:
    person = embedded(PAYING)
    chosen(person, "card")
    person.open(f"{PATH}/fill/new_phone")
    assert person.at() == f"{PATH}/fill/card"
    assert person.client.get(f"{PATH}/fill/phone").status_code == 404


def test_a_frozen_account_and_one_without_a_card_may_change_details(embedded: Enter) -> None:
    assert "可以办理" in embedded(FROZEN).open(PATH)
    person = embedded(NO_CARD)
    person.open(f"{PATH}/go")
    assert "还没有登记" in person.page.text
