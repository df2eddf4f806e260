"""`flask core serve` is started as a process, and asked over its socket."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from app.domain.clock import SystemClock
from app.fund_core import CoreUnavailable
from app.fund_core.embedded.seed import demo_people
from app.fund_core.http import HttpCore
from simulator.valkey import free_port
from tests.cli.deployment import CORE_SECRET, ROOT, command, environment, run

UNSIGNED = 401


@pytest.fixture
def settings(tmp_path: Path, redis_url: str) -> dict[str, str]:
    return environment(f"sqlite:///{tmp_path / 'core.sqlite'}", redis_url)


@contextmanager
def serving(settings: dict[str, str]) -> Iterator[str]:
    """Yield the address of a core of its own."""
    port = free_port()
    process = subprocess.Popen(command("serve", "--port", str(port)), env=settings, cwd=ROOT, stdout=subprocess.PIPE)
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


def test_the_core_is_served_as_a_process(settings: dict[str, str]) -> None:
    assert run(settings, "seed").returncode == 0
    who = demo_people()[0]
    with serving(settings | {"CORE_SECRET": CORE_SECRET}) as address:
        person = HttpCore(address, CORE_SECRET, SystemClock()).find_person(who.id_number)
        assert person is not None
        assert person.name == who.name
        with pytest.raises(CoreUnavailable):
            HttpCore(address, CORE_SECRET[::-1], SystemClock()).find_person(who.id_number)


def test_without_a_secret_it_does_not_start(settings: dict[str, str]) -> None:
    ended = run(settings, "serve")
    assert ended.returncode == 1
    assert "CORE_SECRET" in ended.stderr
