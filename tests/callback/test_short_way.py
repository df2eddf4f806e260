"""Pushes that only look are answered on the connection's own thread, and by another as soon as anybody is silent."""

import socket
import time

import pytest
import redis

from tests.callback.pushes import Platform, text_xml
from tests.stage import hall_app, hall_settings

ASKED_AT_MOST = 500


def opened(platform: Platform) -> Platform:
    """Push until the short way is open: it opens on another thread at the first push."""
    lookup = platform.client.application.extensions["container"].kept_lookup
    for number in range(ASKED_AT_MOST):
        platform.said(text_xml("帮助", f"open{number}"))
        if lookup.is_open:
            return platform
    raise AssertionError("the short way did not open")


def test_when_its_connection_breaks_the_long_way_answers(platform: Platform, caplog: pytest.LogCaptureFixture) -> None:
    opened(platform)
    assert "绑定微信" in platform.said(text_xml("余额", "before"))
    platform.client.application.extensions["container"].kept_lookup.close()
    assert "绑定微信" in platform.said(text_xml("余额", "after"))
    assert "reply_failed" not in caplog.text


def test_a_second_delivery_gets_the_first_reply_this_way_too(platform: Platform, redis_client: redis.Redis) -> None:
    opened(platform)
    redis_client.flushdb()
    platform.said(text_xml("余额", "twice"))
    (key,) = redis_client.scan_iter("*:once:*")
    redis_client.set(key, "d<xml><Content>第一次的回答</Content></xml>")
    assert platform.said(text_xml("余额", "twice")) == "第一次的回答"


def test_with_a_redis_that_accepts_and_says_nothing_the_platform_is_answered_in_time(database_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        there = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        settings = hall_settings("http://localhost", "http://127.0.0.1:9", database_url, there)
        with hall_app(settings, seeded=False) as app:
            platform = Platform(app.test_client())
            for number in range(3):
                began = time.monotonic()
                assert "绑定微信" in platform.said(text_xml("余额", f"silent{number}"))
                assert time.monotonic() - began < 3


def test_a_connection_that_comes_after_the_end_is_not_kept(platform: Platform) -> None:
    lookup = opened(platform).client.application.extensions["container"].kept_lookup
    lookup.end()
    lookup.open()
    assert not lookup.is_open
