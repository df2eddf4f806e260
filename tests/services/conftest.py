from collections.abc import Iterator

import pytest
import redis
import responses
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.store.base import Base
from tests.services.world import SMS_ADDRESS, World


@pytest.fixture
def world(database_url: str, redis_client: redis.Redis) -> Iterator[World]:
    engine = create_engine(database_url)
    Base.metadata.create_all(engine)
    with Session(engine) as session, responses.RequestsMock(assert_all_requests_are_fired=False) as wire:
        wire.post(SMS_ADDRESS, json={"ok": True})
        yield World(session, redis_client, wire)
    engine.dispose()
