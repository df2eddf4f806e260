"""While the hall waits for the core or the SMS provider it holds no database connection: a slow one would take all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import redis
from flask import Flask
from sqlalchemy import Pool, create_engine
from sqlalchemy.pool import QueuePool

from app.domain.clock import SystemClock
from app.domain.policy import load_policy
from app.extensions import db
from app.fund_core.embedded import EmbeddedCore, seed
from app.fund_core.http.serve import create_core_server
from app.handlers.hall.applications.pages import BY_KEY
from app.handlers.hall.navigation import SECTIONS
from app.vault import Vault
from simulator.app import create_simulator
from simulator.config import SimulatorConfig
from simulator.ports import free_port
from tests.journeys.test_main_job import bound
from tests.stage import AES_KEY, APP_ID, APP_SECRET, TOKEN, Stage, hall_app, hall_settings, served

SECRET = "a-core-secret-of-forty-characters-01234567"


@dataclass
class Watch:
    """Stands before an outside system and notes, for each call of the hall, how many connections it holds."""

    pools: list[Pool] = field(default_factory=list)
    calls: list[tuple[str, int]] = field(default_factory=list)

    def before(self, app: Flask, prefix: str) -> None:
        inner = app.wsgi_app

        def watching(environ: dict[str, str], start: object) -> Iterable[bytes]:
            if environ["PATH_INFO"].startswith(prefix):
                held = [pool.checkedout() for pool in self.pools if isinstance(pool, QueuePool)]
                self.calls.append((environ["PATH_INFO"], sum(held)))
            return inner(environ, start)  # type: ignore[arg-type]  # handed on as it came

        app.wsgi_app = watching  # type: ignore[method-assign,assignment]


@dataclass(frozen=True)
class Watched:
    """A stage, and what its outside saw."""

    stage: Stage
    watch: Watch


@pytest.fixture
def watched(tmp_path: Path, redis_url: str, redis_client: redis.Redis) -> Iterator[Watched]:
    hall, world, core = (f"http://127.0.0.1:{free_port()}" for _ in range(3))
    clock, watch, books = SystemClock(), Watch(), create_engine(f"sqlite:///{tmp_path / 'core.sqlite'}")
    EmbeddedCore.create_tables(books)
    vault = Vault((("core", bytes(range(32))),))
    seed.seed(books, vault)
    system = create_core_server(EmbeddedCore(books, load_policy, clock, vault), SECRET, clock)
    outside = create_simulator(
        SimulatorConfig(APP_ID, APP_SECRET, TOKEN, AES_KEY, "safe", f"{hall}/wechat/callback", hall, world)
    )
    watch.before(system, "/")
    watch.before(outside, "/sms/")
    settings = replace(
        hall_settings(hall, world, f"sqlite:///{tmp_path / 'hall.sqlite'}", redis_url),
        core_url=core,
        core_secret=SECRET,
    )
    with served(system, _port(core)), served(outside, _port(world)), hall_app(settings, seeded=False) as app:
        with app.app_context():
            watch.pools.append(db.engine.pool)
        with served(app, _port(hall)):
            yield Watched(Stage(hall, world, app), watch)
    books.dispose()


def test_no_connection_is_held_while_the_hall_waits_for_others(watched: Watched) -> None:
    browser = bound(watched.stage)
    browser.open("/")
    browser.open("/account")
    browser.open("/bind")
    browser.submit("/bind/code")
    browser.submit("/unbind", code=browser.code())
    asked = {path.rpartition("/")[2] for path, _ in watched.watch.calls}
    assert {"find_person", "accounts_of", "send"} <= {name.replace("-", "_") for name in asked}
    assert [call for call in watched.watch.calls if call[1]] == []


def test_no_page_of_the_menu_holds_one_either(watched: Watched) -> None:
    browser = bound(watched.stage)
    for path in sorted({entry.path for section in SECTIONS for entry in section.entries}):
        browser.open(path)
    for service in BY_KEY.values():
        browser.open(f"{service.path}/go")
        browser.open(f"{service.path}/check")
        if browser.page.url.endswith("/check"):
            browser.submit(f"{service.path}/code")
    assert {"/v1/quote_closing", "/v1/loans_of"} <= {path for path, _ in watched.watch.calls}
    assert [call for call in watched.watch.calls if call[1]] == []


def test_issuing_a_certificate_holds_none(watched: Watched) -> None:
    browser = bound(watched.stage)
    watched.watch.calls.clear()
    browser.open("/certificates/new/remote_loan")
    browser.submit("/certificates/new/remote_loan", receiver="西安")
    browser.submit("/certificates/preview/code")
    assert "证明已开好" in browser.submit("/certificates/preview", code=browser.code())
    assert {"/v1/contribution_records", "/v1/find_person"} <= {path for path, _ in watched.watch.calls}
    assert [call for call in watched.watch.calls if call[1]] == []


def _port(address: str) -> int:
    return int(address.rpartition(":")[2])
