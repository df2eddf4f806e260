"""公积金明细查询: what is shown adds up, whatever is asked for, and can be taken along."""

import csv
import io
import re
from decimal import Decimal
from itertools import pairwise

import pikepdf
import pytest

from tests.applications.conftest import Distant, Enter
from tests.applications.world import PAYING, RETIRED, Person

ROW = re.compile(r'<span class="gj-(?:in|out)">([^<]+)</span><small>余额 ([^<]+)</small>')
PATH = "/account/records"


def rows_on(page: str) -> list[tuple[Decimal, Decimal]]:
    """Amount and balance of each row shown."""
    return [(_number(amount), _number(balance)) for amount, balance in ROW.findall(page)]


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def table(person: Person, asked: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(person.client.get(f"{PATH}.csv?{asked}").data.decode("utf-8-sig"))))


def test_the_last_year_is_shown_with_a_balance_that_adds_up(enter: Enter) -> None:
    person = enter(PAYING)
    page = person.open(PATH)
    rows = rows_on(page)
    assert len(rows) == 13
    assert all(later == earlier + amount for (amount, later), (_, earlier) in pairwise(rows))
    total = sum((amount for amount, _ in rows), Decimal(0))
    assert f"近12个月共入账 {total:,.2f} 元。" in page
    assert "查询时间：" in page


def test_every_page_together_is_the_whole_history(embedded: Enter) -> None:
    person = embedded(RETIRED)
    pages = [rows_on(person.open(f"{PATH}?y=all&page={number}")) for number in range(1, 7)]
    rows = [row for page in pages for row in page]
    assert [len(page) for page in pages] == [20, 20, 20, 20, 20, 8]
    assert sum((amount for amount, _ in rows), Decimal(0)) == rows[0][1]
    assert all(later == earlier + amount for (amount, later), (_, earlier) in pairwise(rows))


@pytest.mark.parametrize(("asked", "answered"), [("99", 6), ("0", 1), ("-3", 1), ("1e9", 1), ("二", 1)])
def test_a_page_that_is_not_there_is_the_nearest_one(embedded: Enter, asked: str, answered: int) -> None:
    assert f"第 {answered} 页，共 6 页" in embedded(RETIRED).open(f"{PATH}?y=all&page={asked}")


def test_a_year_and_a_kind_are_filters(embedded: Enter) -> None:
    person = embedded(PAYING)
    page = person.open(f"{PATH}?y=2025&kind=09")
    assert len(rows_on(page)) == 1
    assert "年度结息" in page
    assert "2025 年共入账" in page  # the chart is the year's, whatever kind is listed
    assert len(rows_on(person.open(f"{PATH}?y=2025"))) == 13


@pytest.mark.parametrize("asked", ["y=1066", "y=9999", "y=abc", "y=%F0%9F%8F%A0", "kind=77", "y=recent&kind='--"])
def test_what_cannot_be_asked_for_is_the_last_year(embedded: Enter, asked: str) -> None:
    assert len(rows_on(embedded(PAYING).open(f"{PATH}?{asked}"))) == 13


def test_the_chart_reads_as_a_table_too(embedded: Enter) -> None:
    page = embedded(PAYING).open(f"{PATH}?y=2026")
    cells = re.findall(r'<tr><th scope="row">2026-06</th>(.*?)</tr>', page)
    assert len(cells) == 1
    assert cells[0].count("664.00") == 2
    assert "<svg" in page
    assert "style=" not in page


def test_the_account_of_another_is_not_there(enter: Enter) -> None:
    person = enter(PAYING)
    other = re.search(r"个人账号：</dt><dd[^>]*>(\d+)", enter(RETIRED).open("/account"))
    assert other
    for suffix in ("", ".csv", ".pdf"):
        person.open(f"{PATH}{suffix}?account={other[1]}")
        assert person.page.status_code == 404


def test_a_spreadsheet_has_every_row_of_what_is_shown(enter: Enter) -> None:
    person = enter(RETIRED)
    rows, answer = table(person, "y=all"), person.client.get(f"{PATH}.csv?y=all")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert rows[0] == ["记账日期", "业务", "所属年月", "单位部分", "个人部分", "发生额", "余额"]
    assert len(rows) == 109
    assert sum((Decimal(row[5]) for row in rows[1:]), Decimal(0)) == Decimal(rows[1][6])


def test_paper_holds_the_same(embedded: Enter) -> None:
    answer = embedded(RETIRED).client.get(f"{PATH}.pdf?y=all")
    assert answer.mimetype == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.data)) as paper:
        assert len(paper.pages) == 3


def test_while_the_core_is_away_the_history_stands_with_its_time(distant: Distant) -> None:
    person = distant.enter(PAYING)
    before = rows_on(person.open(PATH))
    distant.line.is_cut = True
    page = person.open(PATH)
    assert "数据截至" in page
    assert rows_on(page) == before
    assert len(rows_on(person.open(f"{PATH}?y=2025"))) == 13  # a year that was not looked at before
    assert len(table(person, "y=2025")) == 14


def test_what_was_never_seen_is_said_to_be_away(distant: Distant) -> None:
    person = distant.enter(PAYING)
    distant.line.is_cut = True
    assert "暂时" in person.open(PATH)
    assert person.page.status_code == 503
