"""偿还商业贷款提取 and 省内异地公积金贷款提取: the lender's data say what was repaid."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
import responses

from app.fund_core.embedded import seed
from tests.applications.conftest import Enter
from tests.applications.test_purchase import finished
from tests.applications.world import PAYING, RETIRED, TWO_LOANS, Person

LOANS = "http://outside.test/registry/loans/query"
BANK, CENTRE = "/withdrawals/commercial-loan", "/withdrawals/province-loan"
LENDERS = {BANK: ("commercial", "中国建设银行"), CENTRE: ("province", "太原市住房公积金管理中心")}
NUMBER = "JH-2022-0008812"


@dataclass
class Lenders:
    """The loan registry at the wire: one loan of 2000 yuan a month, and how it fails to answer."""

    borrowers: set[int] = field(default_factory=lambda: {PAYING})
    state: str = "repaying"
    error: str = ""
    silent: str | Exception = ""
    days: tuple[str, ...] = ("2025-11-24", "2025-11-25", "2026-10-24", "2026-11-25")

    def answer(self, request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        """Answer by docs/registry-contract.md."""
        question = json.loads(request.body or "{}")
        if isinstance(self.silent, Exception):
            raise self.silent
        if self.error or question["number"] != NUMBER:
            return 404, {}, json.dumps({"error": self.error or "not_found"})
        borrows = question.pop("id_number") in {seed.demo_people()[at].id_number for at in self.borrowers}
        rows = [{"on": day, "amount": "2000.00"} for day in self.days]
        loan = {**question, "borrows": borrows, "amount": "380000.00", "state": self.state, "repaid": rows}
        return 200, {}, self.silent or json.dumps({"loan": loan})


@pytest.fixture
def lenders(wire: responses.RequestsMock) -> Lenders:
    lenders = Lenders()
    wire.add_callback(responses.POST, LOANS, lenders.answer)
    return lenders


def checked(person: Person, path: str, **typed: str) -> str:
    """Look the loan up."""
    person.open(f"{path}/fill/number")
    return person.send(f"{path}/fill/number", **({"lender": LENDERS[path][1], "number": "jh-2022-０００8812"} | typed))


@pytest.mark.parametrize("path", [BANK, CENTRE])
def test_what_was_repaid_within_a_year_is_paid(enter: Enter, lenders: Lenders, path: str) -> None:
    person = enter(PAYING)
    assert "可以办理" in person.open(path)
    page = checked(person, path)
    assert person.at() == f"{path}/fill/amount"
    assert "可提取的已还本息：" in page
    assert "4,000.00" in page  # neither what is a year old nor what is still to come
    assert "超过已还的本息，最多可提取 4,000.00 元" in person.send(f"{path}/fill/amount", amount="4000.01")
    page = person.send(f"{path}/fill/amount", amount="3000")
    assert all(words in page for words in (NUMBER, LENDERS[path][1], "380,000.00", "3,000.00"))
    assert "已办结" in finished(person, person.submit(path))
    assert "该账户还未到下次提取日期，可于 2027-11-24 起申请" in checked(person, path)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"error": "not_found"}, "未查询到这笔贷款，请核对贷款机构和合同编号后重新输入"),
        ({"error": "out_of_area"}, "这家机构还没有联网，请带身份证、借款合同和还款流水到柜台办理"),
        ({"borrowers": {RETIRED}}, "借款人与申请人不一致"),
        ({"state": "settled"}, "这笔贷款已结清或已撤销"),
        ({"state": "cancelled"}, "这笔贷款已结清或已撤销"),
        ({"silent": requests.ReadTimeout()}, "核查服务暂不可用，请稍后再试"),
        ({"silent": "<html>"}, "核查服务暂不可用，请稍后再试"),
        ({"silent": '{"loan": {"borrows": "yes"}}'}, "核查服务暂不可用，请稍后再试"),
    ],
)
def test_what_the_lender_says_against_it(
    embedded: Enter, lenders: Lenders, change: dict[str, Any], sentence: str
) -> None:
    for name, value in change.items():
        setattr(lenders, name, value)
    page = checked(embedded(PAYING), BANK)
    assert sentence in page
    assert f'value="{NUMBER}"' in page
    assert 'value="中国建设银行"' in page


def test_of_another_mans_loan_nothing_is_told(embedded: Enter, lenders: Lenders) -> None:
    lenders.borrowers, lenders.state = {RETIRED}, "settled"
    assert "已结清" not in checked(embedded(PAYING), BANK)


def test_the_loan_of_the_spouse_counts_and_is_shared(embedded: Enter, lenders: Lenders) -> None:
    husband, wife = embedded(PAYING), embedded(TWO_LOANS)
    checked(husband, BANK)
    husband.send(f"{BANK}/fill/amount", amount="3000")
    finished(husband, husband.submit(BANK))
    assert "1,000.00" in checked(wife, BANK)
    assert "最多可提取 1,000.00 元" in wife.send(f"{BANK}/fill/amount", amount="1000.01")


@pytest.mark.parametrize(
    ("path", "typed", "sentence"),
    [
        (BANK, {"lender": ""}, "请填写贷款银行"),
        (BANK, {"lender": "行"}, "银行名称要有 2 到 60 个字"),
        (BANK, {"number": "12 ☎"}, "编号不对，只能有字母、数字和横线"),
        (CENTRE, {"lender": ""}, "请选择公积金中心"),
        (CENTRE, {"number": ""}, "请填写借款合同编号"),
    ],
)
def test_what_cannot_be_is_not_asked_for(
    embedded: Enter, lenders: Lenders, path: str, typed: dict[str, str], sentence: str
) -> None:
    assert sentence in checked(embedded(PAYING), path, **typed)


def test_the_own_centre_is_not_offered(embedded: Enter) -> None:
    page = embedded(PAYING).open(f"{CENTRE}/fill/number")
    assert "太原市住房公积金管理中心</option>" in page
    assert "运城市住房公积金管理中心</option>" not in page
