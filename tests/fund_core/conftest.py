"""A seeded core on a day that does not move, and every database the machine offers."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Engine, create_engine, make_url
from werkzeug.serving import make_server

from app.domain.clock import FixedClock
from app.domain.policy import load_policy
from app.fund_core import FundCore
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.seed import DemoPerson, demo_people, seed
from app.fund_core.http import HttpCore
from app.fund_core.http.serve import create_core_server
from app.vault import Vault
from tests.databases import a_database_on

VAULT = Vault((("k1", bytes(range(32))),))
POLICY_ON = lru_cache(load_policy)
SECRET = "a-shared-secret-for-tests"
POSTGRES = os.environ.get("TEST_DATABASE_URL", "")
DATABASES = ["sqlite", *(["postgresql"] if POSTGRES.startswith("postgresql") else [])]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """HTTP on PostgreSQL shows nothing that HTTP on SQLite and PostgreSQL without HTTP do not."""
    both = [item for item in items if "[http-postgresql" in item.nodeid]
    config.hook.pytest_deselected(items=both)
    items[:] = [item for item in items if item not in both]


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("core") / "seeded.sqlite"
    _seed(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def seeded_database() -> Iterator[str]:
    """Yield the name of the PostgreSQL database that each test gets a copy of."""
    with a_database_on(POSTGRES) as address:
        _seed(address)
        yield str(make_url(address).database)


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with ExitStack() as until_the_end:
        if request.param == "sqlite":
            address = f"sqlite:///{shutil.copy(request.getfixturevalue('seeded_file'), tmp_path)}"
        else:
            template = request.getfixturevalue("seeded_database")
            address = until_the_end.enter_context(a_database_on(POSTGRES, template))
        engine = create_engine(address)
        yield engine
        engine.dispose()


def _seed(address: str) -> None:
    engine = create_engine(address)
    EmbeddedCore.create_tables(engine)
    seed(engine, VAULT)
    engine.dispose()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))


@pytest.fixture
def embedded(engine: Engine, clock: FixedClock) -> EmbeddedCore:
    return EmbeddedCore(engine, POLICY_ON, clock, VAULT)


@pytest.fixture
def people() -> dict[str, DemoPerson]:
    """The demo people by what is special about them."""
    names = (
        "paying",
        "retired",
        "frozen",
        "restricted",
        "overdue",
        "last",
        "settled",
        "two",
        "left",
        "dot",
        "new",
        "card",
        "empty",
        "returned",
    )
    return dict(zip(names, demo_people(), strict=True))


@pytest.fixture
def address(embedded: EmbeddedCore, clock: FixedClock) -> Iterator[str]:
    """The embedded core behind the contract, on a real socket."""
    server = make_server("127.0.0.1", 0, create_core_server(embedded, SECRET, clock), threaded=True)
    thread = Thread(target=server.serve_forever, args=(0.01,))  # seconds between two looks at whether to stop
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["embedded", "http"])
def core(request: pytest.FixtureRequest, embedded: EmbeddedCore, clock: FixedClock) -> FundCore:
    """Both adapters: whatever is true of one is true of the other."""
    if request.param == "embedded":
        return embedded
    return HttpCore(request.getfixturevalue("address"), SECRET, clock)
