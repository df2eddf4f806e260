import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import redis
from flask import Flask
from flask.testing import FlaskClient

from app.handlers.jssdk import REAL_PLATFORM, SCRIPT_HOST
from app.wechat.jssdk import sign
from simulator.app import create_simulator
from simulator.config import SimulatorConfig
from simulator.ports import free_port
from tests.stage import AES_KEY, APP_ID, APP_SECRET, TOKEN, hall_app, hall_settings, served

WECHAT = {"User-Agent": "Mozilla/5.0 MicroMessenger/8.0.50"}


@pytest.fixture
def app(tmp_path: Path, redis_url: str, redis_client: redis.Redis) -> Iterator[Flask]:
    port = free_port()
    world = f"http://127.0.0.1:{port}"
    config = SimulatorConfig(APP_ID, APP_SECRET, TOKEN, AES_KEY, "safe", f"{world}/none", world, world)
    settings = hall_settings("http://localhost", world, f"sqlite:///{tmp_path / 'hall.sqlite'}", redis_url)
    real = replace(settings, wechat=replace(settings.wechat, open_base=REAL_PLATFORM))
    with served(create_simulator(config), port), hall_app(real, seeded=False) as hall:
        yield hall


def person(app: Flask) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session["user_id"], session["born"] = 1, int(time.time())
    return client


def test_a_page_of_ours_is_signed_without_its_fragment(app: Flask) -> None:
    page = "http://localhost/account?from=singlemessage"
    facts = person(app).get("/wechat/js-config", query_string={"url": f"{page}#top"}).get_json()
    ticket = app.extensions["container"].platform.jsapi_ticket()
    assert facts["appId"] == APP_ID
    assert facts["signature"] == sign(ticket, page, facts["nonceStr"], facts["timestamp"])


@pytest.mark.parametrize("page", ["https://evil.example/", "//localhost/", "", "http://localhost.evil.example/"])
def test_pages_of_others_are_not_signed_nor_anything_for_strangers(app: Flask, page: str) -> None:
    assert person(app).get("/wechat/js-config", query_string={"url": page}).status_code == 404
    assert app.test_client().get("/wechat/js-config", query_string={"url": "http://localhost/"}).status_code == 404


def test_only_a_persons_page_inside_wechat_may_load_the_platforms_script(app: Flask) -> None:
    inside = person(app).get("/help", headers=WECHAT)
    assert SCRIPT_HOST in inside.headers["Content-Security-Policy"]
    assert "wechat.js" in inside.text
    for other in (person(app).get("/help"), app.test_client().get("/help", headers=WECHAT)):
        assert SCRIPT_HOST not in other.headers["Content-Security-Policy"]
        assert "wechat.js" not in other.text
