"""The whole hall at ten in the morning of the demo day, over the embedded core and over one at the end of a line."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import redis
import responses
from flask import Flask

from app.domain.clock import FixedClock
from tests.applications.core_line import SECRET, Line, core_line
from tests.applications.registry import registry
from tests.applications.world import MORNING, Person, logged_in
from tests.stage import hall_app, hall_settings, stood

__all__ = ["registry"]
SMS = "http://outside.test/sms/send"
Enter = Callable[[int], Person]


@dataclass
class Distant:
    """A hall whose core is at the end of a line."""

    enter: Enter
    line: Line


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MORNING)


@pytest.fixture
def wire() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as wire:
        wire.add_passthru("http://127.0.0.1")
        wire.post(SMS, json={"ok": True})
        yield wire


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, redis_url: str) -> Path:
    """A database with every table and the demo centre, to be copied: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("applications") / "seeded.sqlite"
    with hall_app(hall_settings("http://localhost", "http://outside.test", f"sqlite:///{path}", redis_url)):
        return path


@pytest.fixture
def build(
    tmp_path: Path, redis_url: str, redis_client: redis.Redis, clock: FixedClock, seeded: Path
) -> Iterator[Callable[..., Flask]]:
    """Start halls, each on a copy of the seeded database."""
    with ExitStack() as until_the_end:

        def start(core_url: str = "", core_secret: str = "", centre_file: str = "") -> Flask:
            address = f"sqlite:///{shutil.copy(seeded, tmp_path / 'hall.sqlite')}"
            settings = hall_settings("http://localhost", "http://outside.test", address, redis_url)
            return until_the_end.enter_context(
                stood(replace(settings, core_url=core_url, core_secret=core_secret, centre_file=centre_file), clock)
            )

        yield start


@pytest.fixture
def embedded(build: Callable[..., Flask], clock: FixedClock, wire: responses.RequestsMock) -> Enter:
    """Let one of the demo people in, at a hall with its own core."""
    app = build()
    return lambda number: logged_in(app, clock, wire, number)


@pytest.fixture
def distant(
    build: Callable[..., Flask], clock: FixedClock, wire: responses.RequestsMock, seeded: Path, tmp_path: Path
) -> Iterator[Distant]:
    """As `embedded`, at a hall whose core is at the end of a line."""
    with core_line(f"sqlite:///{shutil.copy(seeded, tmp_path / 'core.sqlite')}", clock) as (address, line):
        app = build(core_url=address, core_secret=SECRET)
        yield Distant(lambda number: logged_in(app, clock, wire, number, line.settle), line)


@pytest.fixture(params=["embedded", "distant"])
def enter(request: pytest.FixtureRequest) -> Enter:
    """Let one of the demo people in; whatever is true of one core is true of the other."""
    found: Enter | Distant = request.getfixturevalue(request.param)
    return found.enter if isinstance(found, Distant) else found
