"""Units and their people, on any core."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from app.domain.clock import FixedClock
from app.domain.policy import load_policy
from app.fund_core import CoreRefused, CoreUnavailable, Enrolment, FundCore, Unit, UnitDetails, UnitOpening
from app.fund_core.embedded import EmbeddedCore, demo
from app.fund_core.embedded.seed import DEMO_DAY, DemoPerson
from app.fund_core.embedded.seed_units import credit_code, demo_registrations
from tests.fund_core.conftest import VAULT

People = dict[str, DemoPerson]
SCHOOL = credit_code(1, 0)
(NEW, NEW_NAME), _ = demo_registrations()
DETAILS = UnitDetails("运城市盐湖区演示路11号院三层", "卫东", "13800000000", 10, "90", email="office@example.com")
FORM = UnitOpening(NEW, DETAILS, Decimal(8), Decimal(8), 3, Decimal("15000.00"), "2026-12", "演示银行", web_hall=True)
SOMEBODY = "140802199001010015"


def _school(core: FundCore) -> Unit:
    unit = core.find_unit(SCHOOL)
    assert unit is not None
    return unit


def test_a_unit_is_found_by_its_code(core: FundCore) -> None:
    unit = _school(core)
    assert (unit.state, unit.name, unit.unit_ratio, unit.employees) == ("open", demo.UNITS[0], Decimal(8), 5)
    waiting = core.find_unit(f" {NEW.lower()} ")
    assert waiting is not None
    assert (waiting.state, waiting.number, waiting.name, waiting.opened_on) == ("registered", "", NEW_NAME, None)
    assert core.find_unit("91140800MA00000007") is None
    assert core.find_unit("not a code") is None


def test_the_password_of_registration_fits(core: FundCore) -> None:
    assert core.unit_password_fits(NEW, demo.PASSWORD)
    assert not core.unit_password_fits(NEW, "wrong")
    assert not core.unit_password_fits("91140800MA00000007", demo.PASSWORD)


def test_a_registered_unit_opens_itself_once(core: FundCore) -> None:
    with ThreadPoolExecutor(4) as pool:
        numbers = {order.subject for order in pool.map(lambda key: core.open_unit(f"o{key}", FORM), range(4))}
    assert len(numbers) == 1
    unit = core.find_unit(NEW)
    assert unit is not None
    assert {unit.number} == numbers
    assert (unit.state, unit.opened_on, unit.details, unit.first_month) == (
        "open",
        date(2026, 11, 24),
        DETAILS,
        "2026-12",
    )


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (replace(FORM, credit_code="91140800MA00000007"), "unknown_unit"),
        (replace(FORM, unit_ratio=Decimal(13)), "ratio_out_of_range"),
        (replace(FORM, people=0), "people_and_wages_disagree"),
        (replace(FORM, first_month="2026-05"), "first_month_before_founding"),
        (replace(FORM, first_month="2027-02"), "first_month_too_late"),
        (replace(FORM, first_month="soon"), "invalid_input"),
        (replace(FORM, people=-1), "invalid_input"),
        (replace(FORM, details=replace(DETAILS, pay_day=32)), "pay_day_out_of_range"),
        (replace(FORM, details=replace(DETAILS, address="短")), "unit_address_short"),
        (replace(FORM, details=replace(DETAILS, agent_phone="0359")), "mobile_invalid"),
    ],
)
def test_an_opening_is_refused(core: FundCore, form: UnitOpening, code: str) -> None:
    with pytest.raises(CoreRefused) as refused:
        core.open_unit("o", form)
    assert refused.value.code == code
    unit = core.find_unit(NEW)
    assert unit is not None
    assert unit.state == "registered"


def test_a_unit_s_data_changes(core: FundCore) -> None:
    core.change_unit("c", _school(core).number, DETAILS)
    assert _school(core).details == DETAILS
    with pytest.raises(CoreRefused, match="unknown_unit"):
        core.change_unit("d", "0", DETAILS)


def test_people_are_listed_page_by_page_and_by_name(core: FundCore) -> None:
    number = _school(core).number
    everybody = core.employees_of(number, "", "", 500)
    assert core.employees_of(number, "", everybody[1].number, 2) == everybody[2:4]
    assert all(core.accounts_of(one.id_number) == (one,) for one in everybody)
    assert {one.interest > 0 for one in everybody} == {True}
    assert [one.person_name for one in core.employees_of(number, "晓", "", 9)] == ["张晓明"]
    assert core.employees_of(number, "%", "", 9) == ()
    for limit in (0, 501):
        with pytest.raises(CoreRefused, match="invalid_input"):
            core.employees_of(number, "", "", limit)
    with pytest.raises(CoreRefused, match="unknown_unit"):
        core.employees_of("0", "", "", 1)


def test_somebody_new_is_enrolled_sealed_and_resumed(core: FundCore) -> None:
    wanted = Enrolment(_school(core).number, SOMEBODY, "乔安", "13800000001", Decimal("5000.00"))
    order = core.enrol("e", wanted)
    (account,) = core.accounts_of(SOMEBODY)
    assert (account.number, account.status, account.person_name) == (order.subject, "01", "乔安")
    assert (account.monthly_unit, account.balance, account.phone) == (Decimal("400.00"), Decimal(0), "13800000001")
    with pytest.raises(CoreRefused, match="already_enrolled"):
        core.enrol("f", wanted)
    core.seal_account("g", account.number)
    assert (core.accounts_of(SOMEBODY)[0].status, core.accounts_of(SOMEBODY)[0].sealed_on) == ("02", date(2026, 11, 24))
    with pytest.raises(CoreRefused, match="account_not_normal"):
        core.seal_account("h", account.number)
    core.unseal_account("i", account.number, Decimal("6000.00"))
    again = core.accounts_of(SOMEBODY)[0]
    assert (again.status, again.sealed_on, again.monthly_person) == ("01", None, Decimal("480.00"))
    with pytest.raises(CoreRefused, match="account_not_sealed"):
        core.unseal_account("j", account.number, Decimal("6000.00"))


def test_units_at_once_enrol_a_person_once(core: FundCore) -> None:
    wanted = Enrolment(_school(core).number, SOMEBODY, "乔安", "13800000001", Decimal("5000.00"))

    def enrol(key: str) -> str:
        try:
            return core.enrol(key, wanted).state
        except CoreUnavailable:  # somebody else entered the person at the same time; asking again tells
            return enrol(key)
        except CoreRefused as refused:
            return refused.code

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(enrol, "abcd"))
    assert outcomes == ["already_enrolled"] * 3 + ["done"]
    assert len(core.accounts_of(SOMEBODY)) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"unit_number": "0"}, "unknown_unit"),
        ({"base": Decimal(0)}, "base_out_of_range"),
        ({"id_number": "140802199001010010"}, "invalid_input"),
        ({"phone": "12"}, "invalid_input"),
    ],
)
def test_an_enrolment_is_refused(core: FundCore, change: dict[str, object], code: str) -> None:
    wanted = Enrolment(_school(core).number, SOMEBODY, "乔安", "13800000001", Decimal("5000.00"))
    with pytest.raises(CoreRefused, match=code):
        core.enrol("e", replace(wanted, **change))  # type: ignore[arg-type]  # each change is of its field's type
    assert core.accounts_of(SOMEBODY) == ()


def test_another_name_is_not_enrolled(core: FundCore, people: People) -> None:
    wanted = Enrolment(_school(core).number, people["paying"].id_number, "张小明", "13800000001", Decimal(5000))
    with pytest.raises(CoreRefused, match="name_differs"):
        core.enrol("e", wanted)


@pytest.mark.parametrize(
    ("wages", "code"), [(Decimal(5700), "average_wage_low"), (Decimal(75000), "average_wage_high")]
)
def test_an_average_wage_outside_the_centre_s_limits_is_refused(
    engine: Engine, clock: FixedClock, wages: Decimal, code: str
) -> None:
    policy = replace(load_policy(DEMO_DAY), base_floor=Decimal(1950), base_ceiling=Decimal(24000))
    core = EmbeddedCore(engine, lambda _: policy, clock, VAULT)
    with pytest.raises(CoreRefused, match=code):
        core.open_unit("o", replace(FORM, wages=wages))
    for base in (Decimal("1949.99"), Decimal("24000.01")):
        wanted = Enrolment(_school(core).number, SOMEBODY, "乔安", "13800000001", base)
        with pytest.raises(CoreRefused, match="base_out_of_range"):
            core.enrol(str(base), wanted)
