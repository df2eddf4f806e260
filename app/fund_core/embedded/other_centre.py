"""The other centre of a demo transfer (异地转移接续): what it answers follows from the old account's number.

A real core talks to the national transfer platform, messages BDC901 to 906; ours has nobody there to talk to. An
account number that ends in 9001, 9002 or 9003 is refused, so that a refusal can be shown.
"""

import hashlib
from decimal import Decimal
from typing import NamedTuple

from app.domain.money import from_fen, round_fen
from app.domain.transfer import TransferState

REFUSALS = {"9001": "old_account_not_sealed", "9002": "name_differs", "9003": "old_account_unknown"}
LEAST, SPREAD = 1_000_000, 6_000_000  # fen
DAYS, RATE = 146, Decimal("1.50")
_NEXT = {
    TransferState.LETTER_REVIEWED: TransferState.LETTER_ACCEPTED,
    TransferState.LETTER_ACCEPTED: TransferState.ACCOUNT_REVIEWED,
    TransferState.ACCOUNT_REVIEWED: TransferState.DONE,
    TransferState.OUT_REFUSED: TransferState.FAILED,
}


class OldAccount(NamedTuple):
    """What the other centre tells (BDC905), in yuan."""

    principal: Decimal
    interest: Decimal


def answer(state: TransferState, old_account: str) -> tuple[TransferState, str]:
    """The next state, and why when it is a refusal."""
    reason = REFUSALS.get(old_account[-4:], "")
    if reason and state is TransferState.LETTER_REVIEWED:
        return TransferState.OUT_REFUSED, reason
    return _NEXT[state], reason


def old_account(number: str) -> OldAccount:
    """What lies in the old account."""
    principal = from_fen(LEAST + int(hashlib.sha256(number.encode()).hexdigest(), 16) % SPREAD)
    return OldAccount(principal, round_fen(principal * RATE * DAYS / 36000))
