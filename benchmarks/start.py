"""How long a web process takes from nothing to a loaded application: the median of some starts, in seconds.

python benchmarks/start.py [--times 7]
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.callback import environment  # noqa: E402 - the path comes first


def start(settings: dict[str, str]) -> tuple[float, float]:
    """Return the seconds on the clock, and of processor, that one start takes."""
    before, began = _used(), time.perf_counter()
    subprocess.run([sys.executable, "-c", "import wsgi"], env=settings, cwd=ROOT, check=True)
    return time.perf_counter() - began, _used() - before


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def main() -> None:
    """Start once for the compiled files, then measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=7)
    settings = environment(8080, "sqlite://", os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0"))
    start(settings)
    clock, processor = zip(*(start(settings) for _ in range(parser.parse_args().times)), strict=True)
    print("| start of a web process | median s | least s |")
    print("|---|--:|--:|")
    print(f"| on the clock | {statistics.median(clock):.2f} | {min(clock):.2f} |")
    print(f"| of processor | {statistics.median(processor):.2f} | {min(processor):.2f} |")


if __name__ == "__main__":
    main()
