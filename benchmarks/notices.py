"""Notices per second end to end, a million rows prepared, and what claiming costs beside a million finished rows.

python benchmarks/notices.py [--notices 400] [--people 1000000] [--only send|prepare|claim]

The simulated platform takes 50 ms a call and runs as a process of its own, as do the workers (8 threads each). Beside
them a plain loop over wechatpy's client sends to the same platform. With BENCH_DATABASE_URL (an empty PostgreSQL
database) instead of SQLite.
"""

import argparse
import base64
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import requests  # noqa: E402 - the path comes first
from flask import Flask  # noqa: E402
from sqlalchemy import func, select, text, update  # noqa: E402
from wechatpy.client import WeChatClient  # noqa: E402

from app.domain.notice import NoticeKind  # noqa: E402
from app.domain.work import OutboxKind  # noqa: E402
from app.extensions import db, transaction  # noqa: E402
from app.factory import create_app  # noqa: E402
from app.settings import read_settings  # noqa: E402
from app.store.base import Base  # noqa: E402
from app.store.bindings import Bindings  # noqa: E402
from app.store.fan_outs import Audience  # noqa: E402
from app.store.outbox import OutboxRow, OutboxState  # noqa: E402
from app.store.users import Identity, Users  # noqa: E402
from simulator.ports import free_port  # noqa: E402
from simulator.templates import number_of  # noqa: E402
from simulator.valkey import running_server  # noqa: E402

APP_ID, SECRET, TOKEN = "wx0123456789abcdef", "0123456789abcdef0123456789abcdef", "benchToken12"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
CALL_SECONDS = 0.05
FOLLOWERS = 20
LOOP = 60
CLAIMS = 200
PAID = {"service": "退休提取", "number": "TX20261124000127", "amount": "20000.00", "card": "尾号 0000"}
SEND = "/cgi-bin/message/template/send"


@dataclass(frozen=True)
class Bench:
    """The hall that is told things, the simulated platform's address, and the settings of both."""

    app: Flask
    world: str
    settings: dict[str, str] = field(repr=False)


def environment(database_url: str, redis_url: str, world: str) -> dict[str, str]:
    """Return the settings of the hall and of its workers."""
    return {
        "PUBLIC_URL": "http://127.0.0.1:9",
        "SECRET_KEY": "bench-secret-of-forty-characters-0123456",
        "DATA_KEYS": "bench:" + base64.b64encode(bytes(range(32))).decode(),
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "WECHAT_APP_ID": APP_ID,
        "WECHAT_APP_SECRET": SECRET,
        "WECHAT_TOKEN": TOKEN,
        "WECHAT_AES_KEY": AES_KEY,
        "WECHAT_API_BASE": world,
        "WECHAT_OPEN_BASE": world,
        "SMS_URL": f"{world}/sms",
        "NOTICES_PER_SECOND": "300",
    }


@contextmanager
def process(*words: str, settings: dict[str, str]) -> Iterator[None]:
    """Run a process of ours while the block runs."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = subprocess.Popen([sys.executable, *words], env={**os.environ, **settings}, cwd=ROOT, **quiet)
    try:
        yield
    finally:
        running.terminate()
        running.wait(timeout=30)


def ask(world: str, action: str, **facts: Any) -> Any:
    """Do something at the simulated phone."""
    return requests.post(f"{world}/control/{action}", json=facts, timeout=10).json()


def await_answer(address: str) -> None:
    """Wait until somebody answers."""
    for _ in range(200):
        try:
            requests.get(address, timeout=1)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{address} does not answer")


def bind_people(app: Flask, world: str) -> tuple[list[int], list[str]]:
    """Let some followers be bound; return the users and their openids."""
    container, users, openids = app.extensions["container"], [], []
    for number in range(FOLLOWERS):
        follower = ask(world, "followers", nickname=f"F{number}")
        ask(world, "follow", follower=follower["id"])
        with app.app_context(), transaction():
            now = container.clock.now()
            user = Users(db.session, container.vault).add(Identity(f"9{number:017d}", "张三", ""), "x", now)
            Bindings(db.session, container.vault).add(user.id, follower["openid"], now)
            users.append(user.id)
            openids.append(follower["openid"])
    return users, openids


def slow(world: str, calls: int) -> None:
    """Let the next calls take 50 ms, and nothing be reported of them: there is no hall to report to."""
    ask(world, "faults", path=SEND, kind="slow", times=calls, seconds=CALL_SECONDS)
    ask(world, "finish", status="none", times=calls)


def left(app: Flask) -> int:
    """Return how many rows are not done."""
    with app.app_context():
        unfinished = OutboxRow.state.in_((OutboxState.WAITING, OutboxState.CLAIMED))
        return int(db.session.scalar(select(func.count()).where(unfinished)) or 0)


def tell(app: Flask, users: list[int], count: int, mark: str) -> None:
    """Tell people so many things, in one transaction."""
    notify = app.extensions["container"].notices.notify
    with app.app_context(), transaction():
        for number in range(count):
            kind = NoticeKind.APPLICATION_PAID
            notify.tell(users[number % len(users)], kind, PAID, key=f"{mark}:{number}")


def by_workers(bench: Bench, users: list[int], workers: int, count: int) -> float:
    """Return notices a second with so many workers, from the commit to the last row done."""
    app = bench.app
    with ExitStack() as running:
        for _ in range(workers):
            running.enter_context(process("-m", "flask", "--app", "wsgi", "worker", settings=bench.settings))
        tell(app, users, workers, f"warm{workers}")
        while left(app):
            time.sleep(0.1)
        time.sleep(2 * workers)  # until the last of them has started
        slow(bench.world, count)
        begun = time.perf_counter()
        tell(app, users, count, f"run{workers}")
        while left(app):
            time.sleep(0.02)
        return count / (time.perf_counter() - begun)


def by_loop(world: str, openids: list[str]) -> float:
    """Return notices a second of a plain loop over wechatpy's client."""
    asked = {"grant_type": "client_credential", "appid": APP_ID, "secret": SECRET}
    token = requests.get(f"{world}/cgi-bin/token", params=asked, timeout=10).json()["access_token"]
    client = WeChatClient(APP_ID, SECRET, access_token=token)
    client.API_BASE_URL = f"{world}/cgi-bin/"
    values = ("退休提取", "TX20261124000127", "已办结", "20000.00元", "2026年7月9日 15:32")
    keys = ("thing1", "character_string2", "phrase3", "amount4", "time5")
    data = {key: {"value": value} for key, value in zip(keys, values, strict=True)}
    slow(world, LOOP)
    begun = time.perf_counter()
    for number in range(LOOP):
        client.message.send_template(openids[number % len(openids)], number_of("办结通知"), data)
    return LOOP / (time.perf_counter() - begun)


def send(bench: Bench, count: int) -> None:
    """Print the rates."""
    users, openids = bind_people(bench.app, bench.world)
    plain = by_loop(bench.world, openids)
    print(f"| a plain loop over wechatpy | {plain:.0f} | 1.0 |")
    for workers in (1, 2, 4):
        rate = by_workers(bench, users, workers, count)
        print(f"| {workers} worker{'s' * (workers > 1)} | {rate:.0f} | {rate / plain:.1f} |", flush=True)


def prepare(app: Flask, people: int) -> None:
    """Time a broadcast to so many people, from the command to the last row."""
    with app.app_context(), transaction():
        unhurried()
        db.session.execute(text(_CROWD[db.engine.dialect.name]), {"people": people, "now": "2026-01-01 00:00:00"})
    fan_outs = app.extensions["container"].daily.fan_outs
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with app.app_context():
        begun = time.perf_counter()
        rows = sum(fan_outs.prepare(fan_outs.broadcast("标题", "内容", Audience.ALL)))
        seconds = time.perf_counter() - begun
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"| {rows:,} rows prepared | {seconds:.1f} s | memory grew by {grown:.0f} MB |", flush=True)


_COLUMNS = "INSERT INTO users (id_index, id_sealed, name_sealed, phone_sealed, password_hash, registered_at) "
_CROWD = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :people) "
    + _COLUMNS
    + "SELECT 'bench' || i, '', '', '', '', :now FROM n",
    "postgresql": _COLUMNS
    + "SELECT 'bench' || i, '', '', '', '', CAST(:now AS timestamptz) FROM generate_series(1, :people) AS i",
}


def claim(app: Flask) -> float:
    """Return the median milliseconds of claiming four rows and committing."""
    container, took = app.extensions["container"], []
    with app.app_context():
        for number in range(CLAIMS):
            with transaction():
                for one in range(4):
                    now = container.clock.now()
                    container.notices.outbox.add(OutboxKind.NOTICE, {}, key=f"{time.time_ns()}:{number}:{one}", now=now)
            begun = time.perf_counter()
            with transaction():
                container.outbox_queue.claim(1, "bench", 4, container.clock.now())
            took.append((time.perf_counter() - begun) * 1000)
        with transaction():
            db.session.execute(update(OutboxRow).where(OutboxRow.claimed_by == "bench").values(state="done"))
    return statistics.median(took)


def unhurried() -> None:
    """Let this transaction take its time: what it does is not what is measured."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL statement_timeout = 0"))


def finish_everything(app: Flask) -> int:
    """Make every row a finished one, and the table as tidy as time makes it; how many rows there are."""
    with app.app_context(), transaction():
        unhurried()
        db.session.execute(text("UPDATE outbox SET state = 'done'"))
        rows = int(db.session.scalar(select(func.count()).select_from(OutboxRow)) or 0)
    tidy(app)
    return rows


def tidy(app: Flask) -> None:
    """Do at once what the database does bit by bit while rows end one after the other, and not in one statement."""
    with app.app_context(), db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        is_sqlite = db.engine.dialect.name == "sqlite"
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)" if is_sqlite else "VACUUM ANALYZE outbox"))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--notices", type=int, default=400)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--only", choices=("send", "prepare", "claim"))
    wanted = parser.parse_args()
    with ExitStack() as running:
        folder = running.enter_context(TemporaryDirectory())
        redis_url = running.enter_context(running_server())
        port = free_port()
        world = f"http://127.0.0.1:{port}"
        database_url = os.environ.get("BENCH_DATABASE_URL") or f"sqlite:///{folder}/hall.sqlite"
        settings = environment(database_url, redis_url, world)
        names = {"SIM_APP_ID": APP_ID, "SIM_APP_SECRET": SECRET, "SIM_TOKEN": TOKEN, "SIM_AES_KEY": AES_KEY}
        running.enter_context(process("-m", "simulator", "--port", str(port), settings={**settings, **names}))
        app = create_app(read_settings(settings))
        with app.app_context():
            Base.metadata.create_all(db.engine)
        await_answer(f"{world}/control/state")
        run(Bench(app, world, settings), wanted)


def run(bench: Bench, wanted: argparse.Namespace) -> None:
    """Print the tables that are wanted."""
    app = bench.app
    if wanted.only in {None, "send"}:
        print("| way | notices a second | ratio |\n|---|---|---|", flush=True)
        send(bench, wanted.notices)
    if wanted.only in {None, "prepare", "claim"}:
        print("\n| what | took | |\n|---|---|---|", flush=True)
        empty = claim(app)
        prepare(app, wanted.people)
        rows = finish_everything(app)
        full = claim(app)
        print(f"| four rows claimed, empty table | {empty:.2f} ms | |")
        print(f"| four rows claimed, {rows:,} finished rows | {full:.2f} ms | ratio {full / empty:.2f} |")


if __name__ == "__main__":
    main()
