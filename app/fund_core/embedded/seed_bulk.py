"""A centre of any size: people, accounts, contributions and some loans, in batches of one transaction each.

A run goes on where the last one stopped, and changes nothing where all the accounts are there already. What is booked
here is booked as the ledger would: each account's balance is the running balance of its last movement.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from app.domain.calendar import DAY, add_months, on_day
from app.domain.interest import Movement as Flow
from app.domain.interest import closing_interest
from app.domain.money import ZERO, from_fen, to_fen
from app.domain.policy import load_policy
from app.fund_core.embedded.demo import LoanSketch
from app.fund_core.embedded.ledger import SETTLEMENT
from app.fund_core.embedded.loading import load, new_person_ids
from app.fund_core.embedded.rows import card_columns, person_row, registration_row, unit_row
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.seed_loans import seed_loan
from app.fund_core.embedded.states import NORMAL, SEALED
from app.fund_core.embedded.synthetic import (
    UNIT_SIZE,
    SyntheticPerson,
    account_number,
    account_prefix,
    credit_code,
    draw,
    unit_number,
)
from app.fund_core.embedded.tables import accounts, movements, persons, registrations, units
from app.fund_core.embedded.unhurried import unhurried
from app.fund_core.embedded.words import SUMMARIES
from app.vault import Vault

BATCH = 500
MONTHS = 14  # of contributions, so that every account has passed a settlement
PAY_DAY, JUNE = 10, (6, 30)
RATIO = Decimal(8)
KINDS = {"contribution": "01", "settlement": SETTLEMENT}
LOAN_EVERY = 100
LOAN = LoanSketch(300_000, 180, 40)
FOUNDED, OPENED = date(2001, 9, 1), date(2001, 9, 20)
BANK = "演示银行运城分行"


@dataclass(frozen=True)
class Plan:
    """Which centre: its seed number, the day it stands on, the months of contributions of each account."""

    seed: int
    on: date
    months: int = MONTHS

    @property
    def latest(self) -> date:
        """The last pay day."""
        this_month = on_day(self.on.year, self.on.month, PAY_DAY)
        return this_month if this_month <= self.on else add_months(this_month, -1)


def seed_accounts(engine: Engine, vault: Vault, plan: Plan, wanted: int) -> Generator[int]:
    """Make it `wanted` accounts, telling after each batch how many there are now."""
    sealing, there = Sealing(vault), seeded(engine, plan.seed)
    yield there
    while there < wanted:
        places = range(there, min(there + BATCH, wanted))
        with unhurried(engine) as connection:
            _Batch(connection, sealing, plan, places).book()
        there = places.stop
        yield there


def seeded(engine: Engine, seed: int) -> int:
    """How many accounts of a seed number there are."""
    prefix = account_prefix(seed)
    own = accounts.c.number.between(prefix, account_number(seed, 10**8 - 1))
    with engine.connect() as connection:
        last = connection.scalar(select(func.max(accounts.c.number)).where(own))
    return 0 if last is None else int(last.removeprefix(prefix)) + 1


class _Batch:
    """Some places of a plan in one transaction."""

    def __init__(self, connection: Connection, sealing: Sealing, plan: Plan, places: range) -> None:
        self._connection = connection
        self._sealing = sealing
        self._plan = plan
        self._places = places
        self._people = [draw(plan.seed, place) for place in places]
        self._policy = load_policy(plan.on)

    def book(self) -> None:
        """Units first, then people, their accounts, the movements, the loans."""
        self._units([unit for unit in sorted({who.unit for who in self._people}) if unit * UNIT_SIZE in self._places])
        ids = self._persons()
        histories = [history(self._plan, who, self._policy.deposit_day_base) for who in self._people]
        rows = zip(self._people, ids, histories, strict=True)
        load(self._connection, accounts, [self._account(who, own_id, past) for who, own_id, past in rows])
        load(self._connection, movements, list(_movements(self._people, histories)))
        for place, who, own_id in zip(self._places, self._people, ids, strict=True):
            if place % LOAN_EVERY == 0:
                self._loan(who, own_id)

    def _units(self, new: Sequence[int]) -> None:
        seed = self._plan.seed
        names = {unit: f"运城市演示第{seed:02}{unit:05}号单位" for unit in new}
        load(self._connection, registrations,
              [registration_row(credit_code(seed, unit), name, FOUNDED) for unit, name in names.items()])  # fmt: skip
        load(self._connection, units,
              [unit_row(unit_number(seed, unit), credit_code(seed, unit), name, OPENED, str(RATIO))
               for unit, name in names.items()])  # fmt: skip

    def _persons(self) -> list[int]:
        ids = new_person_ids(self._connection, len(self._people))
        rows = [{"id": own_id, **person_row(self._sealing, who.id_number, who.name, who.phone)}
                for own_id, who in zip(ids, self._people, strict=True)]  # fmt: skip
        load(self._connection, persons, rows)
        return ids

    def _account(self, who: SyntheticPerson, own_id: int, past: "History") -> dict[str, Any]:
        share, sealed = _share(who.base), who.stopped > 0
        return {
            "number": who.account,
            "person_id": own_id,
            "unit_number": unit_number(self._plan.seed, who.unit),
            "status": SEALED if sealed else NORMAL,
            "opened_on": past.opened,
            "sealed_on": add_months(past.last, 1) if sealed else None,
            "base": who.base * 100,
            "unit_ratio": str(RATIO),
            "person_ratio": str(RATIO),
            "monthly_unit": share,
            "monthly_person": share,
            "paid_until": f"{past.last:%Y-%m}",
            "balance": past.rows[-1]["balance"],
            "carried": past.carried,
            "movements": len(past.rows),
            **card_columns(self._sealing, who.card, BANK),
        }

    def _loan(self, who: SyntheticPerson, own_id: int) -> None:
        seed_loan(self._connection, self._sealing, LOAN, own_id=own_id, number=f"{who.account}01", card=who.card,
                  on=self._plan.on, policy=self._policy)  # fmt: skip


@dataclass(frozen=True)
class History:
    """An account's movements without their account number, and its 上年结转."""

    opened: date
    last: date
    rows: tuple[dict[str, Any], ...]
    carried: int


def history(plan: Plan, who: SyntheticPerson, day_base: int) -> History:
    """What was booked for a person's account until the plan's day."""
    last = add_months(plan.latest, -who.stopped)
    return _history(add_months(last, -plan.months + 1), last, plan.on, _share(who.base), day_base)


@lru_cache(maxsize=4096)
def _history(first: date, last: date, on: date, share: int, day_base: int) -> History:
    """Equal shares on equal days give equal movements, so few histories are ever computed."""
    rows, flows, start, carried = list[dict[str, Any]](), list[Flow](), first, 0
    for day in _days(first, last, on):
        if (day.month, day.day) == JUNE:
            settled = closing_interest(start, from_fen(carried), flows, day + DAY, day_base=day_base).settlements[0]
            start, flows, carried = day + DAY, [], to_fen(settled.balance_after)
            rows.append(_row(rows, day, "settlement", to_fen(settled.interest)))
        else:
            flows.append(Flow(day, from_fen(2 * share)))
            rows.append(_row(rows, day, "contribution", 2 * share, share))
    return History(first, last, tuple(rows), carried)


def _days(first: date, last: date, on: date) -> list[date]:
    """Every pay day from the first to the last, and every 30 June before the plan's day."""
    months = (last.year - first.year) * 12 + last.month - first.month
    junes = [date(year, *JUNE) for year in range(first.year, on.year + 1)]
    return sorted([add_months(first, at) for at in range(months + 1)] + [day for day in junes if first <= day < on])


def _row(before: Sequence[dict[str, Any]], day: date, word: str, amount: int, share: int = 0) -> dict[str, Any]:
    """The movement that follows those before it."""
    return {
        "sequence": len(before) + 1,
        "booked_on": day,
        "kind": KINDS[word],
        "unit_part": share,
        "person_part": share,
        "amount": amount,
        "balance": (before[-1]["balance"] if before else 0) + amount,
        "month": f"{day:%Y-%m}" if share else "",
        "summary": SUMMARIES[word],
    }


def _movements(people: Sequence[SyntheticPerson], histories: Sequence[History]) -> Iterator[dict[str, Any]]:
    for who, past in zip(people, histories, strict=True):
        for row in past.rows:
            yield {"account_number": who.account, **row}


def _share(base: int) -> int:
    """One side's monthly contribution, in fen."""
    return to_fen(base * RATIO / 100 + ZERO)
