"""Interest shows its working, is additive in products, and refuses what cannot be."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import InvalidDate
from app.domain.interest import (
    Closing,
    InvalidDayBase,
    Movement,
    Part,
    closing_interest,
    interest_on_products,
    period_parts,
)
from app.domain.money import ZERO, InvalidMoney, from_fen
from app.domain.pools import CARRIED, CURRENT, Overdrawn, Pools
from app.domain.rates import RateUnknown, deposit_rate

START = date(2026, 7, 1)
amounts = st.integers(1, 10**10).map(from_fen)
spans = st.integers(0, 700)


def account(carried: Decimal, movements: list[Movement], close: date, start: date = START) -> Closing:
    return closing_interest(start, carried, movements, close, day_base=360)


@given(amounts, st.lists(st.tuples(spans, amounts), max_size=20), spans)
def test_rows_add_up_to_parts_and_parts_to_the_interest(
    carried: Decimal, deposits: list[tuple[int, Decimal]], days: int
) -> None:
    start = date(2015, 7, 1)  # crosses the change of 2016-02-21
    movements = [Movement(start + timedelta(min(day, days)), amount) for day, amount in deposits]
    closing = account(carried, movements, start + timedelta(days), start)
    for parts, interest in [(s.parts, s.interest) for s in closing.settlements] + [(closing.parts, closing.interest)]:
        assert sum((p.interest for p in parts), ZERO) == interest
        for part in parts:
            assert sum((row.interest for row in part.rows), ZERO) == part.interest
            assert sum((row.products for row in part.rows), ZERO) == part.products
            assert all(row.days == (row.end - row.start).days > 0 for row in part.rows)
    credited = sum((s.interest for s in closing.settlements), ZERO)
    assert closing.balance == carried + sum((amount for _, amount in deposits), ZERO) + credited


@given(amounts, st.lists(st.tuples(st.integers(0, 300), amounts), max_size=12), st.integers(0, 300))
def test_interest_is_additive_over_split_periods(
    carried: Decimal, deposits: list[tuple[int, Decimal]], cut: int
) -> None:
    movements = sorted(Movement(START + timedelta(day), amount) for day, amount in deposits)
    middle, end = START + timedelta(cut), START + timedelta(300)
    pools = Pools(carried)
    first = parts_of(START, middle, pools, [m for m in movements if m.day < middle])
    second = parts_of(middle, end, pools, [m for m in movements if m.day >= middle])
    whole = parts_of(START, end, Pools(carried), movements)
    for pool in (CARRIED, CURRENT):
        assert products(first, pool) + products(second, pool) == products(whole, pool)
    assert abs(earned(first) + earned(second) - earned(whole)) <= Decimal("0.02")  # only the extra rounding


def parts_of(start: date, end: date, pools: Pools, movements: list[Movement]) -> tuple[Part, ...]:
    return period_parts(start, end, end, pools=pools, movements=movements, day_base=360)


def products(parts: tuple[Part, ...], pool: str) -> Decimal:
    return sum((part.products for part in parts if part.pool == pool), ZERO)


def earned(parts: tuple[Part, ...]) -> Decimal:
    return sum((part.interest for part in parts), ZERO)


def test_the_working_of_a_closing() -> None:
    closing = account(Decimal("50000.00"), [Movement(date(2026, 7, 10), Decimal("1200.00"))], date(2026, 8, 1))
    assert [(r.pool, r.start, r.end, r.days, r.rate_pct) for r in closing.rows] == [
        (CARRIED, START, date(2026, 8, 1), 31, Decimal("1.50")),
        (CURRENT, date(2026, 7, 10), date(2026, 8, 1), 22, Decimal("1.50")),
    ]


def test_money_out_leaves_the_carried_balance_first() -> None:
    out = [Movement(date(2026, 7, 2), Decimal("50.00")), Movement(date(2026, 7, 3), Decimal("-120.00"))]
    closing = account(Decimal("100.00"), out, date(2026, 7, 5))
    assert closing.balance == Decimal("30.00")
    assert [(r.pool, r.balance, r.days) for r in closing.rows] == [
        (CARRIED, Decimal("100.00"), 2),
        (CURRENT, Decimal("50.00"), 1),
        (CURRENT, Decimal("30.00"), 2),
    ]


def test_a_deposit_of_30_june_earns_its_day() -> None:
    closing = account(ZERO, [Movement(date(2026, 6, 30), Decimal("24000.00"))], START, date(2026, 6, 1))
    assert [s.interest for s in closing.settlements] == [Decimal("1.00")]
    assert closing.total == Decimal("24001.00")


def test_base_365_pays_less() -> None:
    assert interest_on_products(Decimal("7378916.65"), Decimal("1.50"), 365) == Decimal("303.24")
    with pytest.raises(InvalidDayBase):
        closing_interest(START, ZERO, [], START, day_base=364)


def test_what_cannot_be() -> None:
    with pytest.raises(Overdrawn):
        account(Decimal("1.00"), [Movement(START, Decimal("-1.01"))], START)
    with pytest.raises(InvalidDate):
        account(Decimal("1.00"), [], START - timedelta(1))
    with pytest.raises(InvalidDate):
        account(Decimal("1.00"), [Movement(START - timedelta(1), Decimal("1.00"))], START)
    with pytest.raises(InvalidMoney):
        account(Decimal("-1.00"), [], START)
    with pytest.raises(InvalidMoney):
        account(Decimal("1.00"), [Movement(START, Decimal("0.001"))], START)


def test_no_rate_before_the_table_begins() -> None:
    assert deposit_rate(date(2002, 2, 21), carried=False) == Decimal("0.72")
    with pytest.raises(RateUnknown):
        deposit_rate(date(2002, 2, 20), carried=True)
    with pytest.raises(RateUnknown):
        account(Decimal("1.00"), [], date(2001, 6, 1), date(2001, 1, 1))
