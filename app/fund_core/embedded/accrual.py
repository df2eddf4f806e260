"""Interest that an account earned and that is not yet credited, by the domain's rules (rules 2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, func, or_, select

from app.domain.calendar import DAY
from app.domain.interest import Closing, closing_interest
from app.domain.interest import Movement as Flow
from app.domain.money import ZERO, from_fen
from app.fund_core.embedded.ledger import SETTLEMENT
from app.fund_core.embedded.tables import movements


def accrued(connection: Connection, account: RowMapping, today: date, day_base: int) -> Closing:
    """The working since the last settlement (年度结息), up to the day before `today`."""
    return accrued_by_number(connection, [account], today, day_base)[account["number"]]


def accrued_by_number(
    connection: Connection, accounts: Sequence[RowMapping], today: date, day_base: int
) -> dict[str, Closing]:
    """As `accrued`, for some accounts at once and in as many queries as for one."""
    settled = _settled(connection, [account["number"] for account in accounts])
    begun = {
        account["number"]: settled.get(account["number"], _Settled(account["opened_on"], 0)) for account in accounts
    }
    rows = _rows(connection, begun)
    found = {}
    for account in accounts:
        start = begun[account["number"]].start
        moved = flows(rows[account["number"]], start)
        opening = from_fen(account["balance"]) - sum((flow.amount for flow in moved), ZERO)
        found[account["number"]] = closing_interest(start, opening, moved, today, day_base=day_base)
    return found


class _Settled(NamedTuple):
    """The first day that no settlement has paid for, and the sequence of the last settlement."""

    start: date
    sequence: int

    def left_out(self, row: RowMapping) -> bool:
        """Whether the settlement left a movement out: some may be booked in July before it ran."""
        return bool(row["sequence"] > self.sequence or row["booked_on"] >= self.start)


def _settled(connection: Connection, numbers: Sequence[str]) -> dict[str, _Settled]:
    number = movements.c.account_number
    last = select(number, func.max(movements.c.booked_on), func.max(movements.c.sequence))
    wanted = last.where(number.in_(numbers), movements.c.kind == SETTLEMENT).group_by(number)
    return {account: _Settled(day + DAY, sequence) for account, day, sequence in connection.execute(wanted)}


def _rows(connection: Connection, begun: Mapping[str, _Settled]) -> dict[str, list[RowMapping]]:
    """What the last settlements left out, by account and sequence."""
    day = min((one.start for one in begun.values()), default=date.max)
    sequence = min((one.sequence for one in begun.values()), default=0)
    late = or_(movements.c.booked_on >= day, movements.c.sequence > sequence)
    wanted = select(movements).where(movements.c.account_number.in_(list(begun)), late).order_by(movements.c.sequence)
    found = defaultdict[str, list[RowMapping]](list)
    for row in connection.execute(wanted).mappings():
        if begun[row["account_number"]].left_out(row):
            found[row["account_number"]].append(row)
    return found


def flows(rows: Iterable[Mapping[Any, Any]], start: date) -> list[Flow]:
    """The movements of a period as the interest rules see them; `rows` by sequence, all after the last settlement.

    What was reversed (冲账) counts as if it had never been; a reversal of what was settled already counts from `start`.
    """
    kept = list(rows)
    own = {row["sequence"] for row in kept}
    undone = {row["reverses"] for row in kept} & own
    found = []
    for row in kept:
        if row["sequence"] in undone or row["reverses"] in undone:
            continue
        day = row["booked_on"] if row["reverses"] is None else start
        found.append(Flow(max(day, start), from_fen(row["amount"])))
    return found


def interest_of(working: Closing) -> Decimal:
    """All of it in yuan; settlements that were missed included."""
    return working.interest + sum((year.interest for year in working.settlements), ZERO)
