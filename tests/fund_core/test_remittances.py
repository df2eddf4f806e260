"""A unit's month, its bases and its ratios, on any core."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.fund_core import BaseLine, CoreRefused, FundCore, PersonAccount, Remittance, RemittanceLine
from app.fund_core.embedded.seed_units import unit_number

UNIT, OTHER = unit_number(1, 0), unit_number(1, 1)


def _staff(core: FundCore, unit: str = UNIT) -> tuple[PersonAccount, ...]:
    return tuple(one for one in core.employees_of(unit, "", "", 500) if one.status == "01")


def _month(core: FundCore, month: str = "2026-12") -> Remittance:
    lines = tuple(RemittanceLine(one.number, one.monthly_unit, one.monthly_person) for one in _staff(core))
    return Remittance(UNIT, month, lines)


def test_a_month_is_remitted_once(core: FundCore) -> None:
    before, wanted = _staff(core), _month(core)
    order = core.remit("m", wanted)
    assert order.total == sum(one.monthly_unit + one.monthly_person for one in before)
    for earlier, later in zip(before, _staff(core), strict=True):
        assert later.balance == earlier.balance + earlier.monthly_unit + earlier.monthly_person
        assert (later.paid_until, later.carried_balance) == ("2026-12", earlier.carried_balance)
    assert core.remit("m", wanted) == order
    with pytest.raises(CoreRefused, match="month_paid"):
        core.remit("n", wanted)


def test_a_remittance_is_refused_as_a_whole(core: FundCore) -> None:
    before, wanted = _staff(core), _month(core)
    first, *rest = wanted.lines
    stranger = replace(first, account_number=_staff(core, OTHER)[0].number)
    sealed = next(one for one in core.employees_of(unit_number(1, 8), "", "", 9) if one.status == "02")
    for key, change, code in (
        ("a", {"unit_number": "0"}, "unknown_unit"),
        ("b", {"lines": (*rest, stranger)}, "unknown_account"),
        ("c", {"lines": (*rest, replace(first, account_number="0"))}, "unknown_account"),
        ("d", {"lines": (*rest, replace(first, unit_part=Decimal(0), person_part=Decimal(0)))}, "amount_not_positive"),
        ("e", {"lines": (*rest, replace(first, unit_part=Decimal(-1)))}, "invalid_input"),
        ("f", {"lines": (*wanted.lines, first)}, "invalid_input"),
        ("g", {"lines": ()}, "invalid_input"),
        ("h", {"month": "2026-13"}, "invalid_input"),
        ("j", {"unit_number": sealed.unit_number, "lines": (replace(first, account_number=sealed.number),)},
         "account_not_normal"),
    ):  # fmt: skip
        with pytest.raises(CoreRefused) as refused:
            core.remit(key, replace(wanted, **change))
        assert refused.value.code == code
    assert _staff(core) == before


def test_bases_are_adjusted_together(core: FundCore) -> None:
    one, other = _staff(core)[:2]
    core.adjust_bases("b", UNIT, (BaseLine(one.number, Decimal("9000.00")), BaseLine(other.number, Decimal("5000.00"))))
    after = _staff(core)
    assert [account.base for account in after[:2]] == [Decimal("9000.00"), Decimal("5000.00")]
    assert [account.monthly_unit for account in after[:2]] == [Decimal("720.00"), Decimal("400.00")]
    with pytest.raises(CoreRefused, match="base_out_of_range"):
        core.adjust_bases("c", UNIT, (BaseLine(one.number, Decimal(7000)), BaseLine(other.number, Decimal(0))))
    assert _staff(core) == after


def test_ratios_are_adjusted_for_everybody(core: FundCore) -> None:
    core.adjust_ratios("r", UNIT, Decimal(10), Decimal(12))
    for account in _staff(core):
        assert (account.unit_ratio, account.person_ratio) == (Decimal(10), Decimal(12))
        assert (account.monthly_unit, account.monthly_person) == (account.base / 10, account.base * 12 / 100)
    for ratio in ("4.99", "12.01", "13"):
        with pytest.raises(CoreRefused, match="ratio_out_of_range"):
            core.adjust_ratios(ratio, UNIT, Decimal(ratio), Decimal(8))
    with pytest.raises(CoreRefused, match="unknown_unit"):
        core.adjust_ratios("u", "0", Decimal(8), Decimal(8))
