"""Cases of loans: rates, instalments, schedules, repricing, payoff, prepayment, penalty."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from app.domain.calendar import add_months, days_between
from app.domain.loan import (
    Instalment,
    Method,
    Terms,
    repriced_schedule,
    schedule,
    split_interest,
)
from app.domain.money import ZERO
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


def due_date(case: Case) -> None:
    inputs = case["inputs"]
    assert str(add_months(day(inputs["issue"]), inputs["months"])) == case["expected"]["due"]


def first_period(case: Case) -> None:
    inputs, expected = case["inputs"], case["expected"]
    issued, first = day(inputs["issue"]), day(inputs["first_due"])
    terms = Terms(money(inputs["principal"]), money(inputs["annual_rate_pct"]), 12, issued, first_due=first)
    assert days_between(issued, first) == expected["days"]
    assert str(schedule(terms)[0].interest) == expected["interest"]


KINDS: dict[str, Check] = {
    "annuity": annuity,
    "equal_principal": equal_principal,
    "schedule": whole_schedule,
    "loan_rate_lookup": loan_rate_lookup,
    "repricing": repricing,
    "repricing_split_interest": repricing_split,
    "due_date": due_date,
    "first_period_interest": first_period,
}
