"""The account query (公积金账户查询): always a fresh reading of the core."""

from typing import Protocol

from app.fund_core import PersonAccount
from app.services.people import core_answers, identity_of
from app.store.users import Users


class AccountSource(Protocol):
    """The part of the core that knows accounts."""

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]:
        """The person's accounts, the oldest first."""


class ShowAccount:
    def __init__(self, core: AccountSource, users: Users) -> None:
        self._core = core
        self._users = users

    def execute(self, user_id: int) -> tuple[PersonAccount, ...]:
        """Return the user's own accounts; empty when there are none. Raises Refusal("core_unavailable")."""
        identity = identity_of(self._users, user_id)
        with core_answers():
            return self._core.accounts_of(identity.id_number)
