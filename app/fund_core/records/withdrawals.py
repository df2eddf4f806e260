"""Withdrawals (提取), once or standing."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Withdrawal:
    """A withdrawal. `reason` is TQYY; `amount` is the principal; with `closing` it is the whole balance.

    `home` is the deed's or contract's number for a home (购房), `loan_number` the loan that is repaid with it (还贷).
    """

    account_number: str
    reason: str
    amount: Decimal
    closing: bool
    home: str = field(default="", repr=False)
    loan_number: str = ""


@dataclass(frozen=True)
class PastWithdrawal:
    """A withdrawal the core took: `state` accepted or done; `amount` without closing interest. Failed ones are gone."""

    order_number: str
    account_number: str
    booked_on: date
    reason: str
    amount: Decimal
    closing: bool
    state: str
    home: str = field(default="", repr=False)
    loan_number: str = ""


@dataclass(frozen=True)
class StandingWish:
    """A monthly withdrawal to be set up (委托按月提取): for a loan its instalment, else `amount` (rent)."""

    account_number: str
    reason: str
    amount: Decimal
    loan_number: str = ""


@dataclass(frozen=True)
class StandingOrder:
    """A monthly withdrawal. It ends by itself when the loan is settled or the account closed."""

    number: str
    account_number: str
    reason: str
    amount: Decimal
    loan_number: str
    since: date
    next_on: date | None
    ended_on: date | None
