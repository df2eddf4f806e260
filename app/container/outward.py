"""What staff put before everybody: the account's menu."""

from dataclasses import dataclass

from app.services.account_menu import AccountMenu


@dataclass(frozen=True)
class Outward:
    """The use cases of the desk that call the platform, each outside any transaction."""

    menu: AccountMenu
