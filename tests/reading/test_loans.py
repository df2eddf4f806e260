"""贷款基本信息查询, 还款计划, 还款明细: one's own loans, as they are."""

import re
from decimal import Decimal

import pytest

from tests.applications.conftest import Distant, Enter
from tests.applications.world import OVERDUE, PAYING, RETIRED, TWO_LOANS

SETTLED_LOAN = 6  # 吴海鹏
NUMBER = re.compile(r'href="/loans/(\d+)"')


def fact(page: str, label: str) -> str:
    found = re.search(rf"<dt>{label}：</dt><dd[^>]*>(.*?)</dd>", page)
    assert found, label
    return re.sub("<[^>]+>", "", found[1])


def test_a_loan_shows_every_field_of_the_guide(enter: Enter) -> None:
    person = enter(PAYING)
    page = person.open("/loans")
    number = person.at().removeprefix("/loans/")
    assert fact(page, "贷款账号") == number
    assert fact(page, "姓名") == "张晓明"
    assert "*" in fact(page, "证件号码")
    assert fact(page, "贷款状态") == "正常"
    assert fact(page, "银行扣款账号").startswith("尾号 ")
    assert fact(page, "发放日期") == "2021-05-05"
    assert fact(page, "贷款金额") == "450,000.00元"
    assert fact(page, "贷款期数") == "240 个月"
    assert fact(page, "贷款余额") == "351,846.07元"
    for label in ("委托银行", "合同编号", "月还款额", "贷款利率", "还款方式", "已还期数", "剩余期数", "下期扣款日"):
        assert fact(page, label) not in ("", "—")
    assert "查询时间：" in page


def test_the_curve_begins_at_the_amount_and_is_told_in_words(embedded: Enter) -> None:
    page = embedded(PAYING).open("/loans")
    assert "2021-05-05 发放 450,000.00 元，现在余额 351,846.07 元，按计划 2041-05 还清。" in page
    assert page.count('class="line" d="M44.0 ') == 1
    assert page.count('class="dash"') == 1
    assert "style=" not in page


def test_of_several_loans_one_is_chosen(enter: Enter) -> None:
    person = enter(TWO_LOANS)
    page = person.open("/loans")
    numbers = NUMBER.findall(page)
    assert len(numbers) == 2
    assert page.index("正常") < page.index("已还清注销")
    assert person.open(f"/loans/{numbers[1]}").count("已还清") >= 2
    assert "贷款结清证明打印" in person.page.text
    assert NUMBER.findall(person.open("/loans/plan")) == []  # they lead to the plan of each
    assert f'href="/loans/{numbers[0]}/plan"' in person.page.text


def test_the_plan_falls_from_the_amount_to_nothing(enter: Enter) -> None:
    page = enter(PAYING).open("/loans/plan")
    cells = re.findall(r'<th scope="row".*?</th>(.*?)</tr>', page)
    assert len(cells) == 240
    numbers = [[Decimal(text.replace(",", "")) for text in re.findall(r"<td[^>]*>([\d,.]+)", row)] for row in cells]
    assert sum((principal for _, principal, *_ in numbers), Decimal(0)) == Decimal("450000.00")
    assert all(total == principal + interest for total, principal, interest, _ in numbers)
    assert numbers[-1][3] == 0
    assert page.count('class="is-next"') == 1


def test_repayments_are_the_newest_first_in_pages(enter: Enter) -> None:
    person = enter(PAYING)
    page = person.open("/loans/repayments")
    assert "正常还款 第 66 期" in page
    assert "第 1 页，共 4 页" in page
    last = person.open(f"{person.at()}?page=99")
    assert "第 4 页，共 4 页" in last
    assert "正常还款 第 1 期" in last


def test_what_is_overdue_is_said_with_what_to_do(enter: Enter) -> None:
    page = enter(OVERDUE).open("/loans")
    assert fact(page, "贷款状态") == "逾期"
    amount = fact(page, "逾期金额").removesuffix("元")
    assert f"{amount}</b> 元。请把钱存进扣款账户" in page


def test_a_settled_loan_has_no_plan_to_come(embedded: Enter) -> None:
    page = embedded(SETTLED_LOAN).open("/loans")
    assert fact(page, "贷款余额") == "0.00元"
    assert "还剩" not in page
    assert 'class="dash"' not in page


def test_who_has_no_loan_reads_so(enter: Enter) -> None:
    for path in ("/loans", "/loans/plan", "/loans/repayments"):
        assert "您没有公积金贷款" in enter(RETIRED).open(path)


@pytest.mark.parametrize("below", ["", "/plan", "/repayments"])
def test_the_loan_of_another_is_not_there(enter: Enter, below: str) -> None:
    theirs = enter(PAYING)
    theirs.open("/loans")
    mine = enter(TWO_LOANS)
    for number in (theirs.at().removeprefix("/loans/"), "1", "🏠", "%27--"):
        assert "450,000.00" not in mine.open(f"/loans/{number}{below}")
        assert mine.page.status_code == 404


def test_while_the_core_is_away_a_loan_stands_with_its_time(distant: Distant) -> None:
    person = distant.enter(PAYING)
    person.open("/loans")
    distant.line.is_cut = True
    for path in ("/loans", "/loans/plan", "/loans/repayments"):
        assert "数据截至" in person.open(path)
    assert "351,846.07" in person.page.text
