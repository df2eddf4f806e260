"""缓缴 on any core: a term is noted once, ends by itself or by paying, and is nothing to the unit's people."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.domain.clock import FixedClock
from app.fund_core import (
    CoreError,
    CoreRefused,
    Deferral,
    FundCore,
    LateLine,
    LateMonth,
    PersonAccount,
    Remittance,
    RemittanceLine,
    Unit,
)
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.seed_units import credit_code, demo_registrations, unit_number

CODE, UNIT, OTHER_CODE = credit_code(1, 0), unit_number(1, 0), credit_code(1, 1)
FIRST, LAST = "2026-12", "2027-05"
END = datetime(2027, 5, 31, 16, 0, tzinfo=UTC)  # midnight in Beijing


def unit(core: FundCore, code: str = CODE) -> Unit:
    found = core.find_unit(code)
    assert found is not None
    return found


def staff(core: FundCore) -> tuple[PersonAccount, ...]:
    return tuple(one for one in core.employees_of(UNIT, "", "", 500) if one.status == "01")


def month(core: FundCore, wanted: str) -> Remittance:
    lines = tuple(RemittanceLine(one.number, one.monthly_unit, one.monthly_person) for one in staff(core))
    return Remittance(UNIT, wanted, lines)


def late(core: FundCore, wanted: str) -> None:
    """Pay one person's month late, on a base that is higher than what was paid on."""
    one = staff(core)[0]
    wish = LateMonth(one.number, wanted, one.base + 1000, "short")
    (quote,) = core.quote_late(UNIT, (wish,))
    core.remit_late("late", UNIT, (LateLine(**vars(wish), unit_part=quote.unit_part, person_part=quote.person_part),))


def test_a_unit_is_deferred_once_and_its_people_are_as_before(core: FundCore) -> None:
    people, other = staff(core), unit(core, OTHER_CODE)
    assert (unit(core).status, unit(core).deferrals) == ("01", ())
    order = core.defer_unit("d", UNIT, FIRST, LAST)
    assert (order.kind, order.state, order.subject) == ("deferral", "done", UNIT)
    assert core.defer_unit("d", UNIT, FIRST, LAST) == order
    assert (unit(core).status, unit(core).deferrals) == ("03", (Deferral(FIRST, LAST),))
    assert staff(core) == people
    assert unit(core, OTHER_CODE) == other


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2026-12", "2027-12", "term_too_long"),
        ("2027-02", "2027-01", "invalid_input"),
        ("2026-13", "2027-01", "invalid_input"),
        ("2026-12", "soon", "invalid_input"),
        ("2026-11", "2027-01", "month_paid"),
    ],
)
def test_a_term_is_refused(core: FundCore, first: str, last: str, code: str) -> None:
    before = unit(core)
    with pytest.raises(CoreRefused) as refused:
        core.defer_unit("d", UNIT, first, last)
    assert refused.value.code == code
    assert unit(core) == before


def test_twelve_months_are_not_too_long(core: FundCore) -> None:
    core.defer_unit("d", UNIT, FIRST, "2027-11")
    assert unit(core).deferrals == (Deferral(FIRST, "2027-11"),)


def test_a_unit_that_is_not_open_defers_nothing(core: FundCore) -> None:
    assert unit(core, demo_registrations()[0][0]).status == ""
    for number in ("", "0"):
        with pytest.raises(CoreRefused, match="unknown_unit"):
            core.defer_unit(f"d{number}", number, FIRST, LAST)


def test_the_term_ends_by_itself_and_another_may_follow(core: FundCore, clock: FixedClock) -> None:
    core.defer_unit("d", UNIT, FIRST, LAST)
    with pytest.raises(CoreRefused, match="already_deferred"):
        core.defer_unit("e", UNIT, "2027-06", "2027-07")
    clock.advance((END - clock.now()).total_seconds() - 60)
    assert unit(core).status == "03"
    clock.advance(60)
    assert (unit(core).status, unit(core).deferrals) == ("01", (Deferral(FIRST, LAST),))
    core.defer_unit("f", UNIT, "2027-06", "2027-08")
    assert (unit(core).status, unit(core).deferrals[1:]) == ("03", (Deferral("2027-06", "2027-08"),))


def test_paying_a_month_of_it_ends_it_with_the_month_before(core: FundCore) -> None:
    core.defer_unit("d", UNIT, FIRST, LAST)
    late(core, "2026-11")
    assert unit(core).status == "03"
    core.remit("m", month(core, "2027-01"))
    assert (unit(core).status, unit(core).deferrals) == ("01", (Deferral(FIRST, "2026-12"),))


def test_paying_its_first_month_leaves_nothing_of_it(core: FundCore) -> None:
    core.defer_unit("d", UNIT, FIRST, LAST)
    core.remit("m", month(core, FIRST))
    assert (unit(core).status, unit(core).deferrals) == ("01", ())
    core.defer_unit("e", UNIT, "2027-01", "2027-02")
    assert unit(core).status == "03"


def test_a_month_before_it_ends_nothing(core: FundCore) -> None:
    core.defer_unit("d", UNIT, "2027-02", "2027-05")
    core.remit("m", month(core, "2026-12"))
    assert (unit(core).status, unit(core).deferrals) == ("03", (Deferral("2027-02", "2027-05"),))


def test_a_refused_month_ends_nothing(core: FundCore) -> None:
    core.defer_unit("d", UNIT, FIRST, LAST)
    wanted = month(core, "2027-01")
    with pytest.raises(CoreRefused):
        core.remit("m", replace(wanted, lines=(*wanted.lines, wanted.lines[0])))
    assert unit(core).status == "03"


def test_two_at_once_are_one_term(embedded: EmbeddedCore) -> None:
    def ask(key: str) -> str:
        try:
            return embedded.defer_unit(key, UNIT, FIRST, LAST).state
        except CoreError as fault:
            return str(fault)

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(ask, "abcd"))
    assert told.count("done") == 1
    assert unit(embedded).deferrals == (Deferral(FIRST, LAST),)
