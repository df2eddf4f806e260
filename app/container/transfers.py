"""Transfers from other centres (异地转移接续)."""

from dataclasses import dataclass

from app.fund_core import FundCore
from app.services.last_known import LastKnownReadings
from app.services.transfers.cancel import CancelTransfer
from app.services.transfers.show import ShowTransfers


@dataclass(frozen=True)
class TransferUseCases:
    """What the hall's page of transfers is given."""

    show: ShowTransfers
    cancel: CancelTransfer


def transfers_of(core: FundCore, readings: LastKnownReadings) -> TransferUseCases:
    """Join them."""
    return TransferUseCases(ShowTransfers(core, readings), CancelTransfer(core))
