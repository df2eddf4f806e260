"""A worker whose machine's clock is really set back while it works (clock.c stands between it and the kernel)."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.town import Town, soon, town
from tests.left_out import left_out

SOURCE = Path(__file__).with_name("clock.c")
TWO_HOURS_BACK = -2 * 3600


class Clock:
    """The time of day of the processes under it; it runs on from wherever it is set."""

    def __init__(self, folder: Path) -> None:
        library, self._file = folder / "clock.so", folder / "clock"
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE)], check=True)
        self.set(0)
        self.environment = {"LD_PRELOAD": str(library), "CLOCK_FILE": str(self._file)}

    def set(self, seconds: int) -> None:
        """Set it so many seconds away from this machine's."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(str(seconds))
        fresh.replace(self._file)  # at once: it is read all the time

    def away(self) -> float:
        """Return by how many seconds a process under it is away from this machine's time."""
        words = ["date", "+%s"]
        told = subprocess.run(words, env=os.environ | self.environment, check=True, capture_output=True, text=True)
        return int(told.stdout) - time.time()


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    if shutil.which("cc") is None:
        left_out("no C compiler is installed: no worker's clock can be set back")
    return Clock(tmp_path)


@pytest.fixture
def place(database_url: str, clock: Clock) -> Iterator[Town]:
    with town(database_url) as made:
        made.environment |= clock.environment
        yield made


def test_a_clock_set_back_keeps_nobody_waiting_for_hours(place: Town, clock: Clock) -> None:
    place.start_worker()
    place.seen_working()
    place.do("faults", path="/cgi-bin/message/template/send", kind="late", times=8, seconds=0.3)
    before = place.tell(times=4)
    soon(lambda: len(place.sent()) > 2)
    clock.set(TWO_HOURS_BACK)
    assert clock.away() == pytest.approx(TWO_HOURS_BACK, abs=5)
    after = place.tell(times=2)  # written two hours ahead of the worker's time
    soon(lambda: place.ends(before + after) == {"delivered": len(before + after)})
    assert set(place.shown().values()) == {1}


def test_a_worker_that_dies_before_the_clock_is_set_back_is_replaced_by_one_after(place: Town, clock: Clock) -> None:
    victim = place.start_worker()
    place.seen_working()
    place.do("faults", path="/cgi-bin/message/template/send", kind="late", times=8, seconds=0.3)
    keys = place.tell(times=4)
    soon(lambda: place.ends(keys)["claimed"] > 0)
    place.kill(victim)
    clock.set(TWO_HOURS_BACK)
    place.start_worker()
    soon(lambda: place.ends(keys) == {"delivered": len(keys)})
    assert set(place.shown().values()) == {1}
