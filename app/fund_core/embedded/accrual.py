"""Interest that an account earned and that is not yet credited, by the domain's rules (rules 2)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, or_, select

from app.domain.calendar import DAY
from app.domain.interest import Closing, closing_interest
from app.domain.interest import Movement as Flow
from app.domain.money import ZERO, from_fen
from app.fund_core.embedded.ledger import SETTLEMENT
from app.fund_core.embedded.tables import movements


def accrued(connection: Connection, account: RowMapping, today: date, day_base: int) -> Closing:
    """The working since the last settlement (年度结息), up to the day before `today`."""
    own = movements.c.account_number == account["number"]
    last = select(movements).where(own, movements.c.kind == SETTLEMENT).order_by(movements.c.sequence.desc()).limit(1)
    settled = connection.execute(last).mappings().one_or_none()
    start = account["opened_on"] if settled is None else settled["booked_on"] + DAY
    later = own if settled is None else and_(own, _after(settled))
    rows = connection.execute(select(movements).where(later).order_by(movements.c.sequence)).mappings()
    moved = flows(rows, start)
    opening = from_fen(account["balance"]) - sum((flow.amount for flow in moved), ZERO)
    return closing_interest(start, opening, moved, today, day_base=day_base)


def _after(settled: RowMapping) -> ColumnElement[bool]:
    """What a settlement left out: movements may be booked in July before it ran."""
    late = movements.c.booked_on > settled["booked_on"]
    return or_(movements.c.sequence > settled["sequence"], late)


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
        found.append(Flow(day, from_fen(row["amount"])))
    return found


def interest_of(working: Closing) -> Decimal:
    """All of it in yuan; settlements that were missed included."""
    return working.interest + sum((year.interest for year in working.settlements), ZERO)
