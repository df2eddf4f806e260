"""The account query (公积金账户查询): always a fresh reading of the core."""

from typing import Protocol

from app.fund_core import PersonAccount
from app.services.people import core_answers
from app.store.users import Identity


class AccountSource(Protocol):
    """The part of the core that knows accounts."""

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]:
        """The person's accounts, the oldest first."""


class ShowAccount:
    def __init__(self, core: AccountSource) -> None:
        self._core = core

    def execute(self, identity: Identity) -> tuple[PersonAccount, ...]:
        """Return the person's own accounts; empty when there are none. Raises Refusal("core_unavailable")."""
        with core_answers():
            return self._core.accounts_of(identity.id_number)
