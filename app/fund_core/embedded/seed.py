"""A believable demo centre, the same for the same number and day."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from app.domain.calendar import add_months, on_day
from app.domain.interest import Movement as Flow
from app.domain.interest import closing_interest
from app.domain.money import ZERO, from_fen, to_fen
from app.domain.policy import CentrePolicy, load_policy
from app.fund_core.embedded import demo, states
from app.fund_core.embedded.demo import COUPLE, SKETCHES, DemoPerson, Sketch, demo_people
from app.fund_core.embedded.ledger import SETTLEMENT, Posting, post_series
from app.fund_core.embedded.rows import card_columns, person_row
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.seed_loans import seed_loan
from app.fund_core.embedded.seed_units import seed_units, unit_number
from app.fund_core.embedded.tables import accounts, persons
from app.vault import Vault

__all__ = ["DEMO_DAY", "DemoPerson", "demo_people", "seed"]
DEMO_DAY = date(2026, 11, 24)
PAY_DAY = 10
JUNE, JULY = 6, 7
RATIO = Decimal(8)
YEARLY_RAISE = 300
CONTRIBUTION = "01"
MARRIED = "20"


@dataclass(frozen=True)
class Span:
    """The months an account was paid for."""

    first: date
    last: date
    until: date

    def pay_days(self) -> list[date]:
        """Every pay day, oldest first."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        return [add_months(self.first, at) for at in range(months + 1)]

    def settlements(self) -> list[date]:
        """Every 30 June between the first pay day and the day of the demo."""
        years = range(self.first.year, self.until.year + 1)
        return [june for year in years if self.first <= (june := date(year, JUNE, 30)) < self.until]


def seed(engine: Engine, vault: Vault, number: int = 1, on: date = DEMO_DAY) -> None:
    """Fill the core's tables as they would stand on a day; does nothing when these people are there already."""
    sealing = Sealing(vault)
    known = persons.c.id_index.in_(sealing.indexes(persons.c.id_index, demo.id_number(number, 0)))
    with engine.begin() as connection:
        if connection.scalar(select(persons.c.id).where(known)) is None:
            seed_units(connection, sealing, number)
            _Seeder(connection, sealing, number, on).everyone()


class _Seeder:
    def __init__(self, connection: Connection, sealing: Sealing, number: int, on: date) -> None:
        self._connection = connection
        self._sealing = sealing
        self._number = number
        self._on = on
        self._policy: CentrePolicy = load_policy(on)

    def everyone(self) -> None:
        ids = [self._person(at, who) for at, who in enumerate(SKETCHES)]
        for own, other in (COUPLE, COUPLE[::-1]):
            married = {"spouse_id": ids[other], "marital_status": MARRIED}
            self._connection.execute(update(persons).where(persons.c.id == ids[own]).values(married))

    def _person(self, at: int, who: Sketch) -> int:
        row = person_row(self._sealing, demo.id_number(self._number, at), who.name, demo.phone(self._number, at))
        own_id = int(self._connection.execute(insert(persons).values(row).returning(persons.c.id)).scalar_one())
        span, account = _span(who, self._on), demo.account_number(self._number, at)
        self._connection.execute(insert(accounts).values(self._account(at, who, span) | {"person_id": own_id}))
        self._contribute(account, who, span)
        self._flag(account, who)
        for nth, sketch in enumerate(who.loans):
            card = demo.card_number(self._number, at, who.card)
            seed_loan(self._connection, self._sealing, sketch, own_id=own_id, number=f"{account}{nth + 1:02}",
                      card=card, on=self._on, policy=self._policy)  # fmt: skip
        return own_id

    def _account(self, at: int, who: Sketch, span: Span) -> dict[str, Any]:
        monthly = _share(who, span, span.last)
        card = demo.card_number(self._number, at, who.card)
        return {
            "number": demo.account_number(self._number, at),
            "unit_number": unit_number(self._number, at),
            "status": states.NORMAL if who.status == states.FROZEN else who.status,
            "opened_on": span.first,
            "sealed_on": add_months(span.last, 1) if who.status == states.SEALED else None,
            "base": _base(who, span, span.last) * 100,
            "unit_ratio": str(RATIO),
            "person_ratio": str(RATIO),
            "monthly_unit": monthly,
            "monthly_person": monthly,
            "paid_until": f"{span.last:%Y-%m}",
            **card_columns(self._sealing, card, "演示银行运城分行" if card else ""),
        }

    def _contribute(self, number: str, who: Sketch, span: Span) -> None:
        """Book every contribution and every settlement in order of date."""
        start, carried, flows, booked = span.first, ZERO, list[Flow](), list[Posting]()
        for day in sorted(span.pay_days() + span.settlements()):
            if (day.month, day.day) == (JUNE, 30):
                after, day_base = day + timedelta(days=1), self._policy.deposit_day_base
                settled = closing_interest(start, carried, flows, after, day_base=day_base).settlements[0]
                booked.append(Posting(number, day, SETTLEMENT, to_fen(settled.interest), "settlement"))
                start, carried, flows = after, settled.balance_after, []
            else:
                share = _share(who, span, day)
                booked.append(_contribution(number, day, share))
                flows.append(Flow(day, from_fen(2 * share)))
        post_series(self._connection, number, booked)

    def _flag(self, number: str, who: Sketch) -> None:
        if who.status == states.FROZEN:
            states.freeze(self._connection, number)
        if who.restricted:
            states.restrict(self._connection, number, add_months(self._on, 30))


def _span(who: Sketch, on: date) -> Span:
    this_month = on_day(on.year, on.month, PAY_DAY)
    latest = this_month if this_month <= on else add_months(this_month, -1)
    last = add_months(latest, -who.stopped)
    return Span(add_months(last, -(who.years * 12 + 2)), last, on)


def _base(who: Sketch, span: Span, day: date) -> int:
    """The base (缴存基数) in yuan: lower by a fixed step for every 1 July that lies after the day."""
    years = (span.last.year + (span.last.month >= JULY)) - (day.year + (day.month >= JULY))
    return who.base - YEARLY_RAISE * years


def _share(who: Sketch, span: Span, day: date) -> int:
    """One side's monthly contribution, in fen."""
    return to_fen(_base(who, span, day) * RATIO / 100)


def _contribution(number: str, day: date, share: int) -> Posting:
    return Posting(number, day, CONTRIBUTION, 2 * share, "contribution", f"{day:%Y-%m}", share, share)
