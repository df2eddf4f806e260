"""Balances change by movements only, and add up whoever writes at the same time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError

from app.fund_core import CoreRefused
from app.fund_core.embedded.ledger import Posting, post_movement
from app.fund_core.embedded.seed import DEMO_DAY
from app.fund_core.embedded.tables import accounts, movements

NUMBER = "140800100000"


def _balance_and_sum(engine: Engine) -> tuple[int, int]:
    with engine.connect() as connection:
        balance = connection.scalar(select(accounts.c.balance).where(accounts.c.number == NUMBER))
        total = connection.scalar(select(func.sum(movements.c.amount)).where(movements.c.account_number == NUMBER))
    assert balance is not None
    assert total is not None
    return int(balance), int(total)


def _post(engine: Engine, amount: int) -> bool:
    with engine.begin() as connection:
        try:
            post_movement(connection, Posting(NUMBER, DEMO_DAY, "11", amount, "withdrawal"))
        except CoreRefused as refused:
            return refused.code != "insufficient_balance"
    return True


def test_every_seeded_balance_is_the_sum_of_its_movements(engine: Engine) -> None:
    total = select(func.sum(movements.c.amount)).where(movements.c.account_number == accounts.c.number)
    with engine.connect() as connection:
        rows = connection.execute(select(accounts.c.balance, total.scalar_subquery())).all()
    assert len(rows) == 14
    assert all(balance == summed for balance, summed in rows)


def test_concurrent_writers_lose_nothing(engine: Engine) -> None:
    before, _ = _balance_and_sum(engine)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda at: _post(engine, 100 if at % 2 else -30), range(80)))
    balance, total = _balance_and_sum(engine)
    assert balance == total == before + 40 * 100 - 40 * 30


def test_concurrent_writers_never_overdraw(engine: Engine) -> None:
    before, _ = _balance_and_sum(engine)
    half = before // 2 + 1
    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(lambda _: _post(engine, -half), range(6)))
    assert outcomes.count(True) == 1
    assert _balance_and_sum(engine) == (before - half, before - half)


def test_the_database_itself_refuses_an_overdraft(engine: Engine) -> None:
    with engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(accounts.update().where(accounts.c.number == NUMBER).values(balance=-1, carried=-1))


def test_an_unknown_account_is_refused(engine: Engine) -> None:
    with engine.begin() as connection, pytest.raises(CoreRefused, match="unknown_account"):
        post_movement(connection, Posting("0", DEMO_DAY, "01", 1, "contribution"))
