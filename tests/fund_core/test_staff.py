"""Many of a unit's people at once, on any core: all of them or none."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.identity import check_digit
from app.fund_core import BaseLine, CoreRefused, CoreUnavailable, Enrolment, FundCore, LineFault, PersonAccount
from app.fund_core.embedded.seed import DemoPerson
from app.fund_core.embedded.seed_units import unit_number

UNIT, OTHER = unit_number(1, 0), unit_number(1, 1)
BASE = Decimal("5000.00")
People = dict[str, DemoPerson]


def newcomer(at: int, **changes: object) -> Enrolment:
    body = f"1408021990{at % 12 + 1:02}{at // 12 % 28 + 1:02}{at:03}"
    one = Enrolment(UNIT, body + check_digit(body), f"乔{chr(0x4E00 + at)}", "13800000001", BASE)
    return replace(one, **changes)  # type: ignore[arg-type]  # each change is of its field's type


NEW = tuple(map(newcomer, range(3)))


def _staff(core: FundCore, unit: str = UNIT) -> dict[str, PersonAccount]:
    return {one.number: one for one in core.employees_of(unit, "", "", 500)}


def test_people_are_enrolled_together_once(core: FundCore) -> None:
    before = _staff(core)
    order = core.enrol_all("e", NEW)
    assert (order.kind, order.state, order.subject) == ("employee", "done", UNIT)
    assert core.enrol_all("e", NEW) == order
    added = [one for number, one in _staff(core).items() if number not in before]
    assert [one.id_number for one in added] == [one.id_number for one in NEW]
    assert {(one.status, one.monthly_unit, one.balance) for one in added} == {("01", Decimal("400.00"), Decimal(0))}
    assert len({one.number for one in added}) == 3


def test_whoever_cannot_be_enrolled_is_named_and_keeps_everybody_out(core: FundCore, people: People) -> None:
    there = people["paying"]
    lines = (
        NEW[0],
        newcomer(1, id_number=there.id_number, name=there.name),
        newcomer(2, id_number=there.id_number, name="别人"),
        newcomer(3, base=Decimal(0)),
    )
    assert core.enrolment_faults(lines) == (
        LineFault(1, "already_enrolled"),
        LineFault(2, "name_differs"),
        LineFault(3, "base_out_of_range"),
    )
    for at, code in ((1, "already_enrolled"), (2, "name_differs"), (3, "base_out_of_range")):
        with pytest.raises(CoreRefused, match=code):
            core.enrol_all(code, (NEW[0], lines[at]))
    assert core.accounts_of(NEW[0].id_number) == ()


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((), "invalid_input"),
        ((NEW[0], NEW[0]), "invalid_input"),
        ((NEW[0], replace(NEW[1], unit_number=OTHER)), "invalid_input"),
        ((replace(NEW[0], unit_number="0"),), "unknown_unit"),
        ((replace(NEW[0], phone="12"),), "invalid_input"),
        ((replace(NEW[0], id_number="140802199001010010"),), "invalid_input"),
    ],
)
def test_impossible_enrolments_are_refused(core: FundCore, lines: tuple[Enrolment, ...], code: str) -> None:
    with pytest.raises(CoreRefused, match=code):
        core.enrol_all("e", lines)
    assert core.accounts_of(NEW[0].id_number) == ()


def test_people_are_sealed_and_resumed_together(core: FundCore) -> None:
    core.enrol_all("e", NEW)
    numbers = tuple(core.accounts_of(one.id_number)[0].number for one in NEW)
    core.seal_all("s", UNIT, numbers)
    assert {_staff(core)[number].status for number in numbers} == {"02"}
    with pytest.raises(CoreRefused, match="account_not_normal"):
        core.seal_all("t", UNIT, numbers)
    core.unseal_all("u", UNIT, tuple(BaseLine(number, Decimal("6000.00")) for number in numbers))
    after = [_staff(core)[number] for number in numbers]
    assert {(one.status, one.sealed_on, one.monthly_person) for one in after} == {("01", None, Decimal("480.00"))}
    with pytest.raises(CoreRefused, match="account_not_sealed"):
        core.unseal_all("v", UNIT, (BaseLine(numbers[0], BASE),))


def test_another_unit_s_people_are_as_unknown_as_nobody(core: FundCore) -> None:
    before = _staff(core), _staff(core, OTHER)
    own, foreign = next(iter(before[0])), next(iter(before[1]))
    for key, stranger in (("a", foreign), ("b", "0")):
        with pytest.raises(CoreRefused, match="unknown_account"):
            core.seal_all(f"s{key}", UNIT, (own, stranger))
        with pytest.raises(CoreRefused, match="unknown_account"):
            core.unseal_all(f"u{key}", UNIT, (BaseLine(stranger, BASE),))
    assert (_staff(core), _staff(core, OTHER)) == before


def test_two_units_at_once_enrol_nobody_twice(core: FundCore) -> None:
    def enrol(unit: str) -> str:
        try:
            return core.enrol_all(unit, tuple(replace(one, unit_number=unit) for one in NEW)).state
        except CoreUnavailable:  # somebody else entered the people at the same time; asking again tells
            return enrol(unit)
        except CoreRefused as refused:
            return refused.code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(enrol, (UNIT, OTHER))) == ["already_enrolled", "done"]
    assert [len(core.accounts_of(one.id_number)) for one in NEW] == [1, 1, 1]
