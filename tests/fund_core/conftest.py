"""A seeded core on a day that does not move, and every database the machine offers."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from app.domain.clock import FixedClock
from app.domain.policy import load_policy
from app.fund_core import FundCore
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.seed import DEMO_DAY, DemoPerson, demo_people, seed
from app.fund_core.embedded.tables import metadata

POSTGRES = os.environ.get("TEST_DATABASE_URL", "")
DATABASES = ["sqlite", *(["postgresql"] if POSTGRES.startswith("postgresql") else [])]


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("core") / "seeded.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    EmbeddedCore.create_tables(engine)
    seed(engine)
    engine.dispose()
    return path


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest, seeded_file: Path, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = create_engine(f"sqlite:///{shutil.copy(seeded_file, tmp_path)}")
    else:
        engine = _fresh_postgres()
    yield engine
    engine.dispose()


def _fresh_postgres() -> Engine:
    engine = create_engine(POSTGRES)
    metadata.drop_all(engine)
    EmbeddedCore.create_tables(engine)
    seed(engine)
    return engine


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))


@pytest.fixture
def embedded(engine: Engine, clock: FixedClock) -> EmbeddedCore:
    return EmbeddedCore(engine, load_policy(DEMO_DAY), clock)


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
    )
    return dict(zip(names, demo_people(), strict=True))


@pytest.fixture
def core(embedded: EmbeddedCore) -> FundCore:
    return embedded
