"""A unit's Excel file of 20,000 people: checked row by row and against the core, then done whole.

`python benchmarks/units.py` enrols them and then adjusts their bases; with the address of a PostgreSQL server in
TEST_DATABASE_URL it measures PostgreSQL too. Each part's memory is the most the process held meanwhile, and what it
held before. The goals are 500 rows a second for each part, and 250 MB more at most.
"""

import argparse
import gc
import io
import multiprocessing
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from flask import Flask
from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.documents.sheets import headers
from app.domain.clock import FixedClock
from app.domain.identity import check_digit
from app.domain.unit_agent import Role
from app.domain.unit_task import TaskKind, TaskState
from app.domain.work import OutboxKind, Task
from app.extensions import db, transaction
from app.services.units.lines import COLUMNS
from app.store.unit_agents import NewAgent, UnitAgents
from app.store.unit_tasks import UnitTask, UnitTasks
from benchmarks.core import rooms
from simulator.valkey import running_server
from tests.stage import hall_app, hall_settings
from tests.units.offices import CODE, PHONE, UNIT

MORNING = datetime(2026, 11, 24, 2, tzinfo=UTC)
LEAST_RATE, MOST_MORE = 500, 250
Part = tuple[str, float, float, float]  # what, seconds, megabytes before, megabytes at most


def main() -> None:
    """Measure and print; fail when a goal is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--people", type=int, default=20_000)
    people = wanted.parse_args().people
    measured: list[Part] = []
    for database, room in rooms():
        with room() as addresses, running_server() as redis_url:
            parts = in_a_process(next(addresses), redis_url, people)
        print(f"\n| {database}, {people:,} people | Rows a second | Before | At most |\n|---|---:|---:|---:|")
        for what, seconds, before, most in parts:
            print(f"| {what} | {people / seconds:,.0f} | {before:.0f} MB | {most:.0f} MB |", flush=True)
        measured += parts
    assert min(people / seconds for _, seconds, _, _ in measured) > LEAST_RATE, "too slow"
    assert max(most - before for _, _, before, most in measured) < MOST_MORE, "too much memory"


def in_a_process(address: str, redis_url: str, people: int) -> list[Part]:
    """The work in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(unit_at_work, address, redis_url, people).result()


def unit_at_work(address: str, redis_url: str, people: int) -> list[Part]:
    """A hall of its own, a unit's agent and their two files."""
    settings = hall_settings("http://localhost", "http://127.0.0.1:9", address, redis_url)
    with hall_app(settings, clock=FixedClock(MORNING)) as app, app.app_context():
        return [
            part
            for kind, words in ((TaskKind.ENROL, "增员"), (TaskKind.BASES, "基数调整"))
            for part in business(app, kind, words, book(kind, people))
        ]


def business(app: Flask, kind: TaskKind, words: str, file: bytes) -> Iterator[Part]:
    """From the file to the end, as the workers do it."""
    container = app.extensions["container"]
    tasks = UnitTasks(db.session, container.vault)
    with transaction():
        agents = UnitAgents(db.session, container.vault)
        row = agents.find(CODE, PHONE) or agents.add(
            NewAgent(CODE, UNIT, "示范小学", "卫东", PHONE, Role.MAKER), MORNING
        )
        number = container.units.prepare.keep_file(agents.opened(row), kind, file)
    yield measured(f"{words}, checked", lambda: work(app, OutboxKind.UNIT_FILE, number))
    with transaction():
        tasks.move(the_task(number), TaskState.SENT, MORNING)
    yield measured(f"{words}, done", lambda: work(app, OutboxKind.UNIT_TASK, number))
    with transaction():
        assert the_task(number).state == TaskState.DONE


def the_task(number: str) -> UnitTask:
    return db.session.query(UnitTask).filter_by(number=number).one()


def work(app: Flask, kind: OutboxKind, number: str) -> None:
    """Do a row of the outbox and settle it."""
    with transaction():
        task_id = the_task(number).id
    outcome = app.extensions["container"].outbox_handlers[kind](Task(1, kind, "bench", {"task": task_id}, 1, MORNING))
    assert outcome.then, outcome.cause
    with transaction():
        outcome.then()


def measured(what: str, deed: Callable[[], None]) -> Part:
    db.session.remove()
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # from here on, the most is the most of this part
    before, start = held("VmRSS"), perf_counter()
    deed()
    return what, perf_counter() - start, before, held("VmHWM")


def held(which: str) -> float:
    """The process's memory in megabytes: now (VmRSS), or at most so far (VmHWM)."""
    return int(Path("/proc/self/status").read_text().split(f"{which}:")[1].split()[0]) / 1024


def book(kind: TaskKind, people: int) -> bytes:
    """The file, as a unit would fill it in."""
    made = Workbook(write_only=True)
    sheet = made.create_sheet("sheet")
    sheet.append(headers(COLUMNS[kind]))
    for at in range(people):
        who = {"name": name(at), "id_number": id_number(at), "phone": "13800000001", "base": 5000 + at % 3000}
        sheet.append([who[column] for column in COLUMNS[kind]])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def id_number(at: int) -> str:
    body = f"140802{1980 + at // 10_000:04}{1 + at // 1000 % 10:02}01{at % 1000:03}"
    return body + check_digit(body)


def name(at: int) -> str:
    return f"乔{chr(0x4E00 + at % 5000)}{chr(0x4E00 + at // 5000)}"


if __name__ == "__main__":
    main()
