"""Cases of the services: withdrawals' reasons and conditions, an order's and a transfer's way, a unit's opening."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from types import NoneType
from typing import Any, get_args, get_type_hints

from app.domain.conditions import Home, Repayment, Situation
from app.domain.contribution import Run
from app.domain.eligibility import assess
from app.domain.policy import load_policy
from app.domain.transfer import TransferState, is_final, letter_number, move_transfer, transfer_step
from app.domain.unit_opening import UnitOpening, opening_faults
from app.domain.withdrawal import Closing, OrderState, Reason, can_cancel, decision_due, move_order, reasons_on
from tests.domain.kinds import Case, Check

MAKERS: dict[Any, Callable[[Any], Any]] = {
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Reason: Reason,
    Run: lambda value: Run(*value),
    Home: lambda value: built(Home, value),
    Repayment: lambda value: built(Repayment, value),
}


def built(kind: type[Any], inputs: Mapping[str, Any]) -> Any:
    """A record of a case: its fields by their types, so that a case may name any of them."""
    hints = get_type_hints(kind)
    return kind(**{name: _value(hints[name], value) for name, value in inputs.items()})


def _value(hint: Any, value: Any) -> Any:
    plain = next((one for one in get_args(hint) if one is not NoneType), hint)
    return value if value is None else MAKERS.get(plain, plain)(value)


def withdrawal_reasons(case: Case) -> None:
    rows = reasons_on(date.fromisoformat(case["inputs"]["on"]))
    assert {
        "codes": sorted(row.reason.value for row in rows),
        "may_close": sorted(row.reason.value for row in rows if row.closing is Closing.OPTIONAL),
        "must_close": sorted(row.reason.value for row in rows if row.closing is Closing.ALWAYS),
        "income_test": [row.reason.value for row in rows if row.income_test],
    } == case["expected"]


def withdrawal_conditions(case: Case) -> None:
    """Every failed condition with the first day it will pass, and the first day that all will."""
    wish = built(Situation, case["inputs"])
    answer = assess(wish, load_policy(wish.on))
    day = answer.possible_from
    assert {
        "failed": {one.code: one.possible_from and one.possible_from.isoformat() for one in answer.failed},
        "possible_from": day and day.isoformat(),
    } == case["expected"]


def order_way(case: Case) -> None:
    states = [OrderState(state) for state in case["inputs"]["states"]]
    for state, to in pairwise(states):
        assert move_order(state, to) is to
    assert [can_cancel(state) for state in states] == case["expected"]["can_cancel"]


def decision(case: Case) -> None:
    assert decision_due(date.fromisoformat(case["inputs"]["accepted"])).isoformat() == case["expected"]["due"]


def transfer_way(case: Case) -> None:
    states = [TransferState(state) for state in case["inputs"]["states"]]
    for state, to in pairwise(states):
        assert move_transfer(state, to) is to
    assert [transfer_step(state) for state in states] == case["expected"]["steps"]
    assert is_final(states[-1]) is case["expected"]["final"]


def transfer_letter(case: Case) -> None:
    inputs = case["inputs"]
    found = letter_number(inputs["centre_code"], date.fromisoformat(inputs["on"]), inputs["serial"])
    assert found == case["expected"]["number"]


def unit_opening_faults(case: Case) -> None:
    form = built(UnitOpening, case["inputs"]["form"])
    faults = opening_faults(form, date.fromisoformat(case["inputs"]["on"]))
    assert [[fault.where, fault.code] for fault in faults] == case["expected"]["faults"]


KINDS: dict[str, Check] = {
    "withdrawal_reasons": withdrawal_reasons,
    "withdrawal_conditions": withdrawal_conditions,
    "order_way": order_way,
    "decision_due": decision,
    "transfer_way": transfer_way,
    "transfer_letter": transfer_letter,
    "unit_opening_faults": unit_opening_faults,
}
