from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.documents import Papers, Seal
from app.documents.seal import open_seal
from simulator.seal import make_seal
from tests.documents.samples import IMPRINT, WHEN

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
PASSWORD = "seal-of-the-tests"


@pytest.fixture(scope="session")
def papers() -> Papers:
    return Papers(IMPRINT)


@pytest.fixture(scope="session")
def seal(papers: Papers, tmp_path_factory: pytest.TempPathFactory) -> Seal:
    file = make_seal(tmp_path_factory.mktemp("seal") / "seal.p12", PASSWORD, since=SINCE)
    return Seal(*open_seal(Path(file), PASSWORD), papers.stamp(WHEN))
