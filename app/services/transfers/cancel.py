"""撤销转移: the person's cancelling of a letter, before the other centre has accepted it (BDC903)."""

from typing import Protocol

from app.domain.errors import Refusal
from app.domain.transfer import TransferState, cancel_transfer
from app.fund_core import CoreRefused, CoreUnavailable, Order, OutcomeUnknown, Transfer
from app.services.people import core_answers
from app.store.users import Identity


class CancelCore(Protocol):
    """Transfers, and cancelling one."""

    def transfers_of(self, id_number: str) -> tuple[Transfer, ...]: ...
    def cancel_transfer(self, key: str, letter_number: str) -> Order: ...


class CancelTransfer:
    """One letter has one key, so that pressing twice, or again after a lost answer, cancels once."""

    def __init__(self, core: CancelCore) -> None:
        self._core = core

    def own(self, identity: Identity, letter: str) -> Transfer:
        """Return the person's own transfer. Raises Refusal: unknown_transfer, core_unavailable."""
        with core_answers():
            found = self._core.transfers_of(identity.id_number)
        transfer = next((one for one in found if one.letter_number == letter), None)
        if transfer is None:
            raise Refusal("unknown_transfer")
        return transfer

    def execute(self, identity: Identity, letter: str) -> None:
        """Cancel it. No transaction may be open.

        Raises Refusal: unknown_transfer, transfer_not_cancellable, core_unavailable (asking again is safe).
        """
        cancel_transfer(TransferState(self.own(identity, letter).state))
        try:
            self._core.cancel_transfer(f"cancel:{letter}", letter)
        except CoreRefused as refused:
            raise Refusal(refused.code) from None
        except (OutcomeUnknown, CoreUnavailable):
            raise Refusal("core_unavailable") from None
