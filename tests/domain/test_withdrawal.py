"""The dated table of reasons and the states of an order."""

from datetime import date
from itertools import pairwise

import pytest

from app.domain.withdrawal import (
    CORE_CODES,
    NEW_LAW,
    REASONS,
    TRANSITIONS,
    Closing,
    InvalidTransition,
    OrderState,
    Reason,
    UnknownReason,
    can_cancel,
    decision_due,
    is_open,
    move_order,
    reason_rule,
    reasons_on,
)

LAST_OLD_DAY = date(2026, 9, 19)
PATH = "draft code_verified submitted checking in_review approved paying done"


def test_the_law_changed_on_one_day() -> None:
    before = {row.reason for row in reasons_on(LAST_OLD_DAY)}
    after = {row.reason for row in reasons_on(NEW_LAW)}
    assert after - before == {Reason.DECORATION, Reason.PROPERTY_FEE, Reason.OTHER_HOUSING}
    assert before <= after


@pytest.mark.parametrize("reason", [Reason.RETIREMENT, Reason.DISABILITY, Reason.EMIGRATION])
def test_closing_became_optional(reason: Reason) -> None:
    assert reason_rule(reason, LAST_OLD_DAY).closing is Closing.ALWAYS
    assert reason_rule(reason, NEW_LAW).closing is Closing.OPTIONAL


def test_the_income_test_of_rent_is_gone() -> None:
    assert reason_rule(Reason.RENT, LAST_OLD_DAY).income_test
    assert not reason_rule(Reason.RENT, NEW_LAW).income_test


def test_a_reason_that_was_not_yet_law() -> None:
    with pytest.raises(UnknownReason):
        reason_rule(Reason.DECORATION, LAST_OLD_DAY)


def test_one_row_a_day_and_exports_the_standard_knows() -> None:
    for on in (LAST_OLD_DAY, NEW_LAW):
        reasons = [row.reason for row in reasons_on(on)]
        assert len(reasons) == len(set(reasons))
    assert {row.export_code for row in REASONS} == {f"{code:02}" for code in range(1, 10)} | {"99"}
    assert reason_rule(Reason.PROPERTY_FEE, NEW_LAW).export_code == "99"


def test_the_way_of_an_order() -> None:
    states = [OrderState(name) for name in PATH.split()]
    for state, to in pairwise(states):
        assert move_order(state, to) is to
        assert is_open(state)
    assert not is_open(states[-1])


def test_every_state_but_the_allowed_is_refused() -> None:
    for state in OrderState:
        for to in set(OrderState) - TRANSITIONS[state]:
            with pytest.raises(InvalidTransition):
                move_order(state, to)


def test_cancelling_ends_when_the_money_leaves() -> None:
    never = {state for state in OrderState if not can_cancel(state)}
    assert {OrderState.PAYING, OrderState.PAYMENT_FAILED, OrderState.DONE} <= never
    assert can_cancel(OrderState.APPROVED)


def test_a_failed_payment_is_tried_again_or_void() -> None:
    assert TRANSITIONS[OrderState.PAYMENT_FAILED] == {OrderState.PAYING, OrderState.VOID}


def test_codes_of_a_core_and_the_promised_day() -> None:
    assert CORE_CODES["99"] is OrderState.DONE
    assert decision_due(date(2026, 11, 23)) == date(2026, 11, 26)
