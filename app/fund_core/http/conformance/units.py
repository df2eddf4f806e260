"""What every core must tell of orders, units and their people."""

from decimal import Decimal

from app.fund_core.http.conformance.play import UNKNOWN, Broken, Kind, Stage, check, expect, expect_refusal
from app.fund_core.records import Enrolment, LateMonth, LineFault, Unit

UNKNOWN_CODE = "91140800MA00000007"  # passes its check digit and was never issued
MOST = 500


@check("order", Kind.READ)
def unknown_order(stage: Stage) -> None:
    expect_refusal("unknown_order", lambda: stage.core.order(UNKNOWN))


@check("find_order", Kind.READ)
def key_never_used(stage: Stage) -> None:
    expect(stage.core.find_order(f"{stage.run}-never") is None, "an order under a key that was never used")


@check("find_unit", Kind.READ)
def unknown_unit(stage: Stage) -> None:
    expect(stage.core.find_unit(UNKNOWN_CODE) is None, "a unit instead of null")


@check("find_unit", Kind.READ, "unit")
def open_unit(stage: Stage) -> None:
    unit = unit_of(stage)
    expect(unit.credit_code == stage.cast["unit"], "another unit")
    expect(unit.state == "open" and unit.number, "not open, or open without a number")


@check("unit_password_fits", Kind.READ)
def password_of_unknown_unit(stage: Stage) -> None:
    expect(not stage.core.unit_password_fits(UNKNOWN_CODE, "wrong"), "the password of a unit that is not there fits")


@check("unit_password_fits", Kind.READ, "unit")
def wrong_password(stage: Stage) -> None:
    expect(not stage.core.unit_password_fits(stage.cast["unit"], f"{stage.run}-wrong"), "any password fits")


@check("employees_of", Kind.READ, "unit")
def employees_page_by_page(stage: Stage) -> None:
    unit = unit_of(stage)
    everybody = stage.core.employees_of(unit.number, "", "", MOST)
    first = stage.core.employees_of(unit.number, "", "", 1)
    expect(first == () or first[0].number == everybody[0].number, "a shorter page begins elsewhere")
    rest = stage.core.employees_of(unit.number, "", everybody[0].number, MOST) if everybody else ()
    told = [account.number for account in (*first, *rest)]
    expect(told[:MOST] == [account.number for account in everybody], "pages do not follow one another")


@check("employees_of", Kind.READ, "unit")
def employees_without_limit(stage: Stage) -> None:
    number = unit_of(stage).number
    expect_refusal("invalid_input", lambda: stage.core.employees_of(number, "", "", 0))


@check("employees_of", Kind.READ)
def employees_of_unknown_unit(stage: Stage) -> None:
    expect_refusal("unknown_unit", lambda: stage.core.employees_of(UNKNOWN, "", "", 1))


@check("enrolment_faults", Kind.READ, "unit")
def somebody_there_is_not_enrolled_again(stage: Stage) -> None:
    number = unit_of(stage).number
    for one in stage.core.employees_of(number, "", "", 1):
        again = Enrolment(number, one.id_number, one.person_name, one.phone, one.base)
        told = stage.core.enrolment_faults((again,))
        expect(told == (LineFault(0, "already_enrolled"),), "somebody of the unit could be enrolled again")


@check("enrolment_faults", Kind.READ)
def no_enrolments(stage: Stage) -> None:
    expect_refusal("invalid_input", lambda: stage.core.enrolment_faults(()))


@check("quote_late", Kind.READ, "unit")
def nobody_pays_late_for_the_future(stage: Stage) -> None:
    number = unit_of(stage).number
    for one in stage.core.employees_of(number, "", "", 1):
        (told,) = stage.core.quote_late(number, (LateMonth(one.number, "9999-12", one.base, "missed"),))
        expect(told.code == "month_too_late", "a month that is yet to come could be paid late")


@check("quote_late", Kind.READ)
def late_months_of_unknown_unit(stage: Stage) -> None:
    wish = LateMonth(UNKNOWN, "2026-01", Decimal("5000.00"), "missed")
    expect_refusal("unknown_unit", lambda: stage.core.quote_late(UNKNOWN, (wish,)))


def unit_of(stage: Stage) -> Unit:
    """The open unit of the cast."""
    found = stage.core.find_unit(stage.cast["unit"])
    if found is None:
        raise Broken("the unit is not found")
    return found


UNITS = (
    unknown_order,
    key_never_used,
    unknown_unit,
    open_unit,
    password_of_unknown_unit,
    wrong_password,
    employees_page_by_page,
    employees_without_limit,
    employees_of_unknown_unit,
    somebody_there_is_not_enrolled_again,
    no_enrolments,
    nobody_pays_late_for_the_future,
    late_months_of_unknown_unit,
)
