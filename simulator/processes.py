"""Processes of the demo: started apart from the terminal, watched, and ended in turn."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from simulator.ports import free_port, is_free

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 60
END_SECONDS = 8
LOOK_SECONDS = 0.1
COMMANDS = """
import sys
from flask.cli import cli
for command in sys.argv[1:]:
    cli.main(["--app", "wsgi", *command.split()], prog_name="flask", standalone_mode=False)
"""
Process = subprocess.Popen[bytes]


class Ended(Exception):
    """A process of ours ended by itself; its name."""


def usable(port: int) -> tuple[int, bool]:
    """The port, or another one where somebody listens on it already; and whether it is the wanted one."""
    return (port, True) if is_free(port) else (free_port(), False)


def end_by_signal() -> None:
    """Let the polite ways to end a program all be Ctrl-C: a TERM, and the terminal going away."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)


@contextmanager
def running(environment: Mapping[str, str], log: Path, *words: str) -> Iterator[Process]:
    """Run Python with words in a session of its own, so that Ctrl-C reaches only us; ended with the block.

    What it has to say goes to the file ``log``.
    """
    command = [sys.executable, *words]
    with log.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603 - our own words
            command, env=environment, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield process
    finally:
        end(process)


def end(process: Process) -> None:
    """Ask it to end, and after a while make it; what it started goes with it.

    A server that is told to end while it starts may leave its own worker behind: the rest of its group is killed.
    """
    process.terminate()
    try:
        process.wait(timeout=END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def flask(environment: Mapping[str, str], *commands: str) -> str:
    """Run commands of the hall one after the other in one interpreter; what they printed.

    Raises CalledProcessError, with what it complained of.
    """
    line = [sys.executable, "-c", COMMANDS, *commands]
    done = subprocess.run(line, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    return done.stdout


def wait_until_ready(name: str, process: Process, address: str) -> None:
    """Wait until an address answers. Raises Ended when its process is gone, OSError after READY_SECONDS."""
    end_of_waiting = time.monotonic() + READY_SECONDS
    while True:
        try:
            with urlopen(address, timeout=2):  # noqa: S310 - an address of our own
                return
        except OSError:
            if process.poll() is not None:
                raise Ended(name) from None
            if time.monotonic() > end_of_waiting:
                raise
        time.sleep(LOOK_SECONDS)


def watch(processes: Mapping[str, Process]) -> None:
    """Wait for ever; raises Ended as soon as one of them is gone. Whatever ends it, all are asked to end at once."""
    try:
        while True:
            for name, process in processes.items():
                if process.poll() is not None:
                    raise Ended(name)
            time.sleep(LOOK_SECONDS)
    finally:
        for process in processes.values():
            process.terminate()
