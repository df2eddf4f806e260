"""The whole application at its doors: its own database and Redis; only the SMS provider is played, at the wire."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
import responses
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.extensions import db
from app.kv.replies import text_of
from app.store.audit import AuditRow
from tests.stage import APP_ID, hall_app, hall_settings

WORLD = "http://world.test"


@dataclass
class Doors:
    """A browser before the application."""

    app: Flask
    redis: redis.Redis
    wire: responses.RequestsMock
    browser: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.browser = self.app.test_client()

    def token(self, page: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.browser.get(page).text)
        assert found
        return found[1]

    def send(self, path: str, page: str = "", **fields: str) -> TestResponse:
        return self.browser.post(path, data={"csrf_token": self.token(page or urlsplit(path).path), **fields})

    def captcha(self) -> dict[str, str]:
        """Return the fields of a captcha answered right."""
        token = self.app.extensions["container"].captchas.new()
        answer = text_of(self.redis.get(f"hall:{APP_ID}:captcha:{token}"))
        return {"captcha_id": token, "captcha": answer or ""}

    def code(self) -> str:
        """Return the code of the newest text."""
        text = json.loads(self.wire.calls[-1].request.body or "{}")["text"]
        found = re.search(r"验证码 (\d{6})", text)
        assert found
        return found[1]

    def now(self) -> datetime:
        now: datetime = self.app.extensions["container"].clock.now()
        return now

    def trail(self) -> list[tuple[str, int | None, str]]:
        """Return the audit trail."""
        with self.app.app_context():
            rows = db.session.execute(select(AuditRow.event, AuditRow.user_id, AuditRow.facts).order_by(AuditRow.id))
            return [(event, user_id, facts) for event, user_id, facts in rows.all()]


@contextmanager
def at_the_doors(folder: Path, redis_url: str, client: redis.Redis) -> Iterator[Doors]:
    """Yield a browser before an application with a database of its own."""
    settings = hall_settings("http://localhost", WORLD, f"sqlite:///{folder / 'hall.sqlite'}", redis_url)
    with hall_app(settings) as app, responses.RequestsMock(assert_all_requests_are_fired=False) as wire:
        wire.post(f"{WORLD}/sms/send", json={"accepted": True})
        yield Doors(app, client, wire)


@pytest.fixture
def doors(tmp_path: Path, redis_url: str, redis_client: redis.Redis) -> Iterator[Doors]:
    with at_the_doors(tmp_path, redis_url, redis_client) as opened:
        yield opened
