"""The retirement age: the steps of the annex, the flexible limits, and what the calendar cannot hold."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.retirement_age import (
    Category,
    InvalidBirth,
    delay_months,
    has_retired,
    least_contribution_years,
    retirement,
)

BIRTHS = st.dates(date(1930, 1, 1), date(2020, 12, 31))
CATEGORIES = st.sampled_from(Category)
OLD = {Category.MALE: 60, Category.FEMALE_55: 55, Category.FEMALE_50: 50}


@given(CATEGORIES, BIRTHS)
def test_flexible_limits_enclose_the_statutory_date(category: Category, birth: date) -> None:
    found = retirement(category, birth)
    assert found.age_years * 12 + found.age_months == OLD[category] * 12 + found.delay_months
    assert (found.earliest is None) == (found.latest is None) == (found.delay_months == 0)
    if found.earliest and found.latest:
        assert found.earliest < found.on < found.latest
        assert found.earliest.year - birth.year >= OLD[category]


@given(CATEGORIES, BIRTHS, BIRTHS)
def test_the_later_born_never_retire_younger(category: Category, one: date, other: date) -> None:
    first, second = sorted((one, other))
    assert delay_months(category, first) <= delay_months(category, second)


@given(CATEGORIES, BIRTHS)
def test_retired_on_the_day_not_before(category: Category, birth: date) -> None:
    on = retirement(category, birth).on
    assert has_retired(category, birth, on)
    assert not has_retired(category, birth, on.replace(year=on.year - 1))


def test_the_same_birth_depends_on_the_post() -> None:
    birth = date(1976, 11, 23)
    assert retirement(Category.FEMALE_50, birth).on == date(2027, 11, 23)
    assert retirement(Category.FEMALE_55, birth).on == date(2033, 8, 23)


@pytest.mark.parametrize(
    ("year", "years"), [(2025, "15"), (2029, "15"), (2030, "15.5"), (2038, "19.5"), (2039, "20"), (2060, "20")]
)
def test_contribution_years(year: int, years: str) -> None:
    assert f"{least_contribution_years(year).normalize():f}" == years


def test_beyond_the_calendar() -> None:
    with pytest.raises(InvalidBirth):
        retirement(Category.MALE, date(9990, 1, 1))
