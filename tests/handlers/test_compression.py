"""Compressed answers: a file of the design is let go of as soon as it is read."""

from pathlib import Path

import pytest

from tests.handlers.conftest import Doors

OPEN = Path("/proc/self/fd")


def is_held(name: str) -> bool:
    """Whether this process has the file open."""
    return any(fd.readlink().name == name for fd in OPEN.iterdir() if fd.exists())


@pytest.mark.parametrize("name", ["icon.svg", "gjj.css"])
def test_a_file_is_closed_before_its_answer_is_sent(doors: Doors, name: str) -> None:
    with doors.app.test_request_context(f"/static/{name}", headers={"Accept-Encoding": "gzip"}):
        answer = doors.app.full_dispatch_request()
        assert answer.get_data()
        assert not is_held(name)
        answer.close()
