"""异地转移接续查询: the person's transfers, as the core tells them or told them last."""

from typing import Protocol

from app.fund_core import Transfer
from app.services.last_known import LastKnownReadings, Reading
from app.store.users import Identity


class TransferSource(Protocol):
    """The part of the core that knows transfers."""

    def transfers_of(self, id_number: str) -> tuple[Transfer, ...]:
        """The person's transfers, the oldest first."""


class ShowTransfers:
    def __init__(self, core: TransferSource, readings: LastKnownReadings) -> None:
        self._core = core
        self._readings = readings

    def execute(self, identity: Identity) -> Reading[tuple[Transfer, ...]]:
        """Return the person's own, the newest first. Raises Refusal("core_unavailable")."""
        number = identity.id_number

        def newest_first() -> tuple[Transfer, ...]:
            return self._core.transfers_of(number)[::-1]

        return self._readings.read("transfers", number, tuple[Transfer, ...], newest_first)
