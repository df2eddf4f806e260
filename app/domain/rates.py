"""Published rates, dated, in percent a year.

Sources: rules 2.1 and 3.1. Since 2026-09-20 the State Council sets them (条例 art. 6).

Nothing is known after the last row: the last row stays in force until a new one is added here.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.domain.errors import DomainError

UNIFORM_FROM = date(2016, 2, 21)  # 银发[2016]43号: one rate for every balance
UNIFORM_RATE = Decimal("1.50")
SECOND_HOME_FROM = date(2010, 11, 1)
SECOND_HOME_FACTOR = Decimal("1.1")
SHORT_TERM_MONTHS = 60  # five years to the day is still the lower tier


class RateUnknown(DomainError):
    """A day before the table begins."""


class DepositRates(NamedTuple):
    since: date
    demand: Decimal  # 活期, for 当年归集
    three_months: Decimal  # 三个月整存整取, for 上年结转


class LoanRates(NamedTuple):
    since: date
    short: Decimal
    long: Decimal
    second_short: Decimal | None
    second_long: Decimal | None


_DEPOSITS = """
2002-02-21 0.72 1.71
2004-10-29 0.72 1.71
2006-08-19 0.72 1.80
2007-03-18 0.72 1.98
2007-05-19 0.72 2.07
2007-07-21 0.81 2.34
2007-08-22 0.81 2.61
2007-09-15 0.81 2.88
2007-12-21 0.72 3.33
2008-10-09 0.72 3.15
2008-10-30 0.72 2.88
2008-11-27 0.36 1.98
2008-12-23 0.36 1.71
2010-10-20 0.36 1.91
2010-12-26 0.36 2.25
2011-02-09 0.40 2.60
2011-04-06 0.50 2.85
2011-07-07 0.50 3.10
2012-06-08 0.40 2.85
2012-07-06 0.35 2.60
2014-11-22 0.35 2.35
2015-03-01 0.35 2.10
2015-05-11 0.35 1.85
2015-06-28 0.35 1.60
2015-08-26 0.35 1.35
2015-10-24 0.35 1.10
"""

_LOANS = """
1999-09-21 4.14 4.59 - -
2002-02-21 3.60 4.05 - -
2004-10-29 3.78 4.23 - -
2005-03-17 3.96 4.41 - -
2006-05-08 4.14 4.59 - -
2007-03-18 4.32 4.77 - -
2007-05-19 4.41 4.86 - -
2007-07-21 4.50 4.95 - -
2007-08-22 4.59 5.04 - -
2007-09-15 4.77 5.22 - -
2008-09-16 4.59 5.13 - -
2008-10-09 4.32 4.86 - -
2008-10-27 4.05 4.59 - -
2008-11-27 3.51 4.05 - -
2008-12-23 3.33 3.87 - -
2010-10-20 3.50 4.05 - -
2010-12-26 3.75 4.30 - -
2011-02-09 4.00 4.50 - -
2011-04-06 4.20 4.70 - -
2011-07-07 4.45 4.90 - -
2012-06-08 4.20 4.70 - -
2012-07-06 4.00 4.50 - -
2014-11-22 3.75 4.25 - -
2015-03-01 3.50 4.00 - -
2015-05-11 3.25 3.75 - -
2015-06-28 3.00 3.50 - -
2015-08-26 2.75 3.25 - -
2022-10-01 2.60 3.10 3.025 3.575
2024-05-18 2.35 2.85 2.775 3.325
2025-05-08 2.10 2.60 2.525 3.075
"""


def _deposit(line: str) -> DepositRates:
    since, *numbers = line.split()
    return DepositRates(date.fromisoformat(since), *map(Decimal, numbers))


def _loan(line: str) -> LoanRates:
    since, short, long, *second = line.split()
    second_rates = [None if rate == "-" else Decimal(rate) for rate in second]
    return LoanRates(date.fromisoformat(since), Decimal(short), Decimal(long), *second_rates)


DEPOSIT_RATES: Sequence[DepositRates] = tuple(map(_deposit, _DEPOSITS.split("\n")[1:-1]))
LOAN_RATES: Sequence[LoanRates] = tuple(map(_loan, _LOANS.split("\n")[1:-1]))
_DEPOSIT_DAYS = [row.since for row in DEPOSIT_RATES]
_LOAN_DAYS = [row.since for row in LOAN_RATES]


def deposit_rate(on: date, *, carried: bool) -> Decimal:
    """The rate quoted on a day for 上年结转 (carried) or 当年归集, rules 2.1. Raises RateUnknown before 2002-02-21."""
    if on >= UNIFORM_FROM:
        return UNIFORM_RATE
    row = DEPOSIT_RATES[_index(_DEPOSIT_DAYS, on)]
    return row.three_months if carried else row.demand


def loan_rate(on: date, months: int, *, second_home: bool = False) -> Decimal:
    """The rate of a contract signed on a day, by its term and home, rules 3.1. Raises RateUnknown before 1999-09-21.

    A second home (二套房) pays the first home's rate times 1.1 from November 2010, its own table rate since
    2022-10-01; before November 2010 there was no second tier.
    """
    if months < 1:
        raise RateUnknown("a term is at least one month")
    row = LOAN_RATES[_index(_LOAN_DAYS, on)]
    short = months <= SHORT_TERM_MONTHS
    first = row.short if short else row.long
    if not second_home or on < SECOND_HOME_FROM:
        return first
    own = row.second_short if short else row.second_long
    return first * SECOND_HOME_FACTOR if own is None else own


def existing_loan_rate(signed: date, on: date, months: int, *, second_home: bool = False) -> Decimal:
    """The rate an existing loan pays on a day: a change reaches it on the next 1 January, rules 3.2.

    Loans of at most one year keep their contract's rate. A loan keeps its tier and home: one signed before there was a
    second tier stays at the first home's rate.
    """
    second_home = second_home and signed >= SECOND_HOME_FROM
    fixed = months <= 12 or on.year <= signed.year  # noqa: PLR2004 - months of a year
    return loan_rate(signed if fixed else date(on.year, 1, 1), months, second_home=second_home)


def _index(days: list[date], on: date) -> int:
    index = bisect_right(days, on) - 1
    if index < 0:
        raise RateUnknown(f"no rate is known before {days[0]}")
    return index
