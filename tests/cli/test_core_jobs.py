"""`flask core seed` and `flask core settle-year`, on the machine's own day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.extensions import db
from app.fund_core.embedded.seed_bulk import Plan, seed_accounts
from app.fund_core.embedded.tables import accounts, movements
from tests.stage import hall_app, hall_settings


@pytest.fixture
def app(tmp_path: Path, redis_url: str) -> Iterator[Flask]:
    settings = hall_settings(
        "http://127.0.0.1:1", "http://127.0.0.1:2", f"sqlite:///{tmp_path / 'core.sqlite'}", redis_url
    )
    with hall_app(settings, seeded=False) as made:
        yield made


def said(app: Flask, *words: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["core", *words], catch_exceptions=False)
    return answer.exit_code, answer.output


def _accounts(app: Flask) -> int:
    with app.app_context(), db.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(accounts)).scalar_one())


def _last_june() -> date:
    """The 30 June that is over."""
    today = datetime.now(UTC).date()
    june = date(today.year, 6, 30)
    return june if june + timedelta(days=1) < today else june.replace(year=today.year - 1)


def test_accounts_are_made_beside_the_demo_centre(app: Flask) -> None:
    assert said(app, "seed")[0] == 0
    demo = _accounts(app)
    assert said(app, "seed", "--accounts", "30")[0] == 0
    assert said(app, "seed", "--accounts", "20")[0] == 0
    assert _accounts(app) == demo + 30
    assert said(app, "seed", "--accounts", "30", "--seed", "2")[0] == 0
    assert _accounts(app) == 2 * (demo + 30)
    assert said(app, "people", "--seed", "2")[1] != said(app, "people")[1]
    assert said(app, "seed", "--seed", "99")[0] == 2


def test_a_year_is_settled_once(app: Flask) -> None:
    june = _last_june()
    with app.app_context():
        plan = Plan(1, june - timedelta(days=10), months=6)
        list(seed_accounts(db.engine, app.extensions["container"].vault, plan, 12))
    assert [said(app, "settle-year", str(june.year))[0] for _ in range(2)] == [0, 0]
    booked = select(func.count()).select_from(movements).where(movements.c.booked_on == june)
    with app.app_context(), db.engine.connect() as connection:
        assert connection.scalar(booked) == 12


def test_a_year_out_of_turn_is_refused_by_name(app: Flask) -> None:
    said(app, "seed", "--accounts", "5")
    june = _last_june()
    code, words = said(app, "settle-year", str(june.year + 1))
    assert (code, "is not over" in words) == (1, True)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(movements.delete().where(movements.c.booked_on == june))
        connection.execute(accounts.update().values(opened_on=june.replace(year=june.year - 3)))
    code, words = said(app, "settle-year", str(june.year))
    assert (code, f"settle {june.year - 1} first" in words) == (1, True)
