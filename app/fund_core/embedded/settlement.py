"""The annual settlement (年度结息, rules 2.2): every open account's interest to 30 June, booked as a movement.

Accounts go in batches, each a transaction of its own, so memory stays bounded and a run that was stopped is simply
started again. Two runs at once share the work: an account that has its movement of that day is passed over.
"""

from collections import defaultdict
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, and_, exists, func, select

from app.domain.calendar import DAY
from app.domain.interest import closing_interest
from app.domain.money import ZERO, from_fen, to_fen
from app.fund_core.embedded.accrual import flows
from app.fund_core.embedded.ledger import SETTLEMENT, Posting, lock_accounts, post_many
from app.fund_core.embedded.states import CLOSED
from app.fund_core.embedded.tables import accounts, movements
from app.fund_core.embedded.unhurried import unhurried

BATCH = 500  # accounts; on SQLite nobody else writes while one is booked


class YearNotOver(Exception):
    """30 June has not passed yet."""


class EarlierYearOpen(Exception):
    """An account still lacks the settlement of the year before."""


@dataclass(frozen=True)
class Year:
    """An interest year by its last day, 30 June; `day_base` is 360 or 365."""

    ends: date
    day_base: int

    @property
    def before(self) -> date:
        """The 30 June before it."""
        return self.ends.replace(year=self.ends.year - 1)


def to_settle(engine: Engine, year: int) -> int:
    """How many accounts still lack the settlement of a year."""
    june = _june(year)
    with unhurried(engine) as connection:
        own = movements.c.account_number == accounts.c.number, movements.c.booked_on == june
        done = exists().where(*own, movements.c.kind == SETTLEMENT)
        wanted = select(func.count()).select_from(accounts).where(*_concerned(june), ~done)
        return int(connection.execute(wanted).scalar_one())


def settle_year(engine: Engine, year: int, today: date, day_base: int, *, batch: int = BATCH) -> Generator[int]:
    """Settle a year batch by batch, telling after each how many accounts it took. YearNotOver, EarlierYearOpen."""
    if today <= _june(year):
        raise YearNotOver
    span, after = Year(_june(year), day_base), ""
    while numbers := _page(engine, after, span.ends, batch):
        with unhurried(engine) as connection:
            settled = _settle(connection, numbers, span)
        yield settled
        after = numbers[-1]


def interest_of_year(account: Mapping[Any, Any], history: Sequence[Mapping[Any, Any]], year: Year) -> tuple[int, int]:
    """An account's interest of the year and its 上年结转 after the settlement, in fen.

    `history` is its movements booked since the settlement before, that one included, by sequence. Movements booked
    after 30 June, before the settlement ran, belong to the new year: what went out is taken from 上年结转.
    EarlierYearOpen where that settlement is missing.
    """
    last = next((row for row in history if row["kind"] == SETTLEMENT), None)
    if last is None and account["opened_on"] <= year.before:
        raise EarlierYearOpen
    start = account["opened_on"] if last is None else year.before + DAY
    moved = flows((row for row in history if row is not last), start)
    opening = from_fen(account["balance"]) - sum((flow.amount for flow in moved), ZERO)
    within = [flow for flow in moved if flow.day <= year.ends]
    settled = closing_interest(start, opening, within, year.ends + DAY, day_base=year.day_base).settlements[-1]
    out = sum((min(flow.amount, ZERO) for flow in moved if flow.day > year.ends), ZERO)
    return to_fen(settled.interest), max(0, to_fen(settled.balance_after + out))


def _settle(connection: Connection, numbers: Sequence[str], year: Year) -> int:
    """Settle those of the accounts that lack it; how many they were."""
    lacking = _lacking(connection, numbers, year)
    if not lacking:
        return 0
    locked = lock_accounts(connection, lacking)
    history = _history(connection, lacking, year)
    booked = []
    for account in locked:
        own = history[account["number"]]
        if not _is_settled(own, year) and account["status"] not in CLOSED:
            interest, carried = interest_of_year(account, own, year)
            posting = Posting(account["number"], year.ends, SETTLEMENT, interest, "settlement", carried=carried)
            booked.append((account, posting))
    post_many(connection, booked)
    return len(booked)


def _lacking(connection: Connection, numbers: Sequence[str], year: Year) -> list[str]:
    """The accounts without the year's movement, before they are locked and looked at again."""
    of_year = movements.c.booked_on == year.ends, movements.c.kind == SETTLEMENT
    wanted = select(movements.c.account_number).where(movements.c.account_number.in_(numbers), *of_year)
    settled = set(connection.scalars(wanted))
    return [number for number in numbers if number not in settled]


def _is_settled(history: Sequence[RowMapping], year: Year) -> bool:
    return any(row["kind"] == SETTLEMENT and row["booked_on"] == year.ends for row in history)


def _history(connection: Connection, numbers: Sequence[str], year: Year) -> dict[str, list[RowMapping]]:
    """The accounts' movements since the settlement before."""
    own = movements.c.account_number.in_(numbers), movements.c.booked_on >= year.before
    last = and_(movements.c.booked_on == year.before, movements.c.kind != SETTLEMENT)
    rows = connection.execute(select(movements).where(*own, ~last).order_by(movements.c.sequence)).mappings()
    found = defaultdict[str, list[RowMapping]](list)
    for row in rows:
        found[row["account_number"]].append(row)
    return found


def _page(engine: Engine, after: str, june: date, size: int) -> list[str]:
    """The next numbers, settled or not: asked which are not, a database may look at every movement for each page."""
    wanted = select(accounts.c.number).where(accounts.c.number > after, *_concerned(june))
    with unhurried(engine) as connection:
        return list(connection.scalars(wanted.order_by(accounts.c.number).limit(size)))


def _concerned(june: date) -> tuple[ColumnElement[bool], ...]:
    return accounts.c.status.not_in(CLOSED), accounts.c.opened_on <= june


def _june(year: int) -> date:
    return date(year, 6, 30)
