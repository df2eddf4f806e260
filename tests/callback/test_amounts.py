"""Amounts in the chat are the centre's decision, and the default is no."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.clock import SystemClock
from app.extensions import db, transaction
from app.fund_core.embedded import seed
from app.fund_core.embedded import tables as core_tables
from app.store.bindings import Bindings
from app.store.users import Identity, Users
from tests.callback.pushes import OPENID, Platform, text_xml
from tests.stage import hall_app, hall_settings


@pytest.fixture
def platform(tmp_path_factory: pytest.TempPathFactory, redis_url: str, redis_client: object) -> Iterator[Platform]:
    database = tmp_path_factory.mktemp("amounts") / "hall.sqlite"
    with hall_app(hall_settings("http://localhost", "http://127.0.0.1:9", f"sqlite:///{database}", redis_url)) as app:
        person, vault = seed.demo_people()[0], app.extensions["container"].vault
        with app.app_context(), transaction():
            known = Identity(person.id_number, person.name, person.phone)
            user = Users(db.session, vault).add(known, "-", SystemClock().now())
            Bindings(db.session, vault).add(user.id, OPENID, SystemClock().now())
        yield Platform(app.test_client())


def allow(platform: Platform) -> None:
    container = platform.client.application.extensions["container"]
    decided = container.policy_on
    container.policy_on = lambda on: replace(decided(on), chat_amounts=True)


def test_a_bound_follower_gets_a_link_and_no_amount(platform: Platform) -> None:
    said = platform.said(text_xml("余额"))
    assert "/account" in said
    assert "金额不在聊天里显示" in said


def test_a_centre_that_wants_it_answers_with_the_amount_and_the_link(platform: Platform) -> None:
    allow(platform)
    said = platform.said(text_xml("余额"))
    assert "账户余额 " in said
    assert "/account" in said


def test_a_silent_core_leaves_the_link(platform: Platform) -> None:
    allow(platform)
    with platform.client.application.app_context():
        core_tables.metadata.drop_all(db.engine)
    assert "/account" in platform.said(text_xml("余额"))
