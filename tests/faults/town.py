"""A whole town for faults: worker processes, a Redis that can be killed, the simulated world, people who are bound."""

import base64
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import requests
from flask import Flask
from sqlalchemy import func, select

from app.domain.notice import NoticeKind
from app.extensions import db, transaction
from app.fund_core.embedded import seed
from app.store.bindings import Bindings
from app.store.outbox import OutboxRow
from app.store.users import Identity, Users
from simulator.app import create_simulator
from simulator.config import SimulatorConfig
from simulator.ports import free_port
from simulator.valkey import _await_answer, server_program
from tests.stage import AES_KEY, APP_ID, APP_SECRET, DATA_KEYS, TIMEOUT, TOKEN, hall_app, hall_settings, served

ROOT = Path(__file__).resolve().parents[2]
SOON = 45.0
PAID = {"service": "退休提取", "number": "TX20261124000127", "amount": "20000.00", "card": "尾号 0000"}


class Redis:
    """A server that can be killed and come back empty at the same address."""

    def __init__(self, folder: str) -> None:
        self._folder, self._port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self.start()

    def start(self) -> None:
        quiet = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", self._folder]
        self._process = subprocess.Popen(
            [server_program(), "--port", str(self._port), *quiet], stdout=subprocess.DEVNULL
        )
        _await_answer(self._port)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@dataclass
class Town:
    """``app`` is the web process's half, in this process; the workers are processes of their own."""

    app: Flask
    world: str
    redis: Redis
    environment: dict[str, str]
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    told: int = 0

    def do(self, action: str, **facts: Any) -> None:
        requests.post(f"{self.world}/control/{action}", json=facts, timeout=TIMEOUT).raise_for_status()

    def start_worker(self) -> "subprocess.Popen[bytes]":
        words = ["-m", "flask", "--app", "wsgi", "worker", "--lease", "1", "--threads", "4"]
        worker = subprocess.Popen([sys.executable, *words], env=self.environment, cwd=ROOT)
        self.workers.append(worker)
        return worker

    def kill(self, worker: "subprocess.Popen[bytes]") -> None:
        worker.kill()
        worker.wait()

    def stop_workers(self) -> list[int]:
        """Stop what still runs, as an operator does; return the exit codes."""
        running = [worker for worker in self.workers if worker.poll() is None]
        for worker in running:
            worker.send_signal(signal.SIGTERM)
        codes = [worker.wait(timeout=SOON) for worker in running]
        self.workers.clear()
        return codes

    def tell(self, times: int = 1, kind: NoticeKind = NoticeKind.APPLICATION_PAID, **facts: str) -> list[str]:
        """Tell everybody something, so many times; return the keys of the rows."""
        keys = []
        with self.app.app_context():
            for user in self.people:
                for _ in range(times):
                    self.told += 1
                    keys.append(f"fault:{self.told}")
                    with transaction():
                        notify = self.app.extensions["container"].notices.notify
                        notify.tell(user, kind, facts or PAID, key=keys[-1])
        return [f"notice:{key}" for key in keys]

    def ends(self, keys: list[str]) -> Counter[str]:
        """Return how the rows ended, counted; those under way count as their state."""
        with self.app.app_context():
            rows = db.session.scalars(select(OutboxRow).where(OutboxRow.key.in_(keys))).all()
            ended = Counter(row.outcome if row.state in {"done", "dead"} else row.state for row in rows)
            db.session.remove()
            return ended

    def row(self, key: str) -> OutboxRow:
        with self.app.app_context():
            row = db.session.scalars(select(OutboxRow).where(OutboxRow.key == key)).one()
            db.session.expunge(row)
            return row

    def sent(self) -> list[Any]:
        answer = requests.get(f"{self.world}/control/sent", timeout=TIMEOUT).json()
        messages: list[Any] = answer["messages"]
        return messages

    def shown(self) -> Counter[str]:
        """How often the phones showed each message, by client_msg_id."""
        return Counter(one["client_msg_id"] for one in self.sent())

    def have_worker(self) -> None:
        """Have one worker at work, the one that is there or a new one."""
        if not any(worker.poll() is None for worker in self.workers):
            self.start_worker()
        self.seen_working()

    def seen_working(self) -> None:
        """Wait until a worker works: it takes a while to start."""
        keys = self.tell()
        soon(lambda: self.ends(keys)["delivered"] == len(keys))

    def unfinished(self) -> int:
        with self.app.app_context():
            count = select(func.count()).where(OutboxRow.state.in_(("waiting", "claimed")))
            left = int(db.session.scalar(count) or 0)
            db.session.remove()
            return left


def soon(has_come: Callable[[], bool], seconds: float = SOON) -> None:
    """Wait for something to come true; fail after ``seconds``."""
    end = time.monotonic() + seconds
    while not has_come():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


@contextmanager
def town(database_url: str, followers: int = 2, *, seeded: bool = False) -> Iterator[Town]:
    """Yield a town with so many people bound."""
    hall, world = f"http://127.0.0.1:{free_port()}", f"http://127.0.0.1:{free_port()}"
    config = SimulatorConfig(APP_ID, APP_SECRET, TOKEN, AES_KEY, "safe", f"{hall}/wechat/callback", hall, world)
    with TemporaryDirectory() as folder:
        redis = Redis(folder)
        settings = replace(hall_settings(hall, world, database_url, redis.url), notices_per_second=300)
        outside = create_simulator(config)
        with served(outside, _port(world)), hall_app(settings, seeded=seeded) as app, served(app, _port(hall)):
            made = Town(app, world, redis, _environment(hall, world, database_url, redis.url))
            made.people = [bound(made, number) for number in range(followers)]
            try:
                yield made
            finally:
                for worker in made.workers:
                    worker.kill()
                    worker.wait()
                redis.kill()


def _environment(hall: str, world: str, database_url: str, redis_url: str) -> dict[str, str]:
    keys = ",".join(f"{name}:{base64.b64encode(key).decode()}" for name, key in DATA_KEYS)
    return {
        **os.environ,
        "PUBLIC_URL": hall,
        "SECRET_KEY": "stage-secret-of-forty-characters-0123456",
        "DATA_KEYS": keys,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "WECHAT_APP_ID": APP_ID,
        "WECHAT_APP_SECRET": APP_SECRET,
        "WECHAT_TOKEN": TOKEN,
        "WECHAT_AES_KEY": AES_KEY,
        "WECHAT_API_BASE": world,
        "WECHAT_OPEN_BASE": world,
        "SMS_URL": f"{world}/sms",
        "NOTICES_PER_SECOND": "300",
    }


def bound(made: Town, number: int) -> int:
    """Register one of the demo people and bind a new follower."""
    human, container = seed.demo_people()[number], made.app.extensions["container"]
    follower = requests.post(f"{made.world}/control/followers", json={"nickname": human.name}, timeout=TIMEOUT).json()
    made.do("follow", follower=follower["id"])
    with made.app.app_context(), transaction():
        now = container.clock.now()
        identity = Identity(human.id_number, human.name, human.phone)
        user = Users(db.session, container.vault).add(identity, "x", now)
        Bindings(db.session, container.vault).add(user.id, follower["openid"], now)
        return user.id


def _port(address: str) -> int:
    return int(address.rpartition(":")[2])
