"""Personal data of the core at rest: sealed for its column, and found again by its keyed index."""

from sqlalchemy import Column

from app.vault import Vault


class Sealing:
    """The vault by column: a value sealed for one column opens in no other."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def seal(self, column: Column[str], text: str) -> str:
        """The text under the vault; "" stays ""."""
        return self._vault.seal(text, purpose_of(column)) if text else ""

    def open(self, column: Column[str], sealed: str) -> str:
        """The text again. Raises app.vault.Unreadable."""
        return self._vault.open(sealed, purpose_of(column)) if sealed else ""

    def index(self, column: Column[str], text: str) -> str:
        """What a new row is found by."""
        return self._vault.index(text, purpose_of(column))

    def indexes(self, column: Column[str], text: str) -> tuple[str, ...]:
        """What rows may be found by, whichever key was current when they were written."""
        return self._vault.indexes(text, purpose_of(column))


def purpose_of(column: Column[str]) -> str:
    """What values of this column are sealed and indexed for."""
    return f"{column.table.name}.{column.name}"
