"""A PostgreSQL server that is really stopped dead and started again while workers are in the middle of their work."""

from collections.abc import Iterator

import pytest

from tests.databases import a_database_on
from tests.faults.server import Server, a_server
from tests.faults.town import soon, town


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with a_server() as running:
        yield running


def test_a_database_restarted_in_the_middle_delays_and_loses_nothing(server: Server) -> None:
    with a_database_on(server.address) as address, town(address) as place:
        place.start_worker()
        place.seen_working()
        place.do("faults", path="/cgi-bin/message/template/send", kind="late", times=20, seconds=0.2)
        keys = place.tell(times=8)
        for shown in (2, 6):
            soon(lambda shown=shown: len(place.sent()) > shown)  # type: ignore[misc]  # bound at once
            server.restart()
        soon(lambda: place.unfinished() == 0)
        # A receipt that fell into the restart is lost, for the platform does not repeat it: its message was shown.
        assert set(place.ends(keys)) <= {"delivered", "template_sent"}
        assert len(place.shown()) >= len(keys)
        assert set(place.shown().values()) == {1}
