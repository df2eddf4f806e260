"""Cases of loans: rates, instalments, schedules, repricing, payoff, prepayment, penalty."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import product
from typing import Any

from app.domain.calendar import add_months, days_between
from app.domain.loan import (
    Instalment,
    Method,
    Terms,
    days_interest,
    is_last,
    repriced_schedule,
    schedule,
    split_interest,
)
from app.domain.money import ZERO
from app.domain.payoff import payoff_by_days, payoff_by_instalment, simple_payoff
from app.domain.penalty import penalty
from app.domain.prepayment import partial_prepayment
from app.domain.rates import existing_loan_rate, loan_rate
from tests.domain.kinds import Case, Check, money

METHODS = {"等额本息": Method.LEVEL, "等额本金": Method.EQUAL_PRINCIPAL}
day = date.fromisoformat


def terms_of(inputs: Mapping[str, Any]) -> Terms:
    rate = inputs.get("annual_rate_pct") or inputs["rate_pct"]
    issued, method = day(inputs.get("issue", "2026-01-15")), METHODS[inputs.get("method", "等额本息")]
    return Terms(money(inputs["principal"]), money(rate), inputs["months"], issued, method)


def total_interest(rows: tuple[Instalment, ...]) -> str:
    return str(sum((row.interest for row in rows), ZERO))


def annuity(case: Case) -> None:
    rows = schedule(terms_of(case["inputs"]))
    expected = {
        "payment": str(rows[0].payment),
        "first": {"principal": str(rows[0].principal), "interest": str(rows[0].interest)},
        "last_payment": str(rows[-1].payment),
        "last_principal": str(rows[-1].principal),
        "total_interest": total_interest(rows),
        "balance_after_12": str(rows[11].balance),
    }
    assert expected == case["expected"]


def equal_principal(case: Case) -> None:
    rows = schedule(terms_of(case["inputs"]))
    expected = {
        "first_payment": str(rows[0].payment),
        "second_payment": str(rows[1].payment),
        "monthly_principal": str(rows[0].principal),
        "last_payment": str(rows[-1].payment),
        "last_principal": str(rows[-1].principal),
        "total_interest": total_interest(rows),
    }
    assert expected == case["expected"]


def whole_schedule(case: Case) -> None:
    rows = [[r.period, *map(str, r[1:6])] for r in schedule(terms_of(case["inputs"]))]
    assert rows == case["expected"]["rows"]


def loan_rate_lookup(case: Case) -> None:
    inputs = case["inputs"]
    months = 61 if inputs["over_5_years"] else 60
    rate = loan_rate(day(inputs["contract_date"]), months, second_home=inputs["second_home"])
    assert rate == money(case["expected"]["annual_rate_pct"])


def repriced(inputs: Mapping[str, Any]) -> tuple[Instalment, ...]:
    issued, months = day(inputs["issue"]), inputs["months"]
    rate_on = partial(existing_loan_rate, issued, months=months, second_home=inputs["home"] != "first")
    return repriced_schedule(Terms(money(inputs["principal"]), rate_on(issued), months, issued), rate_on)


def repricing(case: Case) -> None:
    rows, expected = repriced(case["inputs"]), case["expected"]
    first = {
        str(year): next(r for r in rows if r.due.year == year)
        for year in range(rows[0].due.year, 2027)
        if any(r.due.year == year for r in rows)
    }
    for name, value in expected.items():
        assert str_of(name, value, rows, first) == value


def str_of(name: str, value: Any, rows: tuple[Instalment, ...], first: Mapping[str, Instalment]) -> Any:
    """What the schedule says under the name a case uses for it."""
    if name == "payments":
        return {key: payment_of(key, rows, first) for key in value}
    if name == "rates":
        return {year: f"{first[year].rate_pct:.2f}" for year in value}
    head, _, tail = name.rpartition("_")
    if head == "rate_pct":
        return str(first[tail].rate_pct)
    if head == "payment":
        return str(first[tail].payment)
    return str(rows[-1].payment) if name.startswith("last_payment") else str(rows[int(tail.strip("k")) - 1].balance)


def payment_of(key: str, rows: tuple[Instalment, ...], first: Mapping[str, Instalment]) -> str:
    """`2024`, or `k=18 (2015-01-16) 4.25%`, whose date and rate are checked too."""
    if key in first:
        return str(first[key].payment)
    number, due, rate = key.split()
    row = rows[int(number.removeprefix("k=")) - 1]
    assert (f"({row.due})", f"{row.rate_pct:.2f}%") == (due, rate)
    return str(row.payment)


def repricing_split(case: Case) -> None:
    inputs, expected = case["inputs"], case["expected"]
    split = split_interest(
        money(inputs["balance"]),
        day(inputs["from"]),
        day(inputs["to"]),
        money(inputs["old_rate_pct"]),
        money(inputs["new_rate_pct"]),
    )
    assert split == (expected["days_old"], expected["days_new"], money(expected["interest"]))


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


def due_date(case: Case) -> None:
    inputs = case["inputs"]
    assert str(add_months(day(inputs["issue"]), inputs["months"])) == case["expected"]["due"]


def first_period(case: Case) -> None:
    inputs, expected = case["inputs"], case["expected"]
    issued, first = day(inputs["issue"]), day(inputs["first_due"])
    terms = Terms(money(inputs["principal"]), money(inputs["annual_rate_pct"]), 12, issued, first_due=first)
    assert days_between(issued, first) == expected["days"]
    assert str(schedule(terms)[0].interest) == expected["interest"]


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
    "annuity": annuity,
    "equal_principal": equal_principal,
    "schedule": whole_schedule,
    "loan_rate_lookup": loan_rate_lookup,
    "repricing": repricing,
    "repricing_split_interest": repricing_split,
    "payoff": payoff,
    "payoff_variant_bijie": payoff_variant,
    "partial_prepayment": prepayment,
    "due_date": due_date,
    "first_period_interest": first_period,
    "penalty": overdue_penalty,
    "seed_check": seed_check,
}
