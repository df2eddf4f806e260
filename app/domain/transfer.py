"""Transfer of an account between cities (异地转移接续), rules 4.9: the contact letter, its states and its track."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from app.domain.errors import DomainError, Refusal
from app.domain.money import not_negative

LARGEST_SERIAL = 9999


class InvalidTransfer(DomainError):
    """A state that cannot follow, or a letter that cannot be numbered."""


class TransferState(StrEnum):
    """Contact letter states (联系函状态) of the national platform, messages BDC901 to 906."""

    DONE = "00"  # 正常办结
    LETTER_REVIEWED = "01"  # 联系函复核通过
    LETTER_ACCEPTED = "02"  # 联系函确认接收
    CANCELLED = "05"  # 转入撤销办结
    IN_DISCUSSION = "06"  # 协商中
    ACCOUNT_REVIEWED = "08"  # 账户信息复核通过
    OUT_REFUSED = "13"  # 转出审核不通过
    DONE_AFTER_DISCUSSION = "20"  # 协商后办结
    FAILED = "40"  # 转出失败办结


_S = TransferState
_NEXT: Mapping[TransferState, frozenset[TransferState]] = MappingProxyType(
    {
        _S.LETTER_REVIEWED: frozenset({_S.LETTER_ACCEPTED, _S.CANCELLED, _S.OUT_REFUSED}),
        _S.LETTER_ACCEPTED: frozenset({_S.ACCOUNT_REVIEWED, _S.IN_DISCUSSION, _S.OUT_REFUSED}),
        _S.ACCOUNT_REVIEWED: frozenset({_S.DONE, _S.IN_DISCUSSION, _S.FAILED}),
        _S.IN_DISCUSSION: frozenset({_S.ACCOUNT_REVIEWED, _S.DONE_AFTER_DISCUSSION, _S.FAILED, _S.OUT_REFUSED}),
        _S.OUT_REFUSED: frozenset({_S.IN_DISCUSSION, _S.FAILED}),
    }
)
_STEP = MappingProxyType(
    {
        _S.LETTER_REVIEWED: 1,
        _S.LETTER_ACCEPTED: 2,
        _S.OUT_REFUSED: 2,
        _S.IN_DISCUSSION: 3,
        _S.ACCOUNT_REVIEWED: 4,
    }
)
STEPS = 5


def is_final(state: TransferState) -> bool:
    """Whether nothing follows."""
    return state not in _NEXT


def move_transfer(state: TransferState, to: TransferState) -> TransferState:
    """The next state. Raises InvalidTransfer where it cannot follow."""
    if to not in _NEXT.get(state, frozenset()):
        raise InvalidTransfer(f"{to.value} does not follow {state.value}")
    return to


def cancel_transfer(state: TransferState) -> TransferState:
    """The person's cancelling (BDC903), before the other centre accepts. Raises Refusal transfer_not_cancellable."""
    if state is not TransferState.LETTER_REVIEWED:
        raise Refusal("transfer_not_cancellable", {"state": state.value})
    return TransferState.CANCELLED


def transfer_step(state: TransferState) -> int:
    """The place on the person's five-step track, the fifth for every end."""
    return _STEP.get(state, STEPS)


def transfer_amount(principal: Decimal, interest: Decimal) -> Decimal:
    """What arrives (转移金额): principal and interest, BDC905."""
    return not_negative(principal) + not_negative(interest)


def letter_number(centre_code: str, on: date, serial: int) -> str:
    """The contact letter's number (联系函编号): centre code, YYMMDD, four digits. Raises InvalidTransfer."""
    if re.fullmatch("[0-9]{6}", centre_code) is None or not 1 <= serial <= LARGEST_SERIAL:
        raise InvalidTransfer("a centre code of six digits and a serial of 1 to 9999")
    return f"{centre_code}{on:%y%m%d}{serial:04}"
