"""购房提取: the registry is asked, the price is taken once, and each refusal says what to do."""

import logging
from typing import Any

import pytest
import requests

from tests.applications.conftest import Enter
from tests.applications.registry import Registry
from tests.applications.world import NO_CARD, PAYING, RETIRED, TWO_LOANS, Person

PATH = "/withdrawals/purchase"
UNDO_SECONDS = 601
PAPER = {"paper": "contract", "number": "２０２６-yc-0018273"}
SILENCE = [requests.ConnectTimeout("140802198803120011"), requests.ReadTimeout(), "<html>", '{"home": {"price": "-1"}}']


def checked(person: Person, **typed: str) -> str:
    """Look the paper up."""
    person.open(f"{PATH}/fill/number")
    return person.send(f"{PATH}/fill/number", **(PAPER | typed))


def drawn(person: Person, amount: str) -> str:
    """Look the paper up, fill in the amount, submit; return the number."""
    checked(person)
    person.send(f"{PATH}/fill/amount", amount=amount)
    return person.submit(PATH)


def finished(person: Person, number: str) -> str:
    """Let ten minutes and the workers pass; the application's page."""
    person.clock.advance(UNDO_SECONDS)
    person.work()
    return person.open(f"/applications/{number}")


def test_a_home_is_looked_up_and_paid_for(enter: Enter, registry: Registry) -> None:
    person = enter(PAYING)
    assert "可以办理" in person.open(PATH)
    page = checked(person)
    assert person.at() == f"{PATH}/fill/amount"
    assert all(words in page for words in ("房屋总价：", "685,000.00", "最多可提取："))
    page = person.send(f"{PATH}/fill/amount", amount="２０，０００")
    assert all(words in page for words in ("2026-YC-0018273", "商品房买卖合同", "112.36 平方米", "20,000.00", "张晓明"))
    number = person.submit(PATH)
    assert "购房提取（金额 20,000.00 元）" in person.texts()[-1]
    page = finished(person, number)
    assert "已办结" in page
    assert "该房屋已办理过购房提取" in checked(person)
    assert {question["kind"] for question in registry.asked} == {"contract"}


def test_it_may_be_taken_back_and_applied_for_again(embedded: Enter, registry: Registry) -> None:
    person = embedded(PAYING)
    number = drawn(person, "20000")
    person.open(f"/applications/{number}/take-back")
    assert "已撤回" in person.send(f"/applications/{number}/take-back")
    assert "已撤回" in finished(person, number)
    assert drawn(person, "30000") != number


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"error": "not_found"}, "未查询到该证件信息，请核对后重新输入"),
        ({"error": "out_of_area"}, "目前核查范围为运城市区的房产"),
        ({"owners": {RETIRED: "100"}}, "产权人与申请人不一致"),
        ({"state": "revoked"}, "该合同已撤销备案"),
        ({"state": "cancelled"}, "证书已注销"),
        ({"use": "apartment"}, "公寓、商铺、车位不能办理购房提取"),
        ({"use": "parking"}, "该房屋不是住宅"),
        ({"on": "2025-11-23"}, "超过提取时限：购房后 12 个月内可以提取"),
        ({"on": "2026-11-25"}, "超过提取时限"),
        ({"traded": ["2026-02-01"]}, "12 个月内多次交易"),
    ],
)
def test_what_the_registry_says_against_it(
    embedded: Enter, registry: Registry, change: dict[str, Any], sentence: str
) -> None:
    for name in ("error", "owners"):
        setattr(registry, name, change.pop(name, getattr(registry, name)))
    registry.says(**change)
    person = embedded(PAYING)
    page = checked(person)
    assert sentence in page
    assert person.page.status_code == 422
    assert "错误：" in page
    assert 'value="2026-YC-0018273"' in page  # what was typed is there again, in its right writing
    person.open(f"{PATH}/go")
    assert person.at() == f"{PATH}/fill/number"


def test_of_another_mans_home_nothing_is_told(embedded: Enter, registry: Registry) -> None:
    registry.owners = {RETIRED: "100"}
    registry.says(state="revoked", use="shop")
    page = checked(embedded(PAYING))
    assert "撤销" not in page
    assert "住宅" not in page


@pytest.mark.parametrize("silence", SILENCE, ids=["connect", "read", "garbage", "nonsense"])
def test_a_registry_that_does_not_answer_loses_nothing(
    embedded: Enter, registry: Registry, silence: str | Exception, caplog: pytest.LogCaptureFixture
) -> None:
    registry.silent = silence
    person = embedded(PAYING)
    with caplog.at_level(logging.WARNING):
        page = checked(person)
    assert "核查服务暂不可用，请稍后再试" in page
    assert 'value="2026-YC-0018273"' in page
    said = str([vars(record) for record in caplog.records])
    assert "registry_unavailable" in said
    assert all(secret not in said for secret in ("14080219880312", "0018273", "张晓明"))
    person.open(f"{PATH}/go")
    assert person.page.status_code == 503
    assert "联网核查暂时连不上" in person.page.text
    assert "保存 24 小时" in person.page.text
    registry.silent = ""
    person.open(f"{PATH}/go")
    assert person.at() == f"{PATH}/fill/amount"


def test_silence_at_the_last_moment_submits_nothing(embedded: Enter, registry: Registry) -> None:
    person = embedded(PAYING)
    checked(person)
    person.send(f"{PATH}/fill/amount", amount="20000")
    person.send(f"{PATH}/code")
    typed = {**person.hidden(), "code": person.code(), "agree": "y"}
    registry.silent = "<html>"
    person.send(f"{PATH}/check", **typed)
    assert person.page.status_code == 503
    assert "TQ2026" not in person.open("/applications?show=open")
    registry.silent = ""
    assert "申请已提交" in person.send(f"{PATH}/check", **typed)


def test_a_contract_cancelled_meanwhile_stops_it(embedded: Enter, registry: Registry) -> None:
    person = embedded(PAYING)
    checked(person)
    person.send(f"{PATH}/fill/amount", amount="20000")
    registry.says(state="revoked")
    page = person.open(f"{PATH}/check")
    assert person.at() == PATH
    assert "该合同已撤销备案" in page
    assert "修改填写的内容" in page


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("999999", "发生额大于个人账户余额，最多可提取"),
        ("0", "金额不对"),
        ("1.234", "金额不对"),
        ("一万", "金额不对"),
    ],
)
def test_an_amount_that_cannot_be(embedded: Enter, registry: Registry, amount: str, sentence: str) -> None:
    person = embedded(PAYING)
    checked(person)
    page = person.send(f"{PATH}/fill/amount", amount=amount)
    assert sentence in page
    assert f'value="{"999999.00" if amount == "999999" else amount}"' in page


def test_a_couple_takes_the_price_together(enter: Enter, registry: Registry) -> None:
    registry.says(price="30000.00")
    registry.owners = {PAYING: None, TWO_LOANS: None}
    husband, wife = enter(PAYING), enter(TWO_LOANS)
    assert "已办结" in finished(husband, drawn(husband, "20000"))
    assert "10,000.00" in checked(wife)
    assert "最多可提取 10,000.00 元" in wife.send(f"{PATH}/fill/amount", amount="10000.01")
    wife.send(f"{PATH}/fill/amount", amount="10000")
    assert "已办结" in finished(wife, wife.submit(PATH))


def test_a_couple_at_the_same_time_does_not_take_more_than_the_price(embedded: Enter, registry: Registry) -> None:
    registry.says(price="30000.00")
    registry.owners = {PAYING: None, TWO_LOANS: None}
    husband, wife = embedded(PAYING), embedded(TWO_LOANS)
    first, second = drawn(husband, "20000"), drawn(wife, "20000")
    assert "已办结" in finished(husband, first)
    assert "这套房的提取总额已满房价" in wife.open(f"/applications/{second}")


def test_who_owns_a_third_takes_a_third(embedded: Enter, registry: Registry) -> None:
    registry.says(price="30000.00")
    registry.owners = {PAYING: "33", RETIRED: "67"}
    person = embedded(PAYING)
    checked(person)
    assert "最多可提取 9,900.00 元" in person.send(f"{PATH}/fill/amount", amount="9900.01")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"paper": "certificate"}, "编号不对，应像 晋（2026）运城市不动产权第0012345号"),
        ({"paper": "old_certificate", "number": "字" * 61}, "编号不对，请按证书上的写法填写"),
        ({"number": "☎☎☎☎"}, "网签合同编号只有字母、数字和横线"),
        ({"paper": "lease"}, "请重新选择"),
        ({"number": ""}, "请填写证件号或网签合同编号"),
    ],
)
def test_a_number_is_checked_by_the_kind_of_its_paper(
    embedded: Enter, registry: Registry, typed: dict[str, str], sentence: str
) -> None:
    assert sentence in checked(embedded(PAYING), **typed)
    assert registry.asked == []


def test_who_has_no_card_is_told_before_anything_is_typed(embedded: Enter, registry: Registry) -> None:
    page = embedded(NO_CARD).open(PATH)
    assert "未查询到您的收款银行账号信息" in page
    assert "开始办理" not in page


def test_a_tampered_amount_is_not_what_is_paid(embedded: Enter, registry: Registry) -> None:
    person = embedded(PAYING)
    checked(person)
    person.send(f"{PATH}/fill/amount", amount="20000")
    person.send(f"{PATH}/code")
    page = person.send(f"{PATH}/check", code=person.code(), agree="y", seen="1.00", amount="1")
    assert "金额已更新为 20,000.00 元" in page
