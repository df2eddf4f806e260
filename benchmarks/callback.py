"""The callback's whole job beside the bare echoes of three peers, one process each, alternating in one run.

python benchmarks/callback.py [--rounds 5] [--count 3000] [--only ours]

Ours: the push authenticated and decrypted, claimed once for all processes, its follower's binding looked up, the
reply kept for a second delivery, counted and encrypted. A peer decrypts, and encrypts the text it was sent. Peers are
installed under var/bench on the first run (pip and npm). With BENCH_DATABASE_URL ours works on that empty database.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.peers import load  # noqa: E402 - the path comes first
from benchmarks.peers.account import AES_KEY, APP_ID, TOKEN  # noqa: E402
from benchmarks.peers.ours import prepare  # noqa: E402
from simulator.ports import free_port  # noqa: E402
from simulator.valkey import running_server  # noqa: E402

PEERS = ROOT / "benchmarks" / "peers"
HOME = ROOT / "var" / "bench"
OPENID = "oBenchFollower00000000000001"
WARM_UP = 300
STARTING_SECONDS = 20


@dataclass(frozen=True)
class Contestant:
    """A server, how it is asked, and what its answer must say."""

    name: str
    path: str
    said: str
    command: tuple[str, ...]
    port: int
    environment: dict[str, str]


def contestants(database_url: str, redis_url: str) -> list[Contestant]:
    """Return everybody, ours first."""
    here, there, node, robot = free_port(), free_port(), free_port(), free_port()
    threads = (
        "--worker-class",
        "gthread",
        "--threads",
        "16",
        "--workers",
        "1",
        "--keep-alive",
        "30",
        "--log-level",
        "error",
    )
    gunicorn = (str(HOME / "venv/bin/gunicorn"), "--log-level", "error", *threads, "--chdir", str(PEERS))
    granian = (sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--no-ws", "--host")
    options = ("127.0.0.1", "--blocking-threads", os.environ.get("BENCH_THREADS", "4"), "--log-level", "warning")
    ours = environment(here, database_url, redis_url)
    plain = dict(os.environ)
    account = (TOKEN, APP_ID, AES_KEY)
    wsgi = (*granian, *options, "--port", str(here), "wsgi:application")
    return [
        Contestant("ours, the whole job", "/wechat/callback", "/account", wsgi, here, ours),
        Contestant(
            "wechatpy echo, Flask, gunicorn",
            "/wechat",
            "余额",
            (*gunicorn, "--bind", f"127.0.0.1:{there}", "wechatpy_echo:app"),
            there,
            plain,
        ),
        Contestant(
            "WeRoBot echo, Flask, gunicorn",
            "/wechat",
            "余额",
            (*gunicorn, "--bind", f"127.0.0.1:{robot}", "werobot_echo:app"),
            robot,
            plain,
        ),
        Contestant(
            "co-wechat echo, koa",
            "/wechat",
            "余额",
            ("node", str(PEERS / "co_wechat.js"), str(node), *account),
            node,
            plain | {"NODE_PATH": str(HOME / "node/node_modules"), "NODE_ENV": "production"},
        ),
    ]


@dataclass(frozen=True)
class Result:
    """One round: requests a second, milliseconds, and microseconds of processor a request."""

    rate: float
    p99: float
    used: float


def environment(port: int, database_url: str, redis_url: str) -> dict[str, str]:
    """Return the settings of a hall on a port of this machine."""
    return {
        **os.environ,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "bench-secret-of-forty-characters-01234567",
        "DATA_KEYS": "bench:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "WECHAT_APP_ID": APP_ID,
        "WECHAT_APP_SECRET": "bench-secret",
        "WECHAT_TOKEN": TOKEN,
        "WECHAT_AES_KEY": AES_KEY,
        "SMS_URL": "http://127.0.0.1:9/sms",
    }


def install_peers() -> None:
    """Install what is missing of the peers: Python's by the hashed list, node's by name."""
    python = HOME / "venv/bin/python"
    if not (HOME / "venv/bin/gunicorn").exists():
        subprocess.run([sys.executable, "-m", "venv", str(HOME / "venv")], check=True)
        for names in ("bench", "app"):
            listed = str(ROOT / f"requirements/{names}.txt")
            subprocess.run([python, "-m", "pip", "install", "-q", "--require-hashes", "-r", listed], check=True)
    if not (HOME / "node/node_modules/co-wechat").exists():
        (HOME / "node").mkdir(parents=True, exist_ok=True)
        words = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(HOME / "node"), "koa"]
        subprocess.run([*words, "co-wechat"], check=True)


@contextmanager
def serving(who: Contestant) -> Iterator[int]:
    """Run a contestant's server while the block runs, in a session of its own whose number is yielded."""
    process = subprocess.Popen(who.command, env=who.environment, cwd=ROOT, start_new_session=True)
    try:
        _await(who.port)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=10)


def _await(port: int) -> None:
    end = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def measure(everybody: dict[int, Contestant], rounds: int, count: int) -> dict[str, list[Result]]:
    """Drive one after the other, ``rounds`` times; a first short round warms everybody up."""
    results: dict[str, list[Result]] = {who.name: [] for who in everybody.values()}
    sent = 0
    for turn in range(rounds + 1):
        for session, who in everybody.items():
            size = count if turn else WARM_UP
            requests = load.pushes(who.path, OPENID, size, sent)
            sent += size
            before = processor_seconds(session)
            round_ = load.drive(who.port, requests, who.said)
            used = (processor_seconds(session) - before) / size
            if turn:
                results[who.name].append(Result(round_.rate, round_.p99 * 1000, used * 1_000_000))
    return results


def processor_seconds(session: int) -> float:
    """Return the processor time used so far by the processes of a session (Linux)."""
    ticks = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        if int(fields[3]) == session:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def table(results: dict[str, list[Result]]) -> str:
    """Return the medians as a Markdown table."""
    first = statistics.median(result.rate for result in next(iter(results.values())))
    head = "| one process | requests/s (median) | least | most | p99 ms | processor µs/request | ours / this |"
    lines = [head, "|---|--:|--:|--:|--:|--:|--:|"]
    for name, rounds in results.items():
        rates = [result.rate for result in rounds]
        middle = statistics.median(rates)
        p99, used = (statistics.median(values) for values in zip(*((r.p99, r.used) for r in rounds), strict=True))
        spread = f"{middle:,.0f} | {min(rates):,.0f} | {max(rates):,.0f}"
        lines.append(f"| {name} | {spread} | {p99:.1f} | {used:.0f} | {first / middle:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Install, start, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--only", default="")
    wanted = parser.parse_args()
    install_peers()
    with ExitStack() as running:
        folder = running.enter_context(TemporaryDirectory())
        database_url = os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder}/hall.sqlite")
        everybody = contestants(database_url, running.enter_context(running_server()))
        prepare(everybody[0].environment, OPENID)
        taking_part = [who for who in everybody if who.name.startswith(wanted.only)]
        started = {running.enter_context(serving(who)): who for who in taking_part}
        print(table(measure(started, wanted.rounds, wanted.count)))


if __name__ == "__main__":
    main()
