"""Months paid late (补缴), on any core: what each still costs, and all of them booked or none."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine

from app.domain.clock import FixedClock
from app.domain.contribution import month_number, month_text
from app.domain.identity import check_digit
from app.domain.policy import CentrePolicy
from app.fund_core import (
    CoreRefused,
    Enrolment,
    FundCore,
    LateLine,
    LateMonth,
    LateQuote,
    Movement,
    PersonAccount,
    Remittance,
    RemittanceLine,
    Withdrawal,
)
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.seed_units import unit_number
from tests.fund_core.conftest import POLICY_ON, VAULT

UNIT, SEALED_S = unit_number(1, 0), unit_number(1, 8)
ID, ZERO = "14080219900101001" + check_digit("14080219900101001"), Decimal(0)
D = Decimal


def _staff(core: FundCore, unit: str = UNIT, status: str = "01") -> list[PersonAccount]:
    return [one for one in core.employees_of(unit, "", "", 500) if one.status == status]


def _newcomer(core: FundCore) -> str:
    """Enrol somebody the unit paid nothing for yet."""
    return core.enrol("new", Enrolment(UNIT, ID, "乔安", "13800000001", D("5000.00"))).subject


def _lines(core: FundCore, *months: LateMonth, unit: str = UNIT) -> tuple[LateLine, ...]:
    quotes = core.quote_late(unit, months)
    return tuple(
        LateLine(**vars(wish), unit_part=quote.unit_part, person_part=quote.person_part)
        for wish, quote in zip(months, quotes, strict=True)
    )


def _late(core: FundCore, number: str) -> list[Movement]:
    rows = core.contribution_records(number, date(1999, 1, 1), date(2199, 1, 1))
    return [one for one in rows if one.kind == "02"]


def test_missed_months_are_paid_in_one_order_whatever_their_order(core: FundCore) -> None:
    own = _newcomer(core)
    wishes = [LateMonth(own, month, D("5000.00"), "missed") for month in ("2026-09", "2026-07", "2026-08")]
    assert core.quote_late(UNIT, tuple(wishes)) == (LateQuote(ZERO, ZERO, D("400.00"), D("400.00")),) * 3
    lines = _lines(core, *wishes)
    order = core.remit_late("l", UNIT, lines)
    assert (order.state, order.total, order.amount) == ("done", D("2400.00"), D("2400.00"))
    rows = _late(core, own)
    assert [(row.month, row.unit_part, row.summary) for row in rows] == [
        (month, D("400.00"), "补缴") for month in ("2026-07", "2026-08", "2026-09")
    ]
    assert [row.balance for row in rows] == [D(800), D(1600), D(2400)]
    account = next(one for one in _staff(core) if one.number == own)
    assert (account.paid_until, account.balance) == ("2026-09", D("2400.00"))
    assert core.remit_late("l", UNIT, lines) == order
    assert len(_late(core, own)) == 3
    with pytest.raises(CoreRefused, match="key_reused"):
        core.remit_late("l", UNIT, lines[:1])
    with pytest.raises(CoreRefused, match="month_not_missed"):
        core.remit_late("again", UNIT, lines)


def test_a_month_paid_too_low_is_filled_up_once(core: FundCore) -> None:
    one = _staff(core)[0]
    wish = LateMonth(one.number, "2026-11", one.base + 100, "short")
    (quote,) = core.quote_late(UNIT, (wish,))
    assert quote == LateQuote(one.monthly_unit, one.monthly_person, D("8.00"), D("8.00"))
    core.remit_late("l", UNIT, _lines(core, wish))
    assert [(row.month, row.amount) for row in _late(core, one.number)] == [("2026-11", D("16.00"))]
    assert _staff(core)[0].paid_until == one.paid_until
    assert core.quote_late(UNIT, (wish,))[0].code == "nothing_short"
    more = replace(wish, base=one.base + 200, reason="back_pay")
    assert core.quote_late(UNIT, (more,))[0].unit_part == D("8.00")


def test_somebody_whose_account_is_sealed_may_be_paid_for(core: FundCore) -> None:
    one = _staff(core, SEALED_S, "02")[0]
    gap = month_text(month_number(one.paid_until) + 1)
    core.remit_late("l", SEALED_S, _lines(core, LateMonth(one.number, gap, one.base, "missed"), unit=SEALED_S))
    assert [row.month for row in _late(core, one.number)] == [gap]
    assert next(now.status for now in _staff(core, SEALED_S, "02") if now.number == one.number) == "02"


CHANGES: tuple[tuple[dict[str, object], str], ...] = (
    ({"account_number": "0"}, "unknown_account"),
    ({"account_number": "@other"}, "unknown_account"),
    ({"month": "2001-09"}, "month_too_early"),
    ({"month": "2026-12"}, "month_too_late"),
    ({"reason": "missed"}, "month_not_missed"),
    ({"account_number": "@new"}, "month_not_paid"),
    ({"base": D(0)}, "base_out_of_range"),
    ({"base": D(100)}, "nothing_short"),
)


@pytest.mark.parametrize(("change", "code"), CHANGES, ids=str)
def test_a_month_that_cannot_be_paid_is_told_and_refused(core: FundCore, change: dict[str, object], code: str) -> None:
    first, second = _staff(core)[:2]
    strangers = {"@other": _staff(core, unit_number(1, 1))[0].number, "@new": _newcomer(core)}
    changed = {name: strangers.get(str(value), value) for name, value in change.items()}
    good = LateMonth(first.number, "2026-11", first.base + 1000, "short")
    bad = replace(LateMonth(second.number, "2026-10", second.base + 1000, "short"), **changed)  # type: ignore[arg-type]  # by name
    assert [quote.code for quote in core.quote_late(UNIT, (good, bad))] == ["", code]
    before = _staff(core)
    with pytest.raises(CoreRefused) as refused:
        core.remit_late("l", UNIT, _lines(core, good, bad))
    assert refused.value.code == code
    assert _staff(core) == before


def test_a_closed_account_is_not_paid_for(core: FundCore) -> None:
    one = _staff(core)[0]
    core.withdraw("c", Withdrawal(one.number, "99", one.balance, closing=True))
    wish = LateMonth(one.number, "2026-11", one.base + 100, "short")
    (quote,) = core.quote_late(UNIT, (wish,))
    assert quote.code == "account_not_normal"
    with pytest.raises(CoreRefused, match="account_not_normal"):
        core.remit_late("l", UNIT, (LateLine(**vars(wish), unit_part=D(8), person_part=D(8)),))


def test_what_cannot_be_asked_is_refused(core: FundCore) -> None:
    one = _staff(core)[0]
    wish = LateMonth(one.number, "2026-11", one.base + 100, "short")
    (line,) = _lines(core, wish)
    for at, (lines, code) in enumerate((
        ((), "invalid_input"),
        ((line, line), "invalid_input"),
        ((replace(line, month="2026-13"),), "invalid_input"),
        ((replace(line, reason="because"),), "invalid_input"),
        ((replace(line, unit_part=line.unit_part + 1),), "total_changed"),
        ((replace(line, unit_part=D("-8.00")),), "total_changed"),
    )):  # fmt: skip
        with pytest.raises(CoreRefused, match=code):
            core.remit_late(f"k{at}", UNIT, lines)
    for months in ((), (wish,) * 501, (replace(wish, month="2026"),)):
        with pytest.raises(CoreRefused, match="invalid_input"):
            core.quote_late(UNIT, months)
    for ask in (lambda: core.quote_late("0", (wish,)), lambda: core.remit_late("u", "0", (line,))):
        with pytest.raises(CoreRefused, match="unknown_unit"):
            ask()
    assert _staff(core)[0] == one


def test_a_month_paid_late_is_not_remitted_again(core: FundCore) -> None:
    own = _newcomer(core)
    core.remit_late("l", UNIT, _lines(core, LateMonth(own, "2026-11", D("5000.00"), "missed")))
    with pytest.raises(CoreRefused, match="month_paid"):
        core.remit("m", Remittance(UNIT, "2026-11", (RemittanceLine(own, D(400), D(400)),)))


def test_limits_and_rounding_are_those_of_the_month(engine: Engine, clock: FixedClock) -> None:
    def policy_on(day: date) -> CentrePolicy:
        low, rounding = (D(2000), "fen") if day >= date(2026, 7, 1) else (D(1500), "yuan")
        return replace(POLICY_ON(day), base_floor=low, base_ceiling=D(30000), contribution_rounding=rounding)

    core = EmbeddedCore(engine, policy_on, clock, VAULT)
    own = _newcomer(core)
    asked = (("2026-06", "1706"), ("2026-07", "1706"), ("2026-07", "2001.11"), ("2026-07", "30000.01"))
    quotes = core.quote_late(UNIT, tuple(LateMonth(own, month, D(base), "missed") for month, base in asked))
    assert [(quote.unit_part, quote.code) for quote in quotes] == [
        (D(136), ""),
        (D(0), "base_out_of_range"),
        (D("160.09"), ""),
        (D(0), "base_out_of_range"),
    ]


wishes = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 40), st.decimals(D("0.01"), D(60_000), places=2)),
    min_size=1,
    max_size=8,
    unique_by=lambda wish: wish[:2],
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=wishes, shuffled=st.randoms())
def test_what_was_quoted_is_booked_and_the_order_of_lines_does_not_matter(
    seeded_file: Path, tmp_path: Path, asked: list[tuple[int, int, Decimal]], shuffled: object
) -> None:
    booked = []
    for turn in ("asked", "shuffled"):
        path = tmp_path / f"{turn}.sqlite"
        shutil.copy(seeded_file, path)
        engine = create_engine(f"sqlite:///{path}")
        core = EmbeddedCore(engine, POLICY_ON, FixedClock(datetime(2026, 11, 24, 2, tzinfo=UTC)), VAULT)
        people = _staff(core)
        numbers = [people[who % len(people)].number for who, _, _ in asked]
        lines = _payable(core, numbers, asked)
        if turn == "shuffled":
            shuffled.shuffle(lines)  # type: ignore[attr-defined]  # hypothesis gives a Random
        if lines:
            order = core.remit_late("k", UNIT, tuple(lines))
            assert order.total == sum((line.unit_part + line.person_part for line in lines), ZERO)
            assert order.total == sum((row.amount for one in people for row in _late(core, one.number)), ZERO)
        booked.append([_late(core, one.number) for one in people])
        engine.dispose()
    assert booked[0] == booked[1]


def _payable(core: FundCore, numbers: Sequence[str], asked: Sequence[tuple[int, int, Decimal]]) -> list[LateLine]:
    last = month_number("2026-11")
    months = {
        (number, month_text(last - back)): LateMonth(number, month_text(last - back), base, "short")
        for number, (_, back, base) in zip(numbers, asked, strict=True)
    }
    quoted = zip(_lines(core, *months.values()), core.quote_late(UNIT, tuple(months.values())), strict=True)
    return [line for line, quote in quoted if not quote.code]
