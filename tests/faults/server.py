"""A PostgreSQL server of the test's own, which can be stopped dead and started again."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from simulator.ports import free_port
from tests.left_out import left_out

PROGRAMS = Path("/usr/lib/postgresql")
OWNER = "postgres"


class Server:
    """Started with its folder; ``restart`` cuts every connection in the middle of whatever it does."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._data, self._port = programs, folder / "data", free_port()
        self._do("initdb", "-D", str(self._data), "-U", OWNER, "--auth", "trust", "-E", "UTF8", "--no-sync")
        self.start()

    @property
    def address(self) -> str:
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        options = f"-p {self._port} -k {self._data} -h 127.0.0.1"
        self._do("pg_ctl", "-D", str(self._data), "-w", "-l", str(self._data / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop without asking anybody: what was not written down is replayed at the next start."""
        self._do("pg_ctl", "-D", str(self._data), "-w", "-m", "immediate", "stop")

    def restart(self) -> None:
        self.stop()
        self.start()

    def _do(self, program: str, *words: str) -> None:
        command = [str(self._programs / program), *words]
        as_owner = ["runuser", "-u", OWNER, "--", *command] if os.geteuid() == 0 else command  # it refuses root
        subprocess.run(as_owner, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def a_server() -> Iterator[Server]:
    """Yield a server that ends with the block; without PostgreSQL's programs the test is left out by name."""
    found = sorted(PROGRAMS.glob("*/bin/initdb"))
    if not found:
        left_out("PostgreSQL is not installed: no server of our own can be restarted")
    folder = Path(mkdtemp(prefix="hall-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    server = Server(found[-1].parent, folder)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
