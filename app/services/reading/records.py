"""An account's detail (公积金明细): its whole history, of which a page shows a span."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.clock import Clock, beijing_date
from app.domain.errors import Refusal
from app.fund_core import Movement, PersonAccount
from app.services.last_known import LastKnownReadings
from app.services.show_account import ShowAccount
from app.store.users import Identity


class RecordSource(Protocol):
    """The part of the core that knows movements."""

    def contribution_records(self, account_number: str, since: date, until: date) -> tuple[Movement, ...]:
        """Movements booked from `since` to `until`, both included, oldest first."""


@dataclass(frozen=True)
class History:
    """One account with all its movements, oldest first. `as_of` is None when the core answered now."""

    account: PersonAccount
    accounts: tuple[PersonAccount, ...]
    movements: tuple[Movement, ...]
    today: date
    as_of: datetime | None = None


class ShowRecords:
    def __init__(self, core: RecordSource, readings: LastKnownReadings, accounts: ShowAccount, clock: Clock) -> None:
        self._core = core
        self._readings = readings
        self._accounts = accounts
        self._clock = clock

    def execute(self, identity: Identity, number: str = "") -> History | None:
        """Return the history of the person's account with this number, or of the first; None when there is none.

        Read whole, so that each year can be shown while the core is away. Raises Refusal: not_your_subject,
        core_unavailable.
        """
        found = self._accounts.execute(identity)
        if not found.value:
            return None
        account = next((one for one in found.value if number in ("", one.number)), None)
        if account is None:
            raise Refusal("not_your_subject")
        today = beijing_date(self._clock.now())
        read = self._readings.read(
            "records",
            account.number,
            tuple[Movement, ...],
            lambda: self._core.contribution_records(account.number, account.opened_on, today),
        )
        return History(account, found.value, read.value, today, older(found.as_of, read.as_of))


def older(*instants: datetime | None) -> datetime | None:
    """Return the oldest of what was read before; None when everything was read now."""
    return min((instant for instant in instants if instant is not None), default=None)
