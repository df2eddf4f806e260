"""What every core must do and refuse of its further business: prepayments, standing orders, transfers, units."""

from collections.abc import Callable
from decimal import Decimal

from app.fund_core import (
    Enrolment,
    FundCore,
    PersonDetails,
    Prepayment,
    StandingWish,
    TransferWish,
    UnitDetails,
    UnitOpening,
)
from app.fund_core.http.conformance.play import (
    STRANGER,
    UNKNOWN,
    Broken,
    Check,
    Kind,
    Stage,
    check,
    expect,
    expect_refusal,
)
from app.fund_core.http.conformance.units import UNKNOWN_CODE, unit_of
from app.fund_core.http.conformance.writes import unless_of_the_day
from app.fund_core.records.remittances import BaseLine, LateLine, Remittance, RemittanceLine

ONE, BASE = Decimal("1.00"), Decimal("5000.00")
RENT = "07"  # TQYY
DETAILS = UnitDetails("运城市盐湖区演示路一百号", "演示", "13900000000", pay_day=10, affiliation="90")
OPENING = UnitOpening(UNKNOWN_CODE, DETAILS, Decimal(8), Decimal(8), 1, BASE, "2026-12", "演示银行", web_hall=True)
ENROLMENT = Enrolment(UNKNOWN, STRANGER, "演示", "13900000000", BASE)
WISH = TransferWish(UNKNOWN, "140100", "太原市住房公积金管理中心", "演示单位", "1", "13900000000")
REMITTANCE = Remittance(UNKNOWN, "2026-11", (RemittanceLine(UNKNOWN, ONE, ONE),))
Act = Callable[[FundCore, str], object]
REFUSALS: tuple[tuple[str, str, str, Act], ...] = (
    ("prepay", "prepay_unknown_loan", "unknown_loan",
     lambda core, key: core.prepay(key, Prepayment(UNKNOWN, ONE, "reduce", ONE))),
    ("open_standing_order", "standing_for_unknown_account", "unknown_account",
     lambda core, key: core.open_standing_order(key, StandingWish(UNKNOWN, RENT, ONE))),
    ("end_standing_order", "end_unknown_standing", "unknown_standing_order",
     lambda core, key: core.end_standing_order(key, UNKNOWN)),
    ("open_transfer", "transfer_to_unknown_account", "unknown_account",
     lambda core, key: core.open_transfer(key, WISH)),
    ("cancel_transfer", "cancel_unknown_transfer", "unknown_transfer",
     lambda core, key: core.cancel_transfer(key, UNKNOWN)),
    ("open_unit", "open_unknown_unit", "unknown_unit", lambda core, key: core.open_unit(key, OPENING)),
    ("change_unit", "change_unknown_unit", "unknown_unit", lambda core, key: core.change_unit(key, UNKNOWN, DETAILS)),
    ("enrol", "enrol_with_unknown_unit", "unknown_unit", lambda core, key: core.enrol(key, ENROLMENT)),
    ("seal_account", "seal_unknown_account", "unknown_account", lambda core, key: core.seal_account(key, UNKNOWN)),
    ("unseal_account", "unseal_unknown_account", "unknown_account",
     lambda core, key: core.unseal_account(key, UNKNOWN, BASE)),
    ("enrol_all", "enrol_all_with_unknown_unit", "unknown_unit", lambda core, key: core.enrol_all(key, (ENROLMENT,))),
    ("seal_all", "seal_all_of_unknown_unit", "unknown_unit",
     lambda core, key: core.seal_all(key, UNKNOWN, (UNKNOWN,))),
    ("unseal_all", "unseal_all_of_unknown_unit", "unknown_unit",
     lambda core, key: core.unseal_all(key, UNKNOWN, (BaseLine(UNKNOWN, BASE),))),
    ("remit", "remit_for_unknown_unit", "unknown_unit", lambda core, key: core.remit(key, REMITTANCE)),
    ("remit_late", "late_for_unknown_unit", "unknown_unit",
     lambda core, key: core.remit_late(key, UNKNOWN, (LateLine(UNKNOWN, "2026-01", BASE, "missed", ONE, ONE),))),
    ("adjust_bases", "bases_of_unknown_unit", "unknown_unit",
     lambda core, key: core.adjust_bases(key, UNKNOWN, (BaseLine(UNKNOWN, BASE),))),
    ("adjust_ratios", "ratios_of_unknown_unit", "unknown_unit",
     lambda core, key: core.adjust_ratios(key, UNKNOWN, Decimal(8), Decimal(8))),
    ("defer_unit", "defer_unknown_unit", "unknown_unit",
     lambda core, key: core.defer_unit(key, UNKNOWN, "2099-01", "2099-06")),
)  # fmt: skip


def _refused(operation: str, name: str, code: str, act: Act) -> Check:
    def body(stage: Stage) -> None:
        expect_refusal(code, lambda: act(stage.core, f"{stage.run}-{name}"))

    return Check(operation, name, Kind.WRITE, (), body)


@check("prepay", Kind.WRITE, "saver")
def prepayment_at_another_price(stage: Stage) -> None:
    loan = stage.loan("saver")
    wanted = Prepayment(loan.number, (loan.principal_left / 2).quantize(Decimal(1)).quantize(ONE), "reduce", ONE)
    key = f"{stage.run}-prepay"
    expect_refusal("total_changed", lambda: unless_of_the_day(lambda: stage.core.prepay(key, wanted)))
    expect(stage.loan("saver").principal_left == loan.principal_left, "refused, and yet the principal changed")


@check("change_details", Kind.WRITE, "saver")
def details_may_be_set(stage: Stage) -> None:
    key, who, details = f"{stage.run}-details", stage.cast["saver"], _details(stage)
    first = stage.core.change_details(key, who, details)
    expect(stage.core.change_details(key, who, details).number == first.number, "the same key gave another order")
    expect(_details(stage) == details, "the details are not those that were set")


@check("open_unit", Kind.WRITE, "unit")
def opening_again_gives_the_same_number(stage: Stage) -> None:
    unit = unit_of(stage)
    terms = (unit.unit_ratio, unit.person_ratio, 1, BASE, unit.first_month, unit.bank_name)
    again = UnitOpening(unit.credit_code, unit.details, *terms, web_hall=unit.web_hall)
    order = stage.core.open_unit(f"{stage.run}-open", again)
    expect(order.subject == unit.number, "the unit opened before has another number now")


@check("change_unit", Kind.WRITE, "unit")
def unit_details_may_be_set(stage: Stage) -> None:
    unit = unit_of(stage)
    stage.core.change_unit(f"{stage.run}-unit", unit.number, unit.details)
    expect(unit_of(stage).details == unit.details, "the details are not those that were set")


def _details(stage: Stage) -> PersonDetails:
    person = stage.core.find_person(stage.cast["saver"])
    if person is None:
        raise Broken("the saver is not found")
    return person.details


BUSINESS = (
    *(_refused(*row) for row in REFUSALS),
    prepayment_at_another_price,
    details_may_be_set,
    opening_again_gives_the_same_number,
    unit_details_may_be_set,
)
