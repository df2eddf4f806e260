"""Whatever happens in whatever order: each account's movements run on, and add up to its balance."""

import shutil
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from app.domain.clock import FixedClock
from app.domain.contribution import month_number, month_text
from app.fund_core import CoreRefused, LateLine, LateMonth, Remittance, RemittanceLine, TransferWish, Withdrawal
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.seed import demo_people
from tests.fund_core.conftest import POLICY_ON, VAULT

PEOPLE = [person.id_number for person in demo_people()]
LAST_PAID = month_number("2026-11")
EVER = date(1999, 1, 1), date(2199, 1, 1)
ACTS = ("withdraw", "close", "remit", "late", "transfer", "settle", "wait")
acts = st.tuples(st.sampled_from(ACTS), st.integers(0, len(PEOPLE) - 1), st.integers(1, 60_000))


class Centre:
    """A core of its own, and what a person or a unit may do there."""

    def __init__(self, path: Path) -> None:
        self.engine = create_engine(f"sqlite:///{path}")
        self.clock = FixedClock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
        self.core = EmbeddedCore(self.engine, POLICY_ON, self.clock, VAULT)

    def close(self) -> None:
        self.engine.dispose()

    def do(self, act: str, who: int, yuan: int, key: str) -> None:
        account = self.core.accounts_of(PEOPLE[who])[0]
        if act == "withdraw":
            self.core.withdraw(key, Withdrawal(account.number, "01", Decimal(yuan), closing=False))
        elif act == "close":
            self.core.withdraw(key, Withdrawal(account.number, "99", account.balance, closing=True))
        elif act == "remit":
            line = RemittanceLine(account.number, Decimal(yuan), Decimal(yuan))
            self.core.remit(key, Remittance(account.unit_number, month_text(LAST_PAID + 1 + yuan % 24), (line,)))
        elif act == "late":
            wish = LateMonth(account.number, month_text(LAST_PAID - yuan % 60), Decimal(yuan), "short")
            (quote,) = self.core.quote_late(account.unit_number, (wish,))
            late = LateLine(**vars(wish), unit_part=quote.unit_part, person_part=quote.person_part)
            self.core.remit_late(key, account.unit_number, (late,))
        elif act == "transfer":
            self.core.open_transfer(key, TransferWish(account.number, "140100", "甲", "乙", f"1401{yuan}", "1"))
        elif act == "settle":
            self.core.settle_orders()
        else:
            self.clock.advance(yuan)

    def adds_up(self) -> bool:
        return all(self._adds_up(number) for number in PEOPLE)

    def _adds_up(self, id_number: str) -> bool:
        (account,) = self.core.accounts_of(id_number)
        rows = self.core.contribution_records(account.number, *EVER)
        runs_on = all(later.balance == earlier.balance + later.amount for earlier, later in pairwise(rows))
        total = sum((row.amount for row in rows), Decimal(0))
        return runs_on and rows[-1].balance == total == account.balance >= account.carried_balance


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(acts, max_size=12), ends=st.integers(0, 3))
def test_every_history_adds_up(
    seeded_file: Path, tmp_path: Path, history: list[tuple[str, int, int]], ends: int
) -> None:
    path = tmp_path / "core.sqlite"
    shutil.copy(seeded_file, path)
    with closing(Centre(path)) as centre:
        for at, (act, who, yuan) in enumerate([*history, *[("settle", 0, 1)] * ends]):
            with suppress(CoreRefused):
                centre.do(act, who, yuan, f"k{at}")
        assert centre.adds_up()
