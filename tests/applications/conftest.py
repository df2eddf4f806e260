"""The whole hall over the embedded core, on one database, at ten in the morning of the demo day."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
import responses

from app.domain.clock import FixedClock
from tests.applications.world import MORNING, Person, logged_in
from tests.stage import hall_app, hall_settings

SMS = "http://outside.test/sms/send"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MORNING)


@pytest.fixture
def wire() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as wire:
        wire.post(SMS, json={"ok": True})
        yield wire


@pytest.fixture
def enter(
    tmp_path: Path, redis_url: str, redis_client: redis.Redis, clock: FixedClock, wire: responses.RequestsMock
) -> Iterator[Callable[[int], Person]]:
    """Let one of the demo people in."""
    settings = hall_settings("http://localhost", "http://outside.test", f"sqlite:///{tmp_path / 'hall'}", redis_url)
    with hall_app(settings, clock=clock) as app:
        yield lambda number: logged_in(app, clock, wire, number)
