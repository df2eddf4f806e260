"""The account query (公积金账户查询): what the core says, or said last."""

from typing import Protocol

from app.fund_core import PersonAccount
from app.services.last_known import LastKnownReadings, Reading
from app.store.users import Identity


class AccountSource(Protocol):
    """The part of the core that knows accounts."""

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]:
        """The person's accounts, the oldest first."""


class ShowAccount:
    def __init__(self, core: AccountSource, readings: LastKnownReadings) -> None:
        self._core = core
        self._readings = readings

    def execute(self, identity: Identity) -> Reading[tuple[PersonAccount, ...]]:
        """Return the person's own accounts; empty when there are none. Raises Refusal("core_unavailable")."""
        number = identity.id_number
        kind = tuple[PersonAccount, ...]
        return self._readings.read("accounts", number, kind, lambda: self._core.accounts_of(number))
