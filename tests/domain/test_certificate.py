from datetime import date

import pytest

from app.domain.centre_list import all_centres, centre_named, find_centres
from app.domain.certificate import (
    CODE_LETTERS,
    REQUIRED,
    Kind,
    Standing,
    State,
    grouped,
    last_day,
    loan_record,
    new_code,
    number_of,
    standing,
    tidied,
    whole,
)
from app.domain.errors import Refusal

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("kind", Kind)
def test_a_missing_fact_refuses_the_certificate(kind: Kind) -> None:
    facts = dict.fromkeys(REQUIRED[kind], "x")
    assert whole(kind, facts) == facts
    for name in REQUIRED[kind]:
        for empty in ("", "  ", None):
            with pytest.raises(Refusal) as refused:
                whole(kind, {**facts, name: empty})
            assert (refused.value.code, refused.value.facts["fact"]) == ("certificate_fact_missing", name)


def test_the_last_day_still_counts_and_the_month_end_is_kept() -> None:
    assert last_day(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert last_day(TODAY, 0) is None
    assert standing(State.ISSUED, TODAY, TODAY) is Standing.VALID
    assert standing(State.ISSUED, date(2026, 11, 23), TODAY) is Standing.EXPIRED
    assert standing(State.ISSUED, None, date(2099, 1, 1)) is Standing.VALID
    assert standing(State.VOID, None, TODAY) is Standing.VOID


def test_numbers_and_codes_are_read_as_they_were_meant() -> None:
    assert number_of(TODAY, 32) == "ZM20261124000032"
    code = new_code(lambda letters: letters[-1])
    assert grouped(code) == "ZZZZ-ZZZZ"
    assert tidied(" zzzz-zzzz ") == code
    assert not set("0O1I") & set(CODE_LETTERS)


@pytest.mark.parametrize(
    ("states", "record"),
    [
        ([], "none"),
        (["settled"], "one_settled"),
        (["settled", "settled"], "more_settled"),
        (["settled", "normal"], "open"),
        (["overdue"], "open"),
    ],
)
def test_the_record_of_loans(states: list[str], record: str) -> None:
    assert loan_record(states) == record


def test_centres_are_found_by_name_place_and_province() -> None:
    assert [one.name for one in find_centres("西安")] == ["西安住房公积金管理中心"]
    assert [one.name for one in find_centres("西安住房公积金管理中心")] == ["西安住房公积金管理中心"]
    assert len(find_centres("山西")) == 11
    assert {one.province for one in find_centres("朝阳")} == {"辽宁省"}
    assert [one.place for one in find_centres("吉林")][:1] == ["吉林市"]
    assert find_centres("市") == find_centres("") == find_centres("没有这个地方") == ()
    assert centre_named("渭南市住房公积金管理中心") is not None
    assert centre_named("渭南") is None


def test_every_centre_has_one_name() -> None:
    names = [one.name for one in all_centres()]
    assert len(names) == len(set(names)) > 330
