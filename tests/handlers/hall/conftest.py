"""A small application with the hall and use cases from memory."""

import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import app as package
from app.extensions import csrf, db
from app.handlers.errors import register_errors
from app.handlers.hall import BLUEPRINTS
from tests.handlers.hall.fakes import Container

ROOT = Path(package.__file__).parent


@dataclass
class Hall:
    """A browser in front of the hall."""

    browser: FlaskClient
    container: Container

    def enter(self, openid: str = "") -> None:
        with self.browser.session_transaction() as session:
            session.update({"user_id": 1, "born": int(time.time())} | ({"openid": openid} if openid else {}))

    def token(self, page: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.browser.get(page).text)
        assert found
        return found[1]

    def send(self, path: str, page: str = "", **fields: str) -> TestResponse:
        return self.browser.post(path, data={"csrf_token": self.token(page or path), **fields})


def build(container: Container) -> Flask:
    flask = Flask("hall", root_path=str(ROOT))
    flask.config.update(
        SECRET_KEY="only for the tests", SESSION_COOKIE_SECURE=False, SQLALCHEMY_DATABASE_URI="sqlite://"
    )
    db.init_app(flask)
    csrf.init_app(flask)
    flask.extensions["container"] = container
    for blueprint in BLUEPRINTS:
        flask.register_blueprint(blueprint)
    register_errors(flask)
    return flask


@pytest.fixture
def hall() -> Hall:
    container = Container()
    return Hall(build(container).test_client(), container)
