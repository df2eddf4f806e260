"""`flask core freeze`, `unfreeze` and `restrict`, and the lists of who there is."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from app.fund_core import PersonAccount
from app.fund_core.embedded.seed import demo_people
from app.fund_core.embedded.seed_units import demo_registrations
from tests.cli.test_core_jobs import said
from tests.stage import hall_app, hall_settings


@pytest.fixture
def app(tmp_path: Path, redis_url: str) -> Iterator[Flask]:
    settings = hall_settings(
        "http://127.0.0.1:1", "http://127.0.0.1:2", f"sqlite:///{tmp_path / 'c.sqlite'}", redis_url
    )
    with hall_app(settings) as made:
        yield made


def _account(app: Flask) -> PersonAccount:
    with app.app_context():
        found: tuple[PersonAccount, ...] = app.extensions["container"].core.accounts_of(demo_people()[0].id_number)
    return found[0]


def test_an_account_is_frozen_and_thawed(app: Flask) -> None:
    number = _account(app).number
    assert said(app, "freeze", number)[0] == 0
    assert _account(app).status == "06"
    assert said(app, "freeze", number) == (1, "Error: account_frozen\n")
    assert said(app, "unfreeze", number)[0] == 0
    assert _account(app).status == "01"
    assert said(app, "unfreeze", "0") == (1, "Error: unknown_account\n")


def test_an_account_is_restricted_until_a_day(app: Flask) -> None:
    number = _account(app).number
    assert said(app, "restrict", number, "--until", "2029-11-24")[0] == 0
    assert _account(app).restricted_until == date(2029, 11, 24)
    assert said(app, "restrict", number)[0] == 0
    assert _account(app).restricted_until is None
    assert said(app, "restrict", number, "--until", "2029-02-30")[0] == 2


def test_everybody_to_log_in_as_is_listed(app: Flask) -> None:
    listed = said(app, "people")[1]
    assert all(person.id_number in listed for person in demo_people())
    assert all(code in listed for code, _ in demo_registrations())
