"""Cases of early repayment and arrears: payoff, prepayment, penalty, and what of the seed can be examined."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

from app.domain.loan import days_interest, is_last, schedule
from app.domain.payoff import payoff_by_days, payoff_by_instalment, simple_payoff
from app.domain.penalty import penalty
from app.domain.prepayment import partial_prepayment
from app.domain.rates import loan_rate
from tests.domain.kinds import Case, Check, money
from tests.domain.kinds.loans import day, terms_of


def payoff(case: Case) -> None:
    check = payoff_of_loan if "loan" in case["inputs"] else payoff_of_balance
    check(case["inputs"], case["expected"])


def payoff_of_balance(inputs: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    assert inputs["overdue"] == []
    rate, since = money(inputs["annual_rate_pct"]), day(inputs["last_paid_due"])
    quote = simple_payoff(money(inputs["outstanding"]), rate, since, day(inputs["payoff_date"]))
    found = {"days": quote.accrued_days, "accrued_interest": str(quote.accrued_interest), "total": str(quote.total)}
    assert found == expected


def payoff_of_loan(inputs: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    terms = terms_of(inputs["loan"])
    on, factor = day(inputs["payoff_date"]), Decimal(inputs["penalty_factor"])
    quote = payoff_by_days(terms, schedule(terms), inputs["paid_periods"], on, factor)
    late = [{k: v if k in {"period", "days"} else str(v) for k, v in row._asdict().items()} for row in quote.overdue]
    assert {
        "not_due_principal": str(quote.principal),
        "accrued_days": quote.accrued_days,
        "accrued_interest": str(quote.accrued_interest),
        "overdue": late,
        "penalty_total": str(quote.penalty_total),
        "total": str(quote.total),
    } == expected


def payoff_variant(case: Case) -> None:
    inputs = case["inputs"]
    terms = terms_of(inputs["loan"])
    on = day(inputs["payoff_date"])
    quote = payoff_by_instalment(terms, schedule(terms), inputs["paid_periods"], on, Decimal("1.5"))
    assert quote.current
    assert {
        "current_instalment": str(quote.current.payment),
        "days_to_due_30_360": quote.days_to_due,
        "remaining_principal": str(quote.principal),
        "unexpired_interest": str(quote.unexpired_interest),
        "total": str(quote.total),
    } == case["expected"]


def prepayment(case: Case) -> None:
    inputs = case["inputs"]
    terms, paid, amount = terms_of(inputs["loan"]), inputs["paid_periods"], money(inputs["prepaid_principal"])
    rows = schedule(terms)
    plan = partial_prepayment(terms, rows, paid, day(inputs["date"]), amount)
    assert not is_last(rows, paid)
    assert {
        "balance_before": str(plan.balance_before),
        "last_due": str(plan.last_due),
        "days": plan.days,
        "interest_on_prepaid": str(plan.interest),
        "amount_to_pay": str(plan.amount_to_pay),
        "balance_after": str(plan.balance_after),
        "reduce_payment": {"months_left": plan.reduce.months_left, "payment": str(plan.reduce.payment)},
        "shorten_term": {"payment_kept": str(plan.shorten.payment), "months_left": plan.shorten.months_left},
    } == case["expected"]


def overdue_penalty(case: Case) -> None:
    i = case["inputs"]
    owed = money(i["overdue_principal"]), money(i["overdue_interest"])
    found = penalty(*owed, money(i["annual_rate_pct"]), i["days"], money(i["factor"]))
    assert str(found) == case["expected"]["penalty"]


def seed_check(case: Case) -> None:
    """The three figures of the seed that can be examined: thirteen payments, the payoff, the closing interests."""
    inputs, expected = case["inputs"], case["expected"]
    if "payment" in inputs:
        times = str(money(inputs["payment"]) * 13)
        found: Any = {"payment_times_13": times, "equal": times == inputs["balance"]}
    elif "total" in inputs:
        found = payoff_search(inputs, expected)
    else:
        found = whole_days(inputs)
    assert found == expected


def payoff_search(inputs: Mapping[str, Any], expected: Mapping[str, Any]) -> dict[str, Any]:
    """Every published rate of the payoff's time and whole days up to a year that give the seed's total."""
    principal, page = money(inputs["assumed_principal"]), day(expected["if_page_date"])
    wanted = money(inputs["total"]) - principal
    rates = {loan_rate(page, months, second_home=second) for months, second in product((60, 120), (False, True))}
    hits: list[dict[str, Any]] = [
        {"rate_pct": f"{rate.normalize()}", "base": 360, "days": days}
        for rate in sorted(rates)
        for days in range(1, 366)
        if days_interest(principal, rate, days) == wanted
    ]
    since = date.fromordinal(page.toordinal() - hits[0]["days"])
    return {"hits": hits, "if_page_date": str(page), "then_from": str(since)}


def whole_days(inputs: Mapping[str, Any]) -> dict[str, Any]:
    def days(base: int) -> list[str]:
        daily = money(inputs["balance"]) * Decimal("1.5") / 100 / base
        return [f"{money(amount) / daily:.2f}" for amount in inputs["interest"]]

    found = {f"days_at_1.5pct_{base}": days(base) for base in (360, 365)}
    return {**found, "integral": any(text.endswith(".00") for texts in found.values() for text in texts)}


KINDS: dict[str, Check] = {
    "payoff": payoff,
    "payoff_variant_bijie": payoff_variant,
    "partial_prepayment": prepayment,
    "penalty": overdue_penalty,
    "seed_check": seed_check,
}
