"""A centre of any size: believable, the same for the same seed number, made once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, func, select

from app.domain.bank_card import normalise_bank_card
from app.domain.clock import FixedClock
from app.domain.credit_code import normalise_credit_code
from app.domain.identity import normalise_id_number
from app.domain.mobile import normalise_mobile
from app.fund_core.embedded import EmbeddedCore, synthetic
from app.fund_core.embedded.seed import DEMO_DAY, seed
from app.fund_core.embedded.seed_bulk import Plan, seed_accounts, seeded
from app.fund_core.embedded.synthetic import draw
from app.fund_core.embedded.tables import accounts, loans, movements, persons, units
from tests.databases import a_database_on
from tests.fund_core.conftest import DATABASES, POLICY_ON, POSTGRES, VAULT

places = st.integers(0, synthetic.MOST - 1)
seeds = st.integers(1, synthetic.SEEDS)
PLAN = Plan(3, DEMO_DAY, months=12)


@pytest.fixture(params=DATABASES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        yield from _made(f"sqlite:///{tmp_path / 'core.sqlite'}")
    else:
        with a_database_on(POSTGRES) as address:
            yield from _made(address)


def _made(address: str) -> Iterator[Engine]:
    engine = create_engine(address)
    EmbeddedCore.create_tables(engine)
    yield engine
    engine.dispose()


def _seed(engine: Engine, wanted: int) -> list[int]:
    return list(seed_accounts(engine, VAULT, PLAN, wanted))


@given(seeds, places)
def test_identifiers_are_valid(number: int, place: int) -> None:
    who = draw(number, place)
    assert normalise_id_number(who.id_number) == who.id_number
    assert normalise_bank_card(who.card) == who.card
    assert normalise_mobile(who.phone) == who.phone
    code = synthetic.credit_code(number, who.unit)
    assert normalise_credit_code(code) == code


@given(seeds, places, seeds, places)
def test_no_two_places_have_the_same_numbers(one: int, place: int, other: int, second: int) -> None:
    first, then = draw(one, place), draw(other, second)
    same = (one, place) == (other, second)
    assert (first.id_number == then.id_number) is same
    assert (first.account == then.account) is same


def test_it_grows_where_it_stopped_and_stands_still_when_it_is_done(empty: Engine) -> None:
    assert _seed(empty, 620) == [0, 500, 620]
    assert _seed(empty, 1130) == [620, 1120, 1130]
    assert _seed(empty, 1000) == [1130]
    with empty.connect() as connection:
        counts = [connection.scalar(select(func.count()).select_from(table)) for table in (persons, accounts, units)]
        assert counts == [1130, 1130, 12]
        assert connection.scalar(select(func.count()).select_from(loans)) == 12
    assert seeded(empty, PLAN.seed) == 1130


def test_it_is_the_same_whether_made_at_once_or_in_parts(tmp_path: Path) -> None:
    told = []
    for parts in ((230,), (100, 101, 230)):
        engine = create_engine(f"sqlite:///{tmp_path / f'{len(parts)}.sqlite'}")
        EmbeddedCore.create_tables(engine)
        for wanted in parts:
            _seed(engine, wanted)
        with engine.connect() as connection:
            rows = connection.execute(select(accounts.c.number, accounts.c.balance, accounts.c.carried)).all()
            told.append((rows, connection.execute(select(movements)).all()))
        engine.dispose()
    assert told[0] == told[1]


def test_balances_are_the_sum_of_movements(empty: Engine) -> None:
    _seed(empty, 600)
    total = select(func.sum(movements.c.amount)).where(movements.c.account_number == accounts.c.number)
    rows = select(func.count(movements.c.sequence)).where(movements.c.account_number == accounts.c.number)
    with empty.connect() as connection:
        wanted = select(accounts, total.scalar_subquery().label("total"), rows.scalar_subquery().label("rows"))
        found = connection.execute(wanted).mappings().all()
    assert all(row["balance"] == row["total"] and row["movements"] == row["rows"] for row in found)
    assert {row["status"] for row in found} == {"01", "02"}


def test_the_core_tells_of_its_people_beside_the_demo_centre(empty: Engine, clock: FixedClock) -> None:
    seed(empty, VAULT)
    _seed(empty, 101)
    core = EmbeddedCore(empty, POLICY_ON, clock, VAULT)
    who = draw(PLAN.seed, 100)
    (account,) = core.accounts_of(who.id_number)
    assert (account.number, account.person_name, account.card_number) == (who.account, who.name, who.card)
    assert account.balance == account.carried_balance + account.this_year_balance > 0
    assert core.contribution_records(account.number, date(2020, 1, 1), DEMO_DAY)[-1].balance == account.balance
    (loan,) = core.loans_of(who.id_number)
    assert core.quote_payoff(loan.number).principal == loan.principal_left


def test_people_enrolled_later_get_ids_of_their_own(empty: Engine) -> None:
    _seed(empty, 10)
    seed(empty, VAULT)
    with empty.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(persons)) == 24
