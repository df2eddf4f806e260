"""工具: anybody may ask, the figures are the rules', and whatever is typed is answered."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

QUOTA = {"balance": "32000", "price": "900000", "income": "12000", "age": "35", "sex": "male", "years": "30",
         "home": "first"}  # fmt: skip
PREPAYMENT = {"left": "350000", "months": "174", "rate": "2.6", "method": "01", "prepaid": "100000"}
ANSWERS = {
    "quota": QUOTA,
    "instalment": {"amount": "800000", "years": "30", "home": "first"},
    "prepayment": PREPAYMENT,
    "deposit": {"balance": "50000", "months": "24"},
    "retirement": {"category": "male", "born": "1976-09"},
}


@pytest.fixture
def stranger(build: Callable[..., Flask]) -> FlaskClient:
    return build().test_client()


def ask(stranger: FlaskClient, name: str, **told: str) -> TestResponse:
    return stranger.get(f"/tools/{name}?{urlencode(told)}")


def faults(page: str) -> list[str]:
    """The sentences of the summary on top, each of which leads to its field."""
    return re.findall(r'<li><a href="#[a-z_]+">([^<]+)</a>', page)


def test_all_tools_are_open_to_strangers(stranger: FlaskClient) -> None:
    index = stranger.get("/tools").text
    for name in ANSWERS:
        assert f'href="/tools/{name}"' in index
        empty = stranger.get(f"/tools/{name}")
        assert (empty.status_code, faults(empty.text)) == (200, [])
        assert "怎么算的" not in empty.text
    assert stranger.get("/tools/nothing").status_code == 404


@pytest.mark.parametrize("name", ANSWERS)
def test_each_shows_its_working_and_says_for_orientation_only(stranger: FlaskClient, name: str) -> None:
    page = ask(stranger, name, **ANSWERS[name])
    assert page.status_code == 200
    assert "怎么算的" in page.text
    assert "仅供参考" in page.text
    assert 'method="post"' not in page.text.partition("<main")[2].partition("</main>")[0]


def test_the_quota_is_the_least_of_four(stranger: FlaskClient) -> None:
    page = ask(stranger, "quota", **QUOTA).text
    for amount in ("800,000.00", "720,000.00", "1,100,000.00"):
        assert amount in page
    assert re.search(r"最多可贷</dt><dd[^>]*>720,000\.00", page)
    assert page.count("由它决定") == 1
    assert "以中心公告为准" in page
    older = ask(stranger, "quota", **QUOTA | {"age": "58"}).text
    assert "120 个月" in older  # ten years to the age limit, whatever was wished for


def test_a_borrower_past_the_age_limit_reads_why(stranger: FlaskClient) -> None:
    page = ask(stranger, "quota", **QUOTA | {"age": "70"})
    assert page.status_code == 422
    assert any("68 周岁" in fault for fault in faults(page.text))


def test_instalments_are_the_rules_examples(stranger: FlaskClient) -> None:
    page = ask(stranger, "instalment", amount="800000", years="30", home="first").text  # AN-08 of the cases
    for amount in ("3,202.72", "3,201.56", "352,978.04"):
        assert amount in page


def test_a_loan_of_two_kinds_is_added_month_by_month(stranger: FlaskClient) -> None:
    alone = ask(stranger, "instalment", amount="200000", years="10", home="first").text
    both = ask(stranger, "instalment", amount="200000", years="10", home="first", other_amount="50000",
               other_rate="0").text  # fmt: skip
    first = [float(re.findall(r"首月还款</dt><dd[^>]*>([\d,.]+)", page)[0].replace(",", "")) for page in (alone, both)]
    assert round(first[1] - first[0], 2) == round(50000 / 120, 2)
    missing = ask(stranger, "instalment", amount="200000", years="10", home="first", other_amount="50000")
    assert faults(missing.text) == ["请填写商业贷款利率"]


def test_prepaying_shows_both_futures(stranger: FlaskClient) -> None:
    page = ask(stranger, "prepayment", **PREPAYMENT).text
    assert "118 期" in page
    assert page.count("少付利息</dt>") == 2
    all_of_it = ask(stranger, "prepayment", **PREPAYMENT | {"prepaid": "350000"})
    assert any("小于剩余本金 350,000.00 元" in fault for fault in faults(all_of_it.text))


def test_interest_is_credited_on_the_last_of_june(stranger: FlaskClient) -> None:
    page = ask(stranger, "deposit", balance="50000", monthly="1,200", months="24").text
    assert "2027-06-30 结息" in page
    assert "2028-06-30 结息" in page


@pytest.mark.parametrize("born", ["1976-09", "197609", "1976年9月", "１９７６－０９"])
def test_a_birth_month_is_taken_as_people_write_it(stranger: FlaskClient, born: str) -> None:
    page = ask(stranger, "retirement", category="male", born=born).text
    assert "2039-09" in page
    assert "63 岁" in page


@pytest.mark.parametrize("born", ["1976-13", "1899-01", "2026-01", "九月", "1976-09-01-01", ""])
def test_a_month_that_cannot_be_is_said_beside_its_field(stranger: FlaskClient, born: str) -> None:
    page = ask(stranger, "retirement", category="male", born=born)
    assert page.status_code == 422
    assert 'id="born-err"' in page.text


@pytest.mark.parametrize("name", ANSWERS)
def test_nothing_typed_is_lost_when_one_answer_is_wrong(stranger: FlaskClient, name: str) -> None:
    first, *others = ANSWERS[name]
    page = ask(stranger, name, **ANSWERS[name] | {first: "🏠𠮷"})
    assert page.status_code == 422
    assert len(faults(page.text)) == 1
    assert all(ANSWERS[name][one] in page.text for one in others)


TYPED = st.one_of(
    st.text(max_size=12),
    st.decimals(min_value="0.01", max_value="999999999999.99", places=2).map(str),
    st.integers(-2, 400).map(str),
)


@pytest.mark.parametrize("name", ANSWERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_typed_is_answered(stranger: FlaskClient, name: str, data: st.DataObject) -> None:
    told = {field: data.draw(st.one_of(st.just(good), TYPED)) for field, good in ANSWERS[name].items()}
    assert ask(stranger, name, **told).status_code in (200, 422)
