import logging
from dataclasses import replace

import pytest

from app.container.hints import Hints
from tests.stage import hall_settings


def test_a_queue_that_is_away_holds_nobody_up_and_raises_nothing(caplog: pytest.LogCaptureFixture) -> None:
    nowhere = hall_settings("http://localhost", "http://127.0.0.1:9", "sqlite://", "redis://127.0.0.1:9/0")
    hints = Hints(nowhere)
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            hints.give()
    hints.close()
    assert caplog.messages == ["hint_not_given"]


def test_a_socket_file_is_called_as_celery_calls_it() -> None:
    settings = replace(
        hall_settings("http://localhost", "http://x", "sqlite://", ""), redis_url="unix:///run/redis.sock"
    )
    hints = Hints(settings)
    assert hints.celery.conf.broker_url == "redis+socket:///run/redis.sock"
    hints.close()
