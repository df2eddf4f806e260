"""Issuing a certificate (render, seal, picture) beside reportlab and WeasyPrint making the same page, in one run.

python benchmarks/certificates.py [--rounds 60] [--many 1000]

Ours: Typst draws a tagged PDF/A-2a, pyHanko seals it (PAdES, P-256), Typst draws the picture for the phone. The peers
draw the page once, plain: no archive profile, no seal, no picture. Everybody is warmed up, and the turns alternate.
Peers are installed under var/bench on the first run. Last, many documents are issued and memory is compared.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.documents import Papers, Seal, examine  # noqa: E402 - the path comes first
from app.documents.papers import TYPEFACE  # noqa: E402
from app.documents.seal import open_seal  # noqa: E402
from benchmarks.peers.python import peers_python  # noqa: E402
from simulator.seal import make_seal  # noqa: E402
from tests.documents.samples import IMPRINT, WHEN, facts  # noqa: E402

WARM_UP = 5
GOAL_MS = 110
TURNS = 3
KIND = "remote_loan"
Times = dict[str, list[tuple[float, float]]]  # milliseconds by the clock, and of the processor


def main() -> None:
    """Print the table, and fail when a goal is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--many", type=int, default=1000)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        jobs = {"render": desk.render, "seal": desk.seal, "picture": desk.draw, "whole issue": desk.issue}
        times: Times = {}
        for _ in range(TURNS):
            for name, values in (*alternate(jobs, asked.rounds).items(), *peers(asked.rounds).items()):
                times.setdefault(name, []).extend(values)
        table(times)
        grown = growth(desk, asked.many)
    whole, weasy = (statistics.median(used for _, used in times[name]) for name in ("whole issue", "WeasyPrint"))
    print(f"processor time of the whole issue at p50: {whole:.0f} ms; the goal is below {GOAL_MS} ms")
    assert whole < GOAL_MS, "the goal is missed"
    assert whole < weasy, "WeasyPrint's rendering alone is faster"
    assert grown < 20, f"memory grew by {grown:.0f} MB"


class Desk:
    """Papers and a seal; each document has a number of its own, so that nothing is answered from a cache."""

    def __init__(self, folder: Path) -> None:
        self._papers = Papers(IMPRINT)
        file = make_seal(folder / "seal.p12", "bench", since=WHEN.replace(month=1))
        self._seal = Seal(*open_seal(file, "bench"), self._papers.stamp(WHEN))
        self._serial = 0
        self._sheet = self._papers.sheet(KIND, self._next(), WHEN)

    def render(self) -> None:
        self._papers.sheet(KIND, self._next(), WHEN)

    def seal(self) -> None:
        self._seal.press(self._sheet, WHEN)

    def draw(self) -> None:
        self._papers.picture(KIND, self._next())

    def issue(self) -> bytes:
        given = self._next()
        file = self._seal.press(self._papers.sheet(KIND, given, WHEN), WHEN)
        self._papers.picture(KIND, given)
        return file

    def _next(self) -> dict[str, object]:
        self._serial += 1
        return facts(KIND, number=f"ZM20261124{self._serial:06}")


def alternate(jobs: dict[str, Callable[[], object]], rounds: int) -> Times:
    """Return the times by job, each taking its turn."""
    times: Times = {name: [] for name in jobs}
    for turn in range(WARM_UP + rounds):
        for name, job in jobs.items():
            start, used = time.perf_counter(), time.process_time()
            job()
            if turn >= WARM_UP:
                times[name].append(((time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000))
    return times


def peers(rounds: int) -> Times:
    """Return the times of the peers, measured in a process of their own with their own libraries."""
    script = ROOT / "benchmarks" / "peers" / "papers.py"
    given = json.dumps({"rounds": rounds, "typeface": str(TYPEFACE), "facts": facts(KIND)}, ensure_ascii=False)
    done = subprocess.run([peers_python(), str(script)], input=given, capture_output=True, text=True, check=True)
    measured: Times = json.loads(done.stdout)
    return measured


def table(times: Times) -> None:
    print("| what | p50 ms | p99 ms | processor, p50 ms |\n|---|---|---|---|")
    for name, values in times.items():
        clock, used = sorted(one for one, _ in values), statistics.median(one for _, one in values)
        print(f"| {name} | {statistics.median(clock):.0f} | {clock[int(len(clock) * 0.99)]:.0f} | {used:.0f} |")


def growth(desk: Desk, many: int) -> float:
    """Return by how many megabytes the process grew over many documents, after the first hundred."""
    for _ in range(100):
        desk.issue()
    before, start = resident(), time.perf_counter()
    for _ in range(many):
        file = desk.issue()
    grown = resident() - before
    print(f"\n{many} documents in {time.perf_counter() - start:.0f} s: {before:.0f} MB before, {grown:+.1f} MB after")
    assert examine(file).damage is None
    return grown


def resident() -> float:
    """Return the process's memory in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
