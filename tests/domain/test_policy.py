"""The centre's file is typed, dated and complete, and says what is not confirmed."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.domain.policy import YUNCHENG, InvalidPolicy, load_policy

TODAY = date(2026, 11, 24)


def test_yunchengs_policy() -> None:
    policy = load_policy(TODAY)
    assert (policy.centre_code, policy.deposit_day_base, policy.penalty_factor) == ("140800", 360, Decimal("1.5"))
    assert policy.is_known("ratio_maximum")
    assert not policy.is_known("rent_yearly_limit")
    assert {"deposit_day_base", "base_ceiling"} <= set(policy.unknown())
    assert all(policy.entries[name].source for name in policy.entries)


def test_the_entry_in_force_on_the_day_counts() -> None:
    before, after = load_policy(date(2026, 9, 19)), load_policy(date(2026, 9, 20))
    assert before.is_known("retirement_may_keep_account")
    assert after.entries["retirement_may_keep_account"].since == date(2026, 9, 20)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[[hotline]]", "[[hotlines]]", "missing or unknown settings: hotline, hotlines"),
        ("value = 360\n", "value = 364\n", "deposit_day_base: one of 360, 365"),
        ("value = 360\n", 'value = "360"\n', "deposit_day_base: wants int"),
        ("value = 1.5\n", "value = -1.5\n", "penalty_factor: wants a number that is not negative"),
        ("value = 2\n", "value = -2\n", "prepayment_due_window_days: must not be negative"),
        ("from = 1999-01-01\n", "from = 2030-01-01\n", "centre_code: no entry in force on 2026-11-24"),
        ("from = 1999-01-01\n", 'from = "1999"\n', "centre_code: from is a date"),
        ("from = 1999-01-01\n", "", "centre_code: each entry needs"),
        ('"08:30"', '"25:30"', "loan_window_opens: an hour is written 08:30"),
        ("value = 360\n", "value = \n", "Invalid value"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    wrong = tmp_path / "centre.toml"
    wrong.write_text(YUNCHENG.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidPolicy, match=says):
        load_policy(TODAY, wrong)


def test_policies_of_a_day_are_equal_and_hashable() -> None:
    seen: set[Any] = {load_policy(TODAY), load_policy(TODAY)}
    assert len(seen) == 1
