"""A believable demo centre, the same for the same number and day."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection, Engine, insert, select

from app.domain.calendar import add_months, on_day
from app.domain.interest import Movement as Flow
from app.domain.interest import closing_interest
from app.domain.money import ZERO, from_fen, to_fen
from app.domain.policy import load_policy
from app.fund_core.embedded import demo, flags
from app.fund_core.embedded.demo import SKETCHES, UNITS, DemoPerson, Sketch, demo_people
from app.fund_core.embedded.ledger import SETTLEMENT, Posting, post_movement
from app.fund_core.embedded.seed_loans import seed_loan
from app.fund_core.embedded.tables import accounts, persons, units

__all__ = ["DEMO_DAY", "DemoPerson", "demo_people", "seed"]
DEMO_DAY = date(2026, 11, 24)
PAY_DAY = 10
JUNE, JULY = 6, 7
RATIO = Decimal(8)
YEARLY_RAISE = 300
CONTRIBUTION = "01"


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


def seed(engine: Engine, number: int = 1, on: date = DEMO_DAY) -> None:
    """Fill the core's tables as they would stand on a day; does nothing when these people are there already."""
    with engine.begin() as connection:
        taken = connection.scalar(select(persons.c.id_number).where(persons.c.id_number == demo.id_number(number, 0)))
        if taken is None:
            _seed_units(connection, number)
            for at, who in enumerate(SKETCHES):
                _seed_person(connection, number, at, who, on)


def _seed_units(connection: Connection, number: int) -> None:
    rows = [{"number": _unit(number, at), "name": name} for at, name in enumerate(UNITS)]
    connection.execute(insert(units), rows)


def _unit(number: int, at: int) -> str:
    return f"1408{number % 1000:03}{at % len(UNITS):03}"


def _seed_person(connection: Connection, number: int, at: int, who: Sketch, on: date) -> None:
    own_id = demo.id_number(number, at)
    person = {"id_number": own_id, "id_kind": "01", "name": who.name, "phone": demo.phone(number, at)}
    connection.execute(insert(persons).values(person))
    span = _span(who, on)
    connection.execute(insert(accounts).values(_account(number, at, who, span)))
    _contribute(connection, demo.account_number(number, at), who, span)
    _flag(connection, demo.account_number(number, at), who, on)
    for nth, sketch in enumerate(who.loans):
        seed_loan(connection, own_id, f"{demo.account_number(number, at)}{nth + 1:02}", sketch, on)


def _span(who: Sketch, on: date) -> Span:
    this_month = on_day(on.year, on.month, PAY_DAY)
    latest = this_month if this_month <= on else add_months(this_month, -1)
    last = add_months(latest, -who.stopped)
    return Span(add_months(last, -(who.years * 12 + 2)), last, on)


def _account(number: int, at: int, who: Sketch, span: Span) -> dict[str, object]:
    monthly = _share(who, span, span.last)
    return {
        "number": demo.account_number(number, at),
        "id_number": demo.id_number(number, at),
        "unit_number": _unit(number, at),
        "status": "01" if who.status == flags.FROZEN else who.status,
        "opened_on": span.first,
        "base": _base(who, span, span.last) * 100,
        "unit_ratio": str(RATIO),
        "person_ratio": str(RATIO),
        "monthly_unit": monthly,
        "monthly_person": monthly,
        "paid_until": f"{span.last:%Y-%m}",
        "card_number": demo.card_number(number, at) if who.card else "",
        "card_bank": "演示银行运城分行" if who.card else "",
    }


def _base(who: Sketch, span: Span, day: date) -> int:
    """The base (缴存基数) in yuan: lower by a fixed step for every 1 July that lies after the day."""
    years = (span.last.year + (span.last.month >= JULY)) - (day.year + (day.month >= JULY))
    return who.base - YEARLY_RAISE * years


def _share(who: Sketch, span: Span, day: date) -> int:
    """One side's monthly contribution, in fen."""
    return to_fen(_base(who, span, day) * RATIO / 100)


def _contribute(connection: Connection, number: str, who: Sketch, span: Span) -> None:
    """Book every contribution and every settlement in order of date."""
    day_base = load_policy(span.until).deposit_day_base
    start, carried, flows = span.first, ZERO, list[Flow]()
    for day in sorted(span.pay_days() + span.settlements()):
        if (day.month, day.day) == (JUNE, 30):
            after = day + timedelta(days=1)
            interest = closing_interest(start, carried, flows, after, day_base=day_base).settlements[0].interest
            balance = post_movement(connection, Posting(number, day, SETTLEMENT, to_fen(interest), "settlement"))
            start, carried, flows = after, from_fen(balance), []
        else:
            share = _share(who, span, day)
            post_movement(connection, _contribution(number, day, share))
            flows.append(Flow(day, from_fen(2 * share)))


def _contribution(number: str, day: date, share: int) -> Posting:
    return Posting(number, day, CONTRIBUTION, 2 * share, "contribution", f"{day:%Y-%m}", share, share)


def _flag(connection: Connection, number: str, who: Sketch, on: date) -> None:
    if who.status == flags.FROZEN:
        flags.freeze(connection, number)
    if who.restricted:
        flags.restrict(connection, number, add_months(on, 30))
