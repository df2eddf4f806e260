"""A database that is locked or lost is a core that is unavailable, and its errors tell nothing."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from app.domain.clock import FixedClock
from app.fund_core import CoreUnavailable, FundCore, Payoff, Withdrawal
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.seed import DEMO_DAY, demo_people
from tests.fund_core.conftest import POLICY_ON, VAULT

ID_NUMBER = demo_people()[0].id_number
CALLS: dict[str, Callable[[FundCore], object]] = {
    "find_person": lambda core: core.find_person(ID_NUMBER),
    "accounts_of": lambda core: core.accounts_of(ID_NUMBER),
    "contribution_records": lambda core: core.contribution_records(ID_NUMBER, date(2026, 1, 1), DEMO_DAY),
    "loans_of": lambda core: core.loans_of(ID_NUMBER),
    "loan_schedule": lambda core: core.loan_schedule(ID_NUMBER),
    "loan_repayments": lambda core: core.loan_repayments(ID_NUMBER),
    "quote_payoff": lambda core: core.quote_payoff(ID_NUMBER),
    "withdraw": lambda core: core.withdraw("k", Withdrawal(ID_NUMBER, "01", Decimal("1.00"), closing=False)),
    "pay_off": lambda core: core.pay_off("k", Payoff(ID_NUMBER, Decimal("1.00"))),
    "change_phone": lambda core: core.change_phone("k", ID_NUMBER, "13800000000"),
    "change_card": lambda core: core.change_card("k", ID_NUMBER, "6222000000000000", "演示银行"),
}


def _core(engine: Engine, clock: FixedClock) -> EmbeddedCore:
    return EmbeddedCore(engine, POLICY_ON, clock, VAULT)


def _engine(path: Path) -> Engine:
    return create_engine(f"sqlite:///{path}", connect_args={"timeout": 0.01})


@pytest.fixture(params=["locked", "lost"])
def core(request: pytest.FixtureRequest, seeded_file: Path, tmp_path: Path, clock: FixedClock) -> Iterator[FundCore]:
    path = tmp_path / "core.sqlite"
    shutil.copy(seeded_file, path)
    engine = _engine(path if request.param == "locked" else tmp_path / "nowhere" / "core.sqlite")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield _core(engine, clock)
    engine.dispose()


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_locked_or_lost_database_is_unavailable(core: FundCore, call: Callable[[FundCore], object]) -> None:
    with pytest.raises(CoreUnavailable) as error:
        call(core)
    assert error.value.__suppress_context__
    assert ID_NUMBER not in str(error.value)


def test_a_write_can_be_repeated_once_the_lock_is_gone(seeded_file: Path, tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "core.sqlite"
    shutil.copy(seeded_file, path)
    engine = _engine(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CoreUnavailable):
            _core(engine, clock).change_phone("k", ID_NUMBER, "13800000000")
    assert _core(engine, clock).change_phone("k", ID_NUMBER, "13800000000").state == "done"
    engine.dispose()
