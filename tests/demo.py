"""`make demo` as a process of a test."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.processes import ROOT, Process

SECONDS = 90
READY = "按 Ctrl-C"


@contextmanager
def demo(home: Path, port: int) -> Iterator[Process]:
    command = [sys.executable, "-m", "simulator.demo", "--port", str(port), "--home", str(home)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=SECONDS)
        assert process.stdout
        process.stdout.close()


def told_by(process: Process, last: str) -> str:
    """What it printed up to the line that begins so."""
    lines = []
    assert process.stdout
    for raw in process.stdout:
        lines.append(raw.decode())
        if lines[-1].startswith(last):
            break
    return "".join(lines)


def addresses_of(process: Process) -> dict[str, str]:
    """Wait until it is ready; where its phone and its hall are."""
    return dict(re.findall(r"^(phone|hall): (\S+)$", told_by(process, READY), re.MULTILINE))
