"""`flask core serve` is started as a process, and asked over its socket."""

from pathlib import Path

import pytest

from app.domain.clock import SystemClock
from app.fund_core import CoreUnavailable
from app.fund_core.embedded.seed import demo_people
from app.fund_core.http import HttpCore
from tests.cli.deployment import CORE_SECRET, environment, run, serving


@pytest.fixture
def settings(tmp_path: Path, redis_url: str) -> dict[str, str]:
    return environment(f"sqlite:///{tmp_path / 'core.sqlite'}", redis_url)


def test_the_core_is_served_as_a_process(settings: dict[str, str]) -> None:
    assert run(settings, "seed").returncode == 0
    who = demo_people()[0]
    with serving(settings | {"CORE_SECRET": CORE_SECRET}) as address:
        person = HttpCore(address, CORE_SECRET, SystemClock()).find_person(who.id_number)
        assert person is not None
        assert person.name == who.name
        with pytest.raises(CoreUnavailable):
            HttpCore(address, CORE_SECRET[::-1], SystemClock()).find_person(who.id_number)


def test_without_a_secret_it_does_not_start(settings: dict[str, str]) -> None:
    ended = run(settings, "serve")
    assert ended.returncode == 1
    assert "CORE_SECRET" in ended.stderr
