from datetime import UTC, datetime
from pathlib import Path

import pytest
import redis

from app.documents import Papers, Seal
from app.documents.seal import open_seal
from simulator.seal import make_seal
from tests.documents.samples import IMPRINT, WHEN
from tests.services.certificates.desk import Desk
from tests.services.world import World

SINCE = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def papers() -> Papers:
    return Papers(IMPRINT)


@pytest.fixture(scope="session")
def seal_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_seal(tmp_path_factory.mktemp("seal") / "seal.p12", "p", since=SINCE)


@pytest.fixture(scope="session")
def seal(papers: Papers, seal_file: Path) -> Seal:
    return Seal(*open_seal(seal_file, "p"), papers.stamp(WHEN))


@pytest.fixture
def desk(world: World, redis_client: redis.Redis, papers: Papers, seal: Seal) -> Desk:
    return Desk(world, redis_client, papers, seal)
