"""The pre-check: each condition fails by its code, with the first possible date where waiting helps."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.domain.conditions import FROZEN, NORMAL, SEALED, Home, Repayment, Situation
from app.domain.contribution import Run
from app.domain.eligibility import Eligibility, assess
from app.domain.errors import DomainError, Refusal
from app.domain.policy import load_policy
from app.domain.withdrawal import Reason

ON = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
POLICY = load_policy(ON)
BALANCE = Decimal("20216.21")
HOME = Home(date(2026, 6, 1), Decimal(500000))
BASIC = Situation(Reason.PURCHASE, Decimal(20000), AT, NORMAL, BALANCE, card_verified=True, home=HOME)
RENT = replace(
    BASIC,
    reason=Reason.RENT,
    amount=Decimal(9000),
    paid_run=Run("2026-08", "2026-10", 3),
    home_in_city=False,
    rent_by_lease=Decimal(14400),
)
RETIREMENT = replace(
    BASIC,
    reason=Reason.RETIREMENT,
    amount=BALANCE,
    status=SEALED,
    closing=True,
    outstanding_loan=False,
    statutory_on=date(2026, 11, 23),
)
ENDED = replace(RETIREMENT, reason=Reason.EMPLOYMENT_ENDED, sealed_on=date(2026, 5, 23), pays_elsewhere=False)
REPAYMENT = replace(BASIC, reason=Reason.LOAN_REPAYMENT, repayment=Repayment(Decimal(20000), date(2026, 10, 23)))
DECORATION = replace(BASIC, reason=Reason.DECORATION, documents=True, local_rule_known=True)


@pytest.mark.parametrize("wish", [BASIC, RENT, RETIREMENT, ENDED, REPAYMENT, DECORATION])
def test_a_right_wish_passes(wish: Situation) -> None:
    found = assess(wish, POLICY)
    assert found.passed, [condition.code for condition in found.failed]
    assert found.possible_from is None
    found.demand()


@pytest.mark.parametrize(
    ("wish", "change", "code", "possible_from"),
    [
        (BASIC, {"status": "05"}, "account_usable", None),
        (BASIC, {"status": FROZEN}, "account_not_frozen", None),
        (BASIC, {"restricted_until": date(2026, 11, 23)}, "not_restricted", date(2026, 11, 24)),
        (BASIC, {"open_order": True}, "no_open_order", None),
        (BASIC, {"card_verified": False}, "own_card_verified", None),
        (BASIC, {"contact_changed_at": AT - timedelta(hours=20)}, "contact_settled", date(2026, 11, 23)),
        (BASIC, {"closing": True, "amount": BALANCE}, "closing_fits", None),
        (BASIC, {"amount": Decimal("20216.22")}, "amount_fits_balance", None),
        (BASIC, {"amount": Decimal(300001), "balance": Decimal(400000)}, "within_online_limit", None),
        (BASIC, {"home": replace(HOME, owned=False)}, "home_owned", None),
        (BASIC, {"home": replace(HOME, valid=False)}, "home_valid", None),
        (BASIC, {"home": replace(HOME, residential=False)}, "home_residential", None),
        (BASIC, {"home": replace(HOME, resold=True)}, "home_not_resold", None),
        (BASIC, {"home": replace(HOME, part=Decimal(25000), taken_by_couple=Decimal(5001))}, "within_price", None),
        (BASIC, {"home": replace(HOME, withdrawn_before=True)}, "home_not_used_before", None),
        (BASIC, {"home": replace(HOME, deed_on=date(2025, 11, 22))}, "within_purchase_window", None),
        (BASIC, {"home": replace(HOME, withdrawn_by_all=Decimal(490000))}, "within_price", None),
        (RENT, {"paid_run": Run("2026-09", "2026-10", 2)}, "paid_without_gap", date(2026, 12, 1)),
        (RENT, {"paid_run": Run("2025-01", "2026-08", 20)}, "paid_without_gap", date(2027, 2, 1)),
        (RENT, {"home_in_city": None}, "no_home_in_city", None),
        (RETIREMENT, {"status": NORMAL}, "account_sealed", None),
        (RETIREMENT, {"outstanding_loan": None}, "no_outstanding_loan", None),
        (RETIREMENT, {"statutory_on": date(2026, 11, 24)}, "retired", date(2026, 11, 24)),
        (RETIREMENT, {"closing": False}, "closing_fits", None),
        (ENDED, {"sealed_on": date(2026, 5, 24)}, "sealed_long_enough", date(2026, 11, 24)),
        (ENDED, {"sealed_on": None}, "sealed_long_enough", None),
        (ENDED, {"pays_elsewhere": True}, "not_paying_elsewhere", None),
        (REPAYMENT, {"amount": Decimal("20000.01")}, "within_repaid", None),
        (REPAYMENT, {"repayment": Repayment(BALANCE, date(2026, 10, 24))}, "interval_over", date(2026, 11, 24)),
        (
            REPAYMENT,
            {"repayment": Repayment(BALANCE, rent_withdrawn_on=date(2025, 11, 24))},
            "no_rent_in_period",
            date(2026, 11, 24),
        ),
        (RENT, {"rent_by_lease": None}, "rent_limit_known", None),
        (RENT, {"repaid_with_it_this_year": True}, "no_repayment_in_period", date(2027, 1, 1)),
        (RENT, {"rent_by_lease": Decimal(8999)}, "within_rent_limit", None),
        (DECORATION, {"local_rule_known": False}, "local_rule_known", None),
        (DECORATION, {"documents": None}, "documents_shown", None),
        (DECORATION, {"at": AT.replace(month=9, day=1)}, "reason_in_force", date(2026, 9, 20)),
        (RENT, {"at": AT.replace(month=9, day=1)}, "rent_above_income_share", None),
    ],
)
def test_each_condition_fails_alone(
    wish: Situation, change: Mapping[str, Any], code: str, possible_from: date | None
) -> None:
    found = assess(replace(wish, **change), POLICY)
    assert [condition.code for condition in found.failed] == [code]
    assert found.possible_from == possible_from


@pytest.mark.parametrize(("pension", "early"), [(True, None), (None, True)])
def test_age_alone_does_not_refuse_retirement(*, pension: bool | None, early: bool | None) -> None:
    wish = replace(RETIREMENT, statutory_on=None, draws_pension=pension, early_retirement=early)
    assert assess(wish, POLICY).passed


def test_the_account_may_be_kept_where_the_centre_says_so() -> None:
    kept = replace(RETIREMENT, closing=False, amount=Decimal(1000))
    assert assess(kept, replace(POLICY, retirement_may_keep_account=True)).passed


def test_a_rent_limit_is_free_again_next_year() -> None:
    policy = replace(POLICY, rent_yearly_limit=Decimal(12000))
    found = assess(replace(RENT, rent_this_year=Decimal(3001)), policy)
    assert found.possible_from == date(2027, 1, 1)
    assert assess(replace(RENT, amount=Decimal(12001)), policy).possible_from is None


def test_waiting_helps_only_if_it_cures_everything() -> None:
    later = replace(RETIREMENT, statutory_on=date(2027, 3, 1), restricted_until=date(2028, 1, 31))
    assert assess(later, POLICY).possible_from == date(2028, 2, 1)
    assert assess(replace(later, card_verified=False), POLICY).possible_from is None


def test_a_refusal_carries_code_facts_and_date() -> None:
    with pytest.raises(Refusal, match="sealed_long_enough") as refused:
        assess(replace(ENDED, sealed_on=date(2026, 6, 1)), POLICY).demand()
    assert refused.value.facts == {"months": "6", "possible_from": "2026-12-01"}


@pytest.mark.parametrize(
    "change",
    [{"amount": Decimal(0)}, {"amount": Decimal("0.001")}, {"balance": Decimal(-1)}, {"at": AT.replace(tzinfo=None)}],
)
def test_impossible_wishes(change: Mapping[str, Any]) -> None:
    with pytest.raises(DomainError):
        replace(BASIC, **change)


def test_every_reason_is_answered() -> None:
    for reason in Reason:
        found = assess(replace(BASIC, reason=reason, home=None), POLICY)
        assert isinstance(found, Eligibility)
        assert not found.passed
