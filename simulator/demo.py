"""`make demo`: the hall, the simulated platform and a phone in the browser, until Ctrl-C.

Keeps its database and the secrets it made for itself under var/demo; nothing of it serves production.
"""

import base64
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

from simulator.valkey import free_port, running_server

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "demo"
HOST = "127.0.0.1"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
READY_SECONDS = 30


def main() -> None:
    """Start everything, print where it is, and wait."""
    parser = ArgumentParser()
    parser.add_argument("--port", type=int, default=8080)
    hall = _usable(parser.parse_args().port)
    phone = _usable(hall + 1)
    with ExitStack() as running:
        environment = _environment(hall, phone, running.enter_context(running_server()))
        _flask(environment, "db", "upgrade")
        _flask(environment, "core", "seed")
        running.enter_context(_ended(_start(environment, "-m", "simulator", "--port", str(phone))))
        web = _start(environment, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(hall), *_QUIET)
        running.enter_context(_ended(web))
        _await(f"http://{HOST}:{phone}/control/state")
        _await(f"http://{HOST}:{hall}/readyz")
        _flask(environment, "menu", "push")
        _announce(environment, hall, phone)
        _wait(web)


_QUIET = ("--no-ws", "--blocking-threads", "16", "--log-level", "warning", "wsgi:application")


def _usable(port: int) -> int:
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) != 0:
            return port
    other = free_port()
    print(f"端口 {port} 已被占用，改用 {other}", flush=True)  # noqa: T201 - the demo talks to the one who started it
    return other


def _secrets() -> dict[str, str]:
    """Return the demo's own secrets, made on the first run."""
    kept = HOME / "secrets.json"
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        made = {
            "SECRET_KEY": secrets.token_urlsafe(36),
            "DATA_KEYS": "demo:" + base64.b64encode(secrets.token_bytes(32)).decode(),
            "WECHAT_APP_ID": "wx" + secrets.token_hex(8),
            "WECHAT_APP_SECRET": secrets.token_hex(16),
            "WECHAT_TOKEN": secrets.token_hex(12),
            "WECHAT_AES_KEY": "".join(secrets.choice(ALPHABET) for _ in range(42)) + "A",
        }
        kept.write_text(json.dumps(made))
    read: dict[str, str] = json.loads(kept.read_text())
    return read


def _environment(hall: int, phone: int, redis_url: str) -> dict[str, str]:
    kept = _secrets()
    here, world = f"http://{HOST}:{hall}", f"http://{HOST}:{phone}"
    return {
        **os.environ,
        **kept,
        "PUBLIC_URL": here,
        "DATABASE_URL": f"sqlite:///{HOME / 'hall.sqlite'}",
        "REDIS_URL": redis_url,
        "WECHAT_API_BASE": world,
        "WECHAT_OPEN_BASE": world,
        "SMS_URL": f"{world}/sms",
        "FRAME_ANCESTORS": world,
        "SIM_APP_ID": kept["WECHAT_APP_ID"],
        "SIM_APP_SECRET": kept["WECHAT_APP_SECRET"],
        "SIM_TOKEN": kept["WECHAT_TOKEN"],
        "SIM_AES_KEY": kept["WECHAT_AES_KEY"],
        "SIM_CALLBACK_URL": f"{here}/wechat/callback",
        "SIM_PUBLIC_URL": here,
    }


def _start(environment: dict[str, str], *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, *words], env=environment, cwd=ROOT)  # noqa: S603 - our own words


class _ended:  # noqa: N801 - read as a word of the with statement
    """Ends a process with its block."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()


def _flask(environment: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", *words], env=environment, cwd=ROOT, check=True)  # noqa: S603 - our own words


def _await(address: str) -> None:
    """Wait until an address answers; raises the last refusal after READY_SECONDS."""
    end = time.monotonic() + READY_SECONDS
    while True:
        try:
            with urlopen(address, timeout=2):  # noqa: S310 - an address of our own
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def _announce(environment: dict[str, str], hall: int, phone: int) -> None:
    print(f"\nphone: http://{HOST}:{phone}/\nhall: http://{HOST}:{hall}/\n", flush=True)  # noqa: T201
    _flask(environment, "core", "people")


def _wait(web: "subprocess.Popen[bytes]") -> None:
    try:
        web.wait()
    except KeyboardInterrupt:
        print("\n演示已结束", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
