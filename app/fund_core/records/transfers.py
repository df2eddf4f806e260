"""Transfers of an account from another centre (异地转移接续, rules 4.9)."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.domain.money import ZERO


@dataclass(frozen=True)
class TransferWish:
    """A transfer to be opened, into `account_number`, from an account that another centre has sealed (封存)."""

    account_number: str
    from_centre_code: str
    from_centre_name: str
    from_unit_name: str
    from_account_number: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True)
class TransferStep:
    """A state (联系函状态) and the day it was reached."""

    state: str
    on: date


@dataclass(frozen=True)
class Transfer:
    """A transfer under its contact letter (联系函编号). `state` is the letter's, the last of `steps`.

    `reason` says why it failed: old_account_not_sealed, name_differs or old_account_unknown, or account_closed when
    there is no account here any more.
    """

    letter_number: str
    account_number: str
    from_centre_code: str
    from_centre_name: str
    from_unit_name: str
    from_account_number: str = field(repr=False)
    opened_on: date
    state: str
    steps: tuple[TransferStep, ...]
    principal: Decimal = ZERO
    interest: Decimal = ZERO
    amount: Decimal = ZERO
    reason: str = ""
