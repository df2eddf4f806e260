"""Interest on deposits (存款利息) by daily products (积数计息法), rules 2.

Money counts from its credit day, not on the day it leaves. The interest year ends on 30 June: interest is rounded,
credited and, from 1 July, part of 上年结转. Before 2016-02-21 上年结转 and 当年归集 earned different rates, quoted on
the day of settlement or closing; that year's days are split at the change.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from app.domain.calendar import DAY, InvalidDate, settlement_after
from app.domain.errors import DomainError
from app.domain.money import ZERO, round_fen, yuan
from app.domain.pools import CARRIED, Pools
from app.domain.rates import UNIFORM_FROM, deposit_rate

DAY_BASES = (360, 365)


class InvalidDayBase(DomainError):
    """Days of a year other than 360 or 365."""


class Movement(NamedTuple):
    """Money in (above zero) or out (below zero) on a day."""

    day: date
    amount: Decimal


class Row(NamedTuple):
    """A stretch of days with one balance and one rate; `end` is the first day that no longer counts."""

    pool: str
    start: date
    end: date
    balance: Decimal
    days: int
    rate_pct: Decimal
    products: Decimal
    interest: Decimal  # the rows of a part add up to its rounded interest


class Part(NamedTuple):
    """All rows of one pool at one rate; interest is rounded here, once."""

    pool: str
    uniform: bool  # whether the days are on or after 2016-02-21
    rate_pct: Decimal
    products: Decimal
    interest: Decimal
    rows: tuple[Row, ...]


class Settlement(NamedTuple):
    """The close of an interest year (年度结息) on 30 June."""

    day: date
    interest: Decimal
    balance_after: Decimal
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Closing:
    """An account's interest up to a closing day (销户, 利随本清), with its working."""

    settlements: tuple[Settlement, ...]
    balance: Decimal  # 账户余额
    interest: Decimal  # 销户利息
    parts: tuple[Part, ...]

    @property
    def total(self) -> Decimal:
        """销户本息合计."""
        return self.balance + self.interest

    @property
    def rows(self) -> tuple[Row, ...]:
        """The working of the closing interest, line by line."""
        return tuple(row for part in self.parts for row in part.rows)


def interest_on_products(products: Decimal, rate_pct: Decimal, day_base: int) -> Decimal:
    """Interest in yuan, rounded to the fen, of a sum of day-end balances (积数, yuan x days)."""
    return round_fen(products * rate_pct / (100 * day_base))


def closing_interest(
    start: date,
    carried: Decimal,
    movements: Sequence[Movement],
    close: date,
    *,
    day_base: int,
    current: Decimal = ZERO,
) -> Closing:
    """Everything an account earns from `start` (the first day counted) to the day before `close`.

    `carried` and `current` are the opening balances; movements lie between start and close, any order. Raises
    InvalidDate, InvalidDayBase, InvalidMoney, Overdrawn or RateUnknown. Source: rules 2.2 to 2.4.
    """
    _check(start, movements, close, day_base)
    queue = sorted(Movement(m.day, yuan(m.amount)) for m in movements)
    pools, settlements = Pools(carried, current), []
    while (june := settlement_after(start)) < close:
        count = bisect_right(queue, june, key=itemgetter(0))
        year, queue = queue[:count], queue[count:]
        parts = period_parts(start, june + DAY, june, pools=pools, movements=year, day_base=day_base)
        pools.settle(interest := sum((part.interest for part in parts), ZERO))
        settlements.append(Settlement(june, interest, pools.total, parts))
        start = june + DAY
    parts = period_parts(start, close, close, pools=pools, movements=queue, day_base=day_base)
    return Closing(tuple(settlements), pools.total, sum((part.interest for part in parts), ZERO), parts)


def period_parts(
    start: date, end: date, quoted_on: date, *, pools: Pools, movements: Sequence[Movement], day_base: int
) -> tuple[Part, ...]:
    """The parts of a period without settlement, `end` not counted; books the (sorted) movements into `pools`."""
    steps = {pool: [(start, balance)] for pool, balance in pools.balances.items()}
    for day, amount in movements:
        for pool in pools.apply(amount):
            steps[pool].append((day, pools.balances[pool]))
    parts: list[Part] = []
    for uniform in (False, True):
        for pool, changes in steps.items():
            parts += _part(pool, changes, _era(start, end, uniform=uniform), quoted_on, day_base)
    return tuple(parts)


def _era(start: date, end: date, *, uniform: bool) -> tuple[date, date]:
    return (max(start, UNIFORM_FROM), end) if uniform else (start, min(end, UNIFORM_FROM))


def _part(
    pool: str, changes: list[tuple[date, Decimal]], era: tuple[date, date], quoted_on: date, day_base: int
) -> Iterator[Part]:
    start, end = era
    stretches = list(_stretches(changes, start, end))
    if not stretches:
        return
    uniform = start >= UNIFORM_FROM
    rate = deposit_rate(quoted_on if uniform else min(quoted_on, UNIFORM_FROM - DAY), carried=pool == CARRIED)
    rows = tuple(_rows(pool, stretches, rate, day_base))
    yield Part(pool, uniform, rate, sum(r.products for r in rows) + ZERO, sum(r.interest for r in rows) + ZERO, rows)


def _stretches(changes: list[tuple[date, Decimal]], start: date, end: date) -> Iterator[tuple[date, date, Decimal]]:
    for (since, balance), (until, _) in pairwise([*changes, (end, ZERO)]):
        first, last = max(since, start), min(until, end)
        if balance and first < last:
            yield first, last, balance


def _rows(pool: str, stretches: list[tuple[date, date, Decimal]], rate: Decimal, day_base: int) -> Iterator[Row]:
    """Rounds the running total, so that the rows' interests add up to the part's to the fen."""
    products = shown = ZERO
    for start, end, balance in stretches:
        days = (end - start).days
        own = balance * days
        products += own
        running = interest_on_products(products, rate, day_base)
        yield Row(pool, start, end, balance, days, rate, own, running - shown)
        shown = running


def _check(start: date, movements: Sequence[Movement], close: date, day_base: int) -> None:
    if day_base not in DAY_BASES:
        raise InvalidDayBase("360 or 365")
    if close < start or any(not start <= m.day <= close for m in movements):
        raise InvalidDate("movements lie between the first day and the closing day")
