import threading
import weakref
from collections.abc import Iterator

import pytest

from app.handlers.callback.crew import Crew


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    opened = threading.Event()
    yield opened
    opened.set()


def test_a_job_gives_its_result_or_its_fault() -> None:
    crew: Crew[int] = Crew()
    job = crew.start(lambda: 3)
    assert crew.is_done(job, 5)
    assert job.result() == 3
    with pytest.raises(ZeroDivisionError):
        crew.start(lambda: 1 // 0).result(timeout=5)


def test_jobs_that_wait_for_somebody_else_do_not_hold_up_the_others(gate: threading.Event) -> None:
    crew: Crew[bool] = Crew(few=1, many=3)
    held_up = [crew.start(lambda: gate.wait(10)) for _ in range(2)]
    assert crew.is_done(crew.start(lambda: True), 5)
    assert not any(crew.is_done(job, 0) for job in held_up)
    gate.set()
    assert all(job.result(timeout=5) for job in held_up)


def test_a_crew_whose_every_thread_is_held_up_says_so_until_it_goes_on(gate: threading.Event) -> None:
    crew: Crew[bool] = Crew(few=1, many=2)
    jobs = [crew.start(lambda: gate.wait(10)) for _ in range(4)]
    assert not crew.is_done(jobs[-1], 0.1)
    assert crew.is_stuck()
    gate.set()
    assert all(job.result(timeout=5) for job in jobs)
    assert not crew.is_stuck()


class Thing:
    """What a job is about."""

    def look(self) -> int:
        return 3


def test_an_idle_thread_keeps_nothing_of_its_last_job() -> None:
    crew: Crew[int] = Crew(few=1)
    thing, gone = Thing(), threading.Event()
    weakref.finalize(thing, gone.set)
    assert crew.start(thing.look).result(timeout=5) == 3
    del thing
    assert gone.wait(5)
