"""Workers killed at any point, a web process killed before its hint, Redis gone for a while."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.databases import a_database_on, postgresql_server
from tests.faults.town import ROOT, Town, soon, town

KILLED_BEFORE_ITS_HINT = """
import os, signal
from wsgi import application
from app.domain.notice import NoticeKind
from app.extensions import transaction
from app.store.outbox import Outbox
container = application.extensions["container"]
container.notices.outbox._hint = lambda: os.kill(os.getpid(), signal.SIGKILL)
with application.app_context(), transaction():
    facts = {"service": "退休提取", "number": "T1", "amount": "1.00", "card": "0000"}
    container.notices.notify.tell(1, NoticeKind.APPLICATION_PAID, facts, key="orphan")
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One town a database for all: starting one takes longer than what happens to it."""
    with ExitStack() as running:
        address = f"sqlite:///{tmp_path_factory.mktemp('faults') / 'hall.sqlite'}"
        if request.param == "postgresql":
            address = running.enter_context(a_database_on(postgresql_server()))
        yield running.enter_context(town(address))


def test_workers_killed_in_the_middle_lose_nothing_and_show_nothing_twice(place: Town) -> None:
    victim = place.start_worker()
    place.seen_working()
    place.do("faults", path="/cgi-bin/message/template/send", kind="late", times=12, seconds=0.3)
    keys = place.tell(times=10)
    soon(lambda: len(place.sent()) > 4)
    place.kill(victim)
    second = place.start_worker()
    soon(lambda: place.ends(keys)["delivered"] > 8)
    place.kill(second)
    place.start_worker()
    soon(lambda: place.ends(keys) == {"delivered": len(keys)})
    assert set(place.shown().values()) == {1}


def test_a_web_process_killed_between_commit_and_hint_loses_nothing(place: Town) -> None:
    place.have_worker()
    dead = subprocess.run([sys.executable, "-c", KILLED_BEFORE_ITS_HINT], env=place.environment, cwd=ROOT, check=False)
    assert dead.returncode == -signal.SIGKILL
    soon(lambda: place.ends(["notice:orphan"]) == {"delivered": 1})


def test_redis_gone_for_a_while_delays_and_loses_nothing(place: Town) -> None:
    place.have_worker()
    place.redis.kill()
    keys = place.tell(times=3)  # the person's business goes through; only the hint is lost
    place.redis.start()
    soon(lambda: place.ends(keys) == {"delivered": len(keys)})
    assert set(place.shown().values()) == {1}


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_in_hand(place: Town) -> None:
    place.have_worker()
    place.do("faults", path="/cgi-bin/message/template/send", kind="late", times=6, seconds=0.3)
    keys = place.tell(times=3)
    soon(lambda: place.ends(keys)["claimed"] > 0)
    assert set(place.stop_workers()) == {0}
    assert place.ends(keys)["claimed"] == 0
    place.have_worker()
    soon(lambda: place.ends(keys) == {"delivered": len(keys)})
