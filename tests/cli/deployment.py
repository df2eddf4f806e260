"""The environment of a deployment of its own, and its commands as real processes."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from simulator.ports import free_port

ROOT = Path(__file__).parents[2]
UNSIGNED = 401
CORE_SECRET = "Vu3xQm8Rk1Zt6Wp9Yc2Lb5Nd7Hf4Js0G"


def environment(database_url: str, redis_url: str, **more: str) -> dict[str, str]:
    """Return the settings of a deployment; names and secrets are this test's own."""
    return {
        "PATH": "/usr/bin:/bin",
        "PUBLIC_URL": "http://127.0.0.1:8080",
        "SECRET_KEY": "stage-secret-of-forty-characters-0123456",
        "DATA_KEYS": "stage:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "WECHAT_APP_ID": "wx0123456789abcdef",
        "WECHAT_APP_SECRET": "0123456789abcdef0123456789abcdef",
        "WECHAT_TOKEN": "stageToken12",
        "WECHAT_AES_KEY": "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
        "SMS_URL": "http://127.0.0.1:9/sms",
        **more,
    }


def of_a_vendor(database_url: str) -> dict[str, str]:
    """Return all that a core's vendor sets."""
    keep = ("PATH", "DATA_KEYS", "DATABASE_URL")
    whole = environment(database_url, "")
    return {name: whole[name] for name in keep} | {"CORE_SECRET": CORE_SECRET}


def command(settings: Mapping[str, str], *words: str) -> list[str]:
    """Return the command line of `flask core` with these words."""
    app = "wsgi" if "PUBLIC_URL" in settings else "vendor"
    return [sys.executable, "-m", "flask", "--app", app, "core", *words]


def run(settings: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run `flask core` to its end."""
    return subprocess.run(
        command(settings, *words), env=dict(settings), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@contextmanager
def serving(settings: dict[str, str]) -> Iterator[str]:
    """Yield the address of a core of its own."""
    port = free_port()
    process = subprocess.Popen(
        command(settings, "serve", "--port", str(port)), env=settings, cwd=ROOT, stdout=subprocess.PIPE
    )
    try:
        _await(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=10)


def _await(address: str) -> None:
    """Return once somebody answers, if only to refuse; each pause between two tries is below a second."""
    with requests.Session() as session:
        session.mount("http://", HTTPAdapter(max_retries=Retry(100, backoff_factor=0.05, backoff_max=0.3)))
        assert session.get(address, timeout=5).status_code == UNSIGNED
