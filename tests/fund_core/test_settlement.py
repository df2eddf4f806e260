"""The annual settlement books to every account what the domain computes, once, however often it is started."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, create_engine, func, make_url, select
from sqlalchemy.exc import IntegrityError

from app.domain.interest import Movement as Flow
from app.domain.interest import closing_interest
from app.domain.money import from_fen, to_fen
from app.fund_core.embedded import EmbeddedCore, settlement
from app.fund_core.embedded.accrual import accrued
from app.fund_core.embedded.ledger import SETTLEMENT, Posting, post_movement
from app.fund_core.embedded.seed import seed
from app.fund_core.embedded.settlement import EarlierYearOpen, YearNotOver, settle_year, to_settle
from app.fund_core.embedded.tables import accounts, movements
from tests.databases import a_database_on
from tests.fund_core.conftest import DATABASES, POSTGRES, VAULT

JUNE = date(2026, 6, 30)
AFTER = date(2026, 7, 3)
BASE = 360


@pytest.fixture(scope="module")
def june_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("june") / "core.sqlite"
    _seed(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="module")
def june_database() -> Iterator[str]:
    with a_database_on(POSTGRES) as address:
        _seed(address)
        yield str(make_url(address).database)


@pytest.fixture(params=DATABASES)
def before_june(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """The demo centre as it stands ten days before its settlement."""
    with ExitStack() as until_the_end:
        if request.param == "sqlite":
            address = f"sqlite:///{shutil.copy(request.getfixturevalue('june_file'), tmp_path)}"
        else:
            template = request.getfixturevalue("june_database")
            address = until_the_end.enter_context(a_database_on(POSTGRES, template))
        engine = create_engine(address)
        yield engine
        engine.dispose()


def _seed(address: str) -> None:
    engine = create_engine(address)
    EmbeddedCore.create_tables(engine)
    seed(engine, VAULT, on=date(2026, 6, 20))
    engine.dispose()


def _run(engine: Engine, year: int = 2026) -> int:
    return sum(settle_year(engine, year, AFTER, BASE))


def _settlements(engine: Engine) -> dict[str, int]:
    wanted = select(movements.c.account_number, movements.c.amount).where(
        movements.c.kind == SETTLEMENT, movements.c.booked_on == JUNE
    )
    with engine.connect() as connection:
        rows = connection.execute(wanted).all()
    assert len(rows) == len({row.account_number for row in rows})
    return {row.account_number: row.amount for row in rows}


def _by_the_domain(connection: Connection, number: str, opened: date) -> int:
    """The interest of the whole life of an account, settled and unsettled years together, less what is settled."""
    own = select(movements).where(movements.c.account_number == number).order_by(movements.c.sequence)
    rows = connection.execute(own).mappings().all()
    flows = [Flow(row["booked_on"], from_fen(row["amount"])) for row in rows if row["kind"] != SETTLEMENT]
    life = closing_interest(opened, Decimal(0), flows, JUNE + timedelta(days=1), day_base=BASE)
    return to_fen(life.settlements[-1].interest)


def test_every_account_gets_what_the_domain_computes(before_june: Engine) -> None:
    with before_june.connect() as connection:
        opened = {row.number: row.opened_on for row in connection.execute(select(accounts))}
        expected = {number: _by_the_domain(connection, number, day) for number, day in opened.items()}
    assert to_settle(before_june, 2026) == len(opened)
    assert _run(before_june) == len(opened)
    assert _settlements(before_june) == expected
    assert all(interest > 0 for interest in expected.values())


def test_a_second_run_changes_nothing(before_june: Engine) -> None:
    _run(before_june)
    first = _settlements(before_june)
    assert (to_settle(before_june, 2026), _run(before_june)) == (0, 0)
    assert _settlements(before_june) == first


def test_runs_at_once_settle_each_account_once(before_june: Engine) -> None:
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: _run(before_june), range(3)))
    assert len(_settlements(before_june)) == 14


def test_a_stopped_run_goes_on_where_it_stopped(before_june: Engine) -> None:
    run = settle_year(before_june, 2026, AFTER, BASE, batch=5)
    assert next(run) == 5
    run.close()
    assert len(_settlements(before_june)) == 5
    assert to_settle(before_june, 2026) == 9
    assert _run(before_june) == 9


def test_balances_stay_the_sum_of_movements_and_all_is_carried(before_june: Engine) -> None:
    _run(before_june)
    total = select(func.sum(movements.c.amount)).where(movements.c.account_number == accounts.c.number)
    with before_june.connect() as connection:
        for row in connection.execute(select(accounts, total.scalar_subquery().label("total"))).mappings():
            assert row["balance"] == row["total"] == row["carried"]


def test_a_movement_of_july_before_the_run_belongs_to_the_new_year(before_june: Engine) -> None:
    with before_june.begin() as connection:
        number, opened, balance = connection.execute(
            select(accounts.c.number, accounts.c.opened_on, accounts.c.balance).limit(1)
        ).one()
        expected = _by_the_domain(connection, number, opened)
        for amount in (100_00, -300_00):
            post_movement(connection, Posting(number, date(2026, 7, 2), "11", amount, "withdrawal"))
    _run(before_june)
    assert _settlements(before_june)[number] == expected
    with before_june.connect() as connection:
        after = connection.execute(select(accounts).where(accounts.c.number == number)).mappings().one()
    assert after["balance"] == balance + expected - 200_00
    assert after["carried"] == balance + expected - 300_00
    july, day = from_fen(balance + expected), date(2026, 7, 2)
    flows = [Flow(day, Decimal(100)), Flow(day, Decimal(-300))]
    closing = closing_interest(date(2026, 7, 1), july, flows, date(2026, 7, 20), day_base=BASE)
    with before_june.connect() as connection:
        assert accrued(connection, after, date(2026, 7, 20), BASE) == closing


def test_closed_and_later_accounts_are_left_alone(before_june: Engine) -> None:
    with before_june.begin() as connection:
        one, other = connection.scalars(select(accounts.c.number).limit(2)).all()
        connection.execute(accounts.update().where(accounts.c.number == one).values(status="05"))
        connection.execute(accounts.update().where(accounts.c.number == other).values(opened_on=date(2026, 7, 1)))
    _run(before_june)
    assert not {one, other} & set(_settlements(before_june))


def test_a_year_that_is_not_over_is_refused(before_june: Engine) -> None:
    with pytest.raises(YearNotOver):
        list(settle_year(before_june, 2026, JUNE, BASE))


def test_a_year_after_an_open_one_is_refused(before_june: Engine) -> None:
    with pytest.raises(EarlierYearOpen):
        list(settle_year(before_june, 2027, date(2027, 7, 1), BASE))
    assert not _settlements(before_june)


def test_the_database_itself_refuses_a_second_settlement(before_june: Engine) -> None:
    _run(before_june)
    again = Posting(next(iter(_settlements(before_june))), JUNE, SETTLEMENT, 1, "settlement")
    with before_june.begin() as connection, pytest.raises(IntegrityError):
        post_movement(connection, again)


days = st.dates(date(2025, 7, 1), JUNE)
histories = st.lists(st.tuples(days, st.integers(1, 5_000_000)), max_size=30)


@settings(max_examples=60, deadline=None)
@given(opening=st.integers(0, 10**9), history=histories, outs=st.integers(0, 100), base=st.sampled_from([360, 365]))
def test_interest_of_a_year_is_the_domain_s(
    opening: int, history: list[tuple[date, int]], outs: int, base: int
) -> None:
    """Any history: money in at any day of the year, and a share of it out on the last."""
    rows = [_row(1, date(2025, 6, 30), opening, SETTLEMENT)]
    rows += [_row(at, day, amount, "01") for at, (day, amount) in enumerate(sorted(history), start=2)]
    out = -(opening + sum(amount for _, amount in history)) * outs // 100
    rows.append(_row(99, JUNE, out, "11"))
    account = {"balance": sum(row["amount"] for row in rows), "opened_on": date(2020, 1, 1)}
    flows = [Flow(row["booked_on"], from_fen(row["amount"])) for row in rows[1:]]
    year = settlement.Year(JUNE, base)
    expected = closing_interest(date(2025, 7, 1), from_fen(opening), flows, date(2026, 7, 1), day_base=base)
    interest, carried = settlement.interest_of_year(account, rows, year)
    assert (from_fen(interest), from_fen(carried)) == (expected.settlements[0].interest, expected.balance)


def _row(sequence: int, day: date, amount: int, kind: str) -> dict[str, Any]:
    return {"sequence": sequence, "booked_on": day, "amount": amount, "kind": kind, "reverses": None}
