"""Sets the hall and the simulated world up for a test: both real, both over sockets of this machine."""

import atexit
import logging
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import requests
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.serving import make_server

from app.domain.clock import Clock
from app.extensions import db
from app.factory import create_app
from app.fund_core.embedded import EmbeddedCore, seed
from app.settings import Settings, WechatSettings
from app.store.base import Base
from app.workers.engine import engine_of
from simulator.app import create_simulator
from simulator.config import SimulatorConfig
from simulator.ports import free_port
from simulator.seal import make_seal

APP_ID = "wx0123456789abcdef"
APP_SECRET = "0123456789abcdef0123456789abcdef"
TOKEN = "stageToken12"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
TIMEOUT = 10
DATA_KEYS = (("stage", bytes(range(32))),)
SEAL_PASSWORD = "seal-of-the-stage"


def hall_settings(public_url: str, world_url: str, database_url: str, redis_url: str) -> Settings:
    """Return settings that point at the simulated world."""
    return Settings(
        public_url=public_url,
        secret_key="stage-secret-of-forty-characters-0123456",
        data_keys=DATA_KEYS,
        database_url=database_url,
        redis_url=redis_url,
        wechat=WechatSettings(APP_ID, APP_SECRET, TOKEN, (AES_KEY,), "safe", world_url, world_url),
        core_url="",
        core_secret="",
        sms_url=f"{world_url}/sms",
        registry_url=f"{world_url}/registry",
        frame_ancestors=world_url,
        trusted_proxies=0,
        pages_per_minute=6000,
        seal_file=str(_seal()),
        seal_password=SEAL_PASSWORD,
    )


@cache
def _seal() -> Path:
    """Return a seal for every stage of this run."""
    folder = Path(tempfile.mkdtemp(prefix="seal-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return make_seal(folder / "seal.p12", SEAL_PASSWORD)


@contextmanager
def hall_app(settings: Settings, *, seeded: bool = True, clock: Clock | None = None) -> Iterator[Flask]:
    """Yield the application on a fresh database, with the demo centre in it unless told otherwise."""
    with stood(settings, clock) as app:
        with app.app_context():
            Base.metadata.create_all(db.engine)
            EmbeddedCore.create_tables(db.engine)
            if seeded:
                seed.seed(db.engine, app.extensions["container"].vault)
        yield app


@contextmanager
def stood(settings: Settings, clock: Clock | None = None) -> Iterator[Flask]:
    """Yield the application on the database as it is, by the machine's clock or another."""
    app = create_app(settings, clock)
    yield app
    let_go(app)


def let_go(app: Flask) -> None:
    """Close every connection the application holds: an open one is a warning, and warnings are errors."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    app.extensions["container"].close()
    app.config["SESSION_REDIS"].connection_pool.disconnect()


@contextmanager
def served(app: Flask, port: int) -> Iterator[None]:
    """Serve an application on a port while the block runs."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # its lines would hold codes and openids of the addresses
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=TIMEOUT)


@contextmanager
def working(app: Flask) -> Iterator[None]:
    """Do what is put off while the block runs, as a worker does: at once, in a thread of this process."""
    engine, ended = engine_of(app), threading.Event()

    def work() -> None:
        while not ended.wait(0.02):
            with suppress(OperationalError):  # a busy database is asked again, as a real worker does
                engine.drain()
        with app.app_context():
            db.session.remove()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        engine.stop()
        ended.set()
        thread.join(timeout=TIMEOUT)


@dataclass(frozen=True)
class Stage:
    """Where the hall and the world are."""

    hall: str
    world: str
    app: Flask

    def do(self, action: str, **facts: Any) -> Any:
        """Do something at the simulated phone."""
        answer = requests.post(f"{self.world}/control/{action}", json=facts, timeout=TIMEOUT)
        answer.raise_for_status()
        return answer.json()

    def state(self, follower: str) -> Any:
        """Return what the phone shows."""
        return requests.get(f"{self.world}/control/state", params={"follower": follower}, timeout=TIMEOUT).json()


@contextmanager
def stage(
    database_url: str,
    redis_url: str,
    *,
    works: bool = True,
    clock: Clock | None = None,
    core: tuple[str, str] = ("", ""),
    centre_file: str = "",
) -> Iterator[Stage]:
    """Yield a hall and a world that know each other, with a worker unless told otherwise.

    `core` is the address and the secret of a core at the end of a line, instead of the embedded one; `centre_file` the
    rules of another centre than the first.
    """
    hall, world = f"http://127.0.0.1:{free_port()}", f"http://127.0.0.1:{free_port()}"
    config = SimulatorConfig(APP_ID, APP_SECRET, TOKEN, AES_KEY, "safe", f"{hall}/wechat/callback", hall, world)
    usual = hall_settings(hall, world, database_url, redis_url)
    settings = replace(usual, core_url=core[0], core_secret=core[1], centre_file=centre_file)
    outside = create_simulator(config)
    with (
        served(outside, _port(world)),
        hall_app(settings, clock=clock) as app,
        served(app, _port(hall)),
        working(app) if works else nullcontext(),
    ):
        yield Stage(hall, world, app)


def _port(address: str) -> int:
    return int(address.rpartition(":")[2])
