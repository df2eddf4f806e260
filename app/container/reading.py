"""What the queries of the hall need."""

from dataclasses import dataclass

from app.documents.statements import Statements
from app.domain.clock import Clock
from app.fund_core import FundCore
from app.services.last_known import LastKnownReadings
from app.services.reading.loans import ShowLoans
from app.services.reading.records import ShowRecords
from app.services.show_account import ShowAccount


@dataclass(frozen=True)
class ReadingUseCases:
    """The use cases of queries, and what draws them on paper."""

    records: ShowRecords
    loans: ShowLoans
    statements: Statements


def reading_of(core: FundCore, readings: LastKnownReadings, accounts: ShowAccount, clock: Clock) -> ReadingUseCases:
    """Join them; `accounts` is how a person's own accounts are found."""
    records = ShowRecords(core, readings, accounts, clock)
    return ReadingUseCases(records, ShowLoans(core, readings, clock), Statements())
