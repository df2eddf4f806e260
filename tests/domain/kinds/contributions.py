"""Cases about contributions and what follows from them: bases, ratios, quotas, transfers, amounts in capitals."""

from decimal import Decimal
from typing import Any

from app.domain.capitals import rmb_capitals
from app.domain.contribution import Rounding, ceiling_from_wage, clamp_base, contribution, is_ratio, latest_run
from app.domain.quota import QuotaRules, quota
from app.domain.transfer import transfer_amount
from app.domain.unit_opening import assessed_total, average_wage, expected_total
from tests.domain.kinds import Case, Check


def decimals(inputs: dict[str, Any], *names: str) -> list[Decimal]:
    return [Decimal(str(inputs[name])) for name in names]


def check_contribution(case: Case) -> None:
    inputs = case["inputs"]
    base, unit, person = decimals(inputs, "base", "unit_pct", "person_pct")
    found = contribution(base, unit, person, Rounding(inputs["round_each_side_to"]))
    assert {name: str(amount) for name, amount in found._asdict().items()} == case["expected"]


def check_ratio(case: Case) -> None:
    assert is_ratio(Decimal(case["inputs"]["pct"])) is case["expected"]["valid"]


def check_base_clamp(case: Case) -> None:
    wage, floor, ceiling = decimals(case["inputs"], "wage", "floor", "ceiling")
    assert str(clamp_base(wage, floor, ceiling)) == case["expected"]["base"]


def check_loan_quota(case: Case) -> None:
    inputs, expected = case["inputs"], case["expected"]
    times, price_share, income_share, cap = decimals(inputs, "times", "price_share", "income_share", "cap")
    balance, price, income, rate = decimals(inputs, "balance", "price", "monthly_income", "rate_pct")
    rules = QuotaRules(times, price_share * 100, income_share * 100, cap)
    found = quota(
        rules, balance=balance, price=price, monthly_income=income, rate_pct=rate, months=int(inputs["months"])
    )
    parts = {name: str(getattr(found, name)) for name in ("by_balance", "by_price", "by_income")}
    assert parts | {"cap": str(found.ceiling)} == expected["parts"]
    assert (str(found.quota), str(found.in_thousands)) == (expected["quota"], expected["quota_floor_thousand"])


def check_unit_opening_total(case: Case) -> None:
    inputs, expected = case["inputs"], case["expected"]
    wages, unit, person = decimals(inputs, "monthly_wage_total", "unit_pct", "person_pct")
    average = average_wage(wages, inputs["people"])
    assert str(expected_total(wages, unit, person)) == expected["total"]
    assert (None if average is None else str(average)) == expected["average_wage"]


def check_unit_total_vs_persons(case: Case) -> None:
    inputs, expected = case["inputs"], case["expected"]
    bases = [Decimal(base) for base in inputs["bases"]]
    unit, person = decimals(inputs, "unit_pct", "person_pct")
    assert str(expected_total(sum(bases, Decimal(0)), unit, person)) == expected["formula_total"]
    assert str(assessed_total(bases, unit, person, Rounding.FEN)) == expected["sum_of_rounded"]


def check_ceiling(case: Case) -> None:
    inputs = case["inputs"]
    wage = Decimal(inputs.get("annual_average_wage") or inputs["monthly_average_wage"])
    found = ceiling_from_wage(wage, int(inputs.get("months", 1)), int(inputs["times"]))
    assert str(found) == case["expected"]["ceiling"]


def check_continuous_months(case: Case) -> None:
    found, expected = latest_run(case["inputs"]["paid_months"]), case["expected"]
    assert (found or (None, None, 0)) == (expected["from"], expected["to"], expected["months"])


def check_transfer_amount(case: Case) -> None:
    principal, interest = decimals(case["inputs"], "principal", "interest")
    assert str(transfer_amount(principal, interest)) == case["expected"]["transfer_amount"]


def check_capitals(case: Case) -> None:
    assert rmb_capitals(Decimal(case["inputs"]["amount"])) == case["expected"]["text"]


KINDS: dict[str, Check] = {
    "contribution": check_contribution,
    "ratio_check": check_ratio,
    "base_clamp": check_base_clamp,
    "loan_quota": check_loan_quota,
    "unit_opening_total": check_unit_opening_total,
    "unit_total_vs_persons": check_unit_total_vs_persons,
    "ceiling_from_wage": check_ceiling,
    "continuous_months": check_continuous_months,
    "transfer_amount": check_transfer_amount,
    "rmb_capital": check_capitals,
}
