"""Which names the hall answers to: its public one and this machine's, for health probes; no other."""

import pytest

from app.factory import create_app
from tests.stage import hall_settings, let_go


@pytest.mark.parametrize(
    ("host", "status"), [("hall.example", 200), ("localhost:8080", 200), ("127.0.0.1", 200), ("evil.example", 400)]
)
def test_only_our_own_names_are_answered(host: str, status: int, redis_url: str) -> None:
    app = create_app(hall_settings("https://hall.example", "http://127.0.0.1:9", "sqlite://", redis_url))
    assert app.test_client().get("/healthz", headers={"Host": host}).status_code == status
    let_go(app)
