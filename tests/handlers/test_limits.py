"""Limits: who asks too often waits a minute, alone; without Redis pages go on and codes stop."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import redis
from flask.testing import FlaskClient

from tests.handlers.conftest import WORLD
from tests.stage import hall_app, hall_settings

NOWHERE = "redis://127.0.0.1:1/0"
FEW = 60  # pages a minute; a twentieth at the strict doors


@pytest.fixture
def strict(tmp_path: Path, redis_url: str, redis_client: redis.Redis) -> Iterator[FlaskClient]:
    settings = hall_settings("http://localhost", WORLD, f"sqlite:///{tmp_path / 'hall.sqlite'}", redis_url)
    with hall_app(replace(settings, pages_per_minute=FEW), seeded=False) as app:
        yield app.test_client()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[FlaskClient]:
    """A browser before a hall whose Redis is away."""
    settings = hall_settings("http://localhost", WORLD, f"sqlite:///{tmp_path / 'hall.sqlite'}", NOWHERE)
    with hall_app(settings, seeded=False) as app:
        yield app.test_client()


def status(browser: FlaskClient, path: str, method: str = "GET", address: str = "10.0.0.1") -> int:
    with browser.open(path, method=method, environ_base={"REMOTE_ADDR": address}) as answer:
        return answer.status_code


def statuses(browser: FlaskClient, path: str, times: int, method: str = "GET", address: str = "10.0.0.1") -> list[int]:
    return [status(browser, path, method, address) for _ in range(times)]


def test_who_asks_too_often_gets_a_page_that_says_when(strict: FlaskClient) -> None:
    assert statuses(strict, "/help", FEW // 2) == [200] * (FEW // 2)
    answer = strict.get("/help", environ_base={"REMOTE_ADDR": "10.0.0.1"})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    assert "操作太快了" in answer.text
    assert statuses(strict, "/help", 1, address="10.0.0.2") == [200]


def test_doors_that_send_codes_or_try_passwords_are_narrower(strict: FlaskClient) -> None:
    for path in ("/login", "/login/code", "/register", "/forgot"):
        assert statuses(strict, path, 4, "POST", f"10.1.{len(path)}.1")[-2:] == [400, 429]


def test_a_subscriber_of_ipv6_is_one_whatever_address_they_take(strict: FlaskClient) -> None:
    for host in ("2001:db8::1", "2001:db8::2", "2001:db8::3"):
        statuses(strict, "/login", 1, "POST", host)
    assert statuses(strict, "/login", 1, "POST", "2001:db8::4") == [429]
    assert statuses(strict, "/login", 1, "POST", "2001:db8:0:1::4") == [400]


def test_a_person_is_one_on_however_many_addresses(strict: FlaskClient) -> None:
    with strict.session_transaction() as session:
        session.update({"user_id": 1, "born": 4_000_000_000})
    for number in range(FEW // 2):
        statuses(strict, "/help", 1, address=f"10.2.0.{number}")
    assert statuses(strict, "/help", 1, address="10.2.1.1") == [429]


def test_health_and_static_files_are_not_counted(strict: FlaskClient) -> None:
    for path in ("/healthz", "/static/icon.svg"):
        assert set(statuses(strict, path, FEW + 1)) == {200}


def test_a_static_file_carries_no_session(strict: FlaskClient) -> None:
    with strict.session_transaction() as session:
        session.update({"user_id": 1, "born": 4_000_000_000})
    with strict.get("/help") as page, strict.get("/static/icon.svg") as file:
        assert "Set-Cookie" in page.headers
        assert "Set-Cookie" not in file.headers


def test_without_redis_pages_open_and_are_still_counted(alone: FlaskClient) -> None:
    alone.set_cookie("session", "somebody-who-was-logged-in")
    assert [alone.get(path).status_code for path in ("/", "/help", "/privacy", "/display", "/healthz")] == [200] * 5
    assert alone.get("/account").status_code == 503


def test_without_redis_no_form_is_taken_and_no_code_sent(alone: FlaskClient) -> None:
    for path in ("/login/code", "/register", "/bind/code"):
        answer = alone.post(path, data={"id_number": "110105194912310038"})
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "120"
