"""`make demo`: the hall, its worker, the simulated platform and a phone in the browser, until Ctrl-C.

The pages pass through the simulator's relay, so that the phone's network can be switched; what the platform pushes
does not. Keeps its database and the secrets it made for itself under var/demo; nothing of it serves production.
"""

import base64
import json
import os
import secrets
import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from subprocess import CalledProcessError

import requests

from app.domain.clock import SystemClock, beijing_date
from simulator.papers import demo_loans, demo_papers
from simulator.ports import HOST, free_port
from simulator.processes import (
    ROOT,
    Ended,
    Process,
    end_by_signal,
    flask,
    running,
    usable,
    wait_until_ready,
    watch,
)
from simulator.seal import make_seal
from simulator.valkey import running_server

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
CALL_SECONDS = 10
HALL = (
    "-m",
    "granian",
    "--interface",
    "wsgi",
    "--host",
    HOST,
    "--no-ws",
    "--blocking-threads",
    "16",
    "--log-level",
    "error",
)
WORKER = ("-m", "flask", "--app", "wsgi", "worker")
PREPARE = ("db upgrade", "core seed", "staff demo")
Environment = dict[str, str]


def main() -> None:
    """Start everything, print where it is, and wait."""
    parser = ArgumentParser(prog="python -m simulator.demo")
    parser.add_argument("--port", type=int, default=8080, help="the hall's; the phone takes the next one")
    parser.add_argument("--home", type=Path, default=ROOT / "var" / "demo", help="where it keeps its database")
    told = parser.parse_args()
    end_by_signal()
    try:
        _play(told.port, told.home.resolve())
    except KeyboardInterrupt:
        _say("\n演示已结束")
    except Ended as gone:
        sys.exit(f"{gone} 停止了，演示已结束；原因见 {told.home.resolve() / f'{gone}.log'}")
    except CalledProcessError as failed:
        sys.exit(failed.stderr)


def _play(port: int, home: Path) -> None:
    hall, phone, behind = _port(port), _port(port + 1), free_port()
    with ExitStack() as stack:
        environment = _environment(home, hall, phone, behind, stack.enter_context(running_server()))

        def start(name: str, *words: str) -> Process:
            return stack.enter_context(running(environment, home / f"{name}.log", *words))

        relay = ("--relay-port", str(hall), "--relay-to", str(behind))
        world = start("simulator", "-m", "simulator", "--port", str(phone), *relay)
        web = start("hall", *HALL, "--host", HOST, "--port", str(behind), "wsgi:application")
        clerks = _prepare(environment, home)
        worker = start("worker", *WORKER)
        wait_until_ready("simulator", world, f"http://{HOST}:{phone}/control/state")
        people = flask(environment, "menu push", "core people")
        papers = _put_on_registry(f"http://{HOST}:{phone}", people)
        wait_until_ready("hall", web, f"http://{HOST}:{behind}/readyz")
        _announce(hall, phone, people, papers, clerks)
        watch({"simulator": world, "hall": web, "worker": worker})


def _prepare(environment: Environment, home: Path) -> list[str]:
    """Bring the database up to date and return a line for each of the staff: what they get into their desk with.

    A database that an older version left and that does not fit any more is made anew.
    """
    kept = list(home.glob("hall.sqlite*"))
    try:
        told = flask(environment, *PREPARE)
    except CalledProcessError:
        if not kept:
            raise
        _say("演示数据库是旧版本的，重新建立")
        for file in home.glob("hall.sqlite*"):
            file.unlink()
        told = flask(environment, *PREPARE)
    return [line for line in told.splitlines() if "\t" in line]


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - the demo talks to the one who started it


def _port(wanted: int) -> int:
    port, is_it = usable(wanted)
    if not is_it:
        _say(f"端口 {wanted} 已被占用，改用 {port}")
    return port


def _secrets(home: Path) -> Environment:
    """Return the demo's own secrets, made on the first run."""
    kept = home / "secrets.json"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(json.dumps(_made_up()))
    read: Environment = json.loads(kept.read_text())
    return read


def _made_up() -> Environment:
    return {
        "SECRET_KEY": secrets.token_urlsafe(36),
        "DATA_KEYS": "demo:" + base64.b64encode(secrets.token_bytes(32)).decode(),
        "WECHAT_APP_ID": "wx" + secrets.token_hex(8),
        "WECHAT_APP_SECRET": secrets.token_hex(16),
        "WECHAT_TOKEN": secrets.token_hex(12),
        "WECHAT_AES_KEY": "".join(secrets.choice(ALPHABET) for _ in range(42)) + "A",
    }


def _seal(home: Path, password: str) -> Path:
    """Return the demo's electronic seal, made on the first run; papers under it are marked 演示."""
    file = home / "seal.p12"
    return file if file.exists() else make_seal(file, password)


def _environment(home: Path, hall: int, phone: int, behind: int, redis_url: str) -> Environment:
    kept = _secrets(home)
    here, world = f"http://{HOST}:{hall}", f"http://{HOST}:{phone}"
    return {
        **os.environ,
        **kept,
        "PUBLIC_URL": here,
        "DATABASE_URL": f"sqlite:///{home / 'hall.sqlite'}",
        "REDIS_URL": redis_url,
        "WECHAT_API_BASE": world,
        "WECHAT_OPEN_BASE": world,
        "SMS_URL": f"{world}/sms",
        "REGISTRY_URL": f"{world}/registry",
        "FRAME_ANCESTORS": world,
        "SEAL_FILE": str(_seal(home, kept["SECRET_KEY"])),
        "SEAL_PASSWORD": kept["SECRET_KEY"],
        "SIM_APP_ID": kept["WECHAT_APP_ID"],
        "SIM_APP_SECRET": kept["WECHAT_APP_SECRET"],
        "SIM_TOKEN": kept["WECHAT_TOKEN"],
        "SIM_AES_KEY": kept["WECHAT_AES_KEY"],
        "SIM_CALLBACK_URL": f"http://{HOST}:{behind}/wechat/callback",
        "SIM_PUBLIC_URL": here,
    }


def _put_on_registry(world: str, people: str) -> list[str]:
    """Make the demo people owners of homes; a line for each paper: whose, its number, a note."""
    numbers = dict(line.split("\t")[:2] for line in map(str.strip, people.splitlines()) if "\t" in line)
    papers = demo_papers(numbers, beijing_date(SystemClock().now()))
    for paper in papers:
        requests.post(f"{world}/control/registry", json=paper, timeout=CALL_SECONDS).raise_for_status()
    loans = demo_loans(numbers, beijing_date(SystemClock().now()))
    for loan in loans:
        requests.post(f"{world}/control/loans", json=loan, timeout=CALL_SECONDS).raise_for_status()
    homes = (("、".join(one["name"] for one in paper["owners"]), paper) for paper in papers)
    lines = [f"  {whose}\t{paper['number']}\t{paper['note']}" for whose, paper in homes]
    return lines + ["  {borrower}\t{lender} {number}\t{note}".format_map(loan) for loan in loans]


def _announce(hall: int, phone: int, people: str, papers: list[str], clerks: list[str]) -> None:
    _say(f"\nphone: http://{HOST}:{phone}/\nhall: http://{HOST}:{hall}/\n")
    _say(f"演示身份（姓名、证件号码、手机号）：\n{people}")
    _say("联网核查查得到的房屋和贷款（本人、编号、结果）：\n" + "\n".join(papers))
    _say(f"审核台 http://{HOST}:{hall}/staff（工号、姓名、岗位、密码、动态口令密钥，仅供演示）：\n" + "\n".join(clerks))
    _say("\n按 Ctrl-C 结束演示")


if __name__ == "__main__":
    main()
