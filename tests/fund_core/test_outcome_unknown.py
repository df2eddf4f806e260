"""A connection that is cut at the commit: the write may have happened, the key tells, and it happens once."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.pool import PoolProxiedConnection

from app.domain.clock import FixedClock
from app.fund_core import CoreUnavailable, OutcomeUnknown, Withdrawal
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.seed import demo_people
from tests.databases import a_database_on
from tests.fund_core.conftest import POLICY_ON, POSTGRES, VAULT

ID_NUMBER = demo_people()[0].id_number
pytestmark = pytest.mark.skipif(not POSTGRES.startswith("postgresql"), reason="needs PostgreSQL at TEST_DATABASE_URL")
Cut = Callable[[str], None]


@pytest.fixture
def engine(seeded_database: str) -> Iterator[Engine]:
    with a_database_on(POSTGRES, seeded_database) as address:
        engine = create_engine(address)
        yield engine
        engine.dispose()


@pytest.fixture
def core(engine: Engine, clock: FixedClock) -> EmbeddedCore:
    return EmbeddedCore(engine, POLICY_ON, clock, VAULT)


@pytest.fixture
def cut(engine: Engine) -> Iterator[Cut]:
    """Cut the writing connection once: before its COMMIT reaches the server, or before the answer comes back."""
    killer = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    once: list[str] = []
    commit = engine.dialect.do_commit

    def kill(raw: PoolProxiedConnection) -> None:
        with killer.connect() as connection:
            connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": raw.info["pid"]})

    def cutting(dbapi_connection: PoolProxiedConnection) -> None:
        when = once.pop() if once else ""
        if when == "before":
            kill(dbapi_connection)
        commit(dbapi_connection)
        if when == "after":
            kill(dbapi_connection)
            dbapi_connection.cursor().execute("SELECT 1")  # what any use of it finds now

    engine.dialect.do_commit = cutting  # type: ignore[method-assign]  # between us and the server
    event.listen(engine, "connect", lambda raw, record: record.info.update(pid=raw.info.backend_pid))
    yield once.append
    killer.dispose()


def _withdraw(core: EmbeddedCore) -> str:
    number = core.accounts_of(ID_NUMBER)[0].number
    return core.withdraw("k", Withdrawal(number, "01", Decimal("100.00"), closing=False)).state


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_cut_at_the_commit_is_unknown_and_repeating_is_safe(core: EmbeddedCore, cut: Cut, when: str) -> None:
    before = core.accounts_of(ID_NUMBER)[0].balance
    cut(when)
    with pytest.raises(OutcomeUnknown) as error:
        _withdraw(core)
    assert error.value.__suppress_context__
    found = core.find_order("k")
    assert (found is None) == (when == "before")
    assert _withdraw(core) == "accepted"
    assert core.accounts_of(ID_NUMBER)[0].balance == before - 100


def test_a_cut_while_settling_settles_once(core: EmbeddedCore, cut: Cut) -> None:
    _withdraw(core)
    cut("after")
    with pytest.raises((OutcomeUnknown, CoreUnavailable)):
        core.settle_orders()
    core.settle_orders()
    order = core.find_order("k")
    assert order is not None
    assert order.state == "done"
