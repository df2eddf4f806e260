from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.domain.work import OutboxKind, Outcome, Task, dead, done, retry, wait
from app.extensions import db, transaction
from app.store.outbox import Outbox, OutboxRow, OutboxState
from tests.workers.desk import Desk

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)


def test_a_row_is_done_once_and_what_it_held_is_wiped(desk: Desk) -> None:
    desk.add()
    desk.add()  # the same key is the same row
    engine = desk.engine(done("sent"))
    engine.drain()
    engine.drain()
    (task,) = desk.seen
    assert task.payload == {"word": "暗号"}
    row = desk.row()
    assert (row.state, row.outcome, row.payload_sealed) == (OutboxState.DONE, "sent", "")


def test_what_is_not_yet_due_waits(desk: Desk) -> None:
    desk.add(after=10 * MINUTE)
    engine = desk.engine(done())
    engine.drain()
    assert desk.seen == []
    desk.clock.advance(601)
    engine.drain()
    assert len(desk.seen) == 1


def test_what_is_urgent_overtakes(desk: Desk) -> None:
    desk.add("a notice")
    desk.add("a code", OutboxKind.QUIET_CODE)
    desk.engine(done()).drain()
    assert [task.key for task in desk.seen] == ["a code", "a notice"]


def test_a_failure_comes_again_after_a_growing_pause_until_patience_ends(desk: Desk) -> None:
    desk.add(kind=OutboxKind.QUIET_CODE)
    engine, pauses = desk.engine(retry("busy")), []
    while desk.row().state == OutboxState.WAITING:
        pause = (desk.row().next_at - desk.clock.now()).total_seconds()
        pauses.append(pause)
        desk.clock.advance(pause)
        engine.drain()
    assert pauses == [0, 1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert (desk.row().state, desk.row().outcome) == (OutboxState.DEAD, "busy")


def test_waiting_is_no_failure(desk: Desk) -> None:
    desk.add(kind=OutboxKind.FOLLOW_ORDER)
    engine = desk.engine(retry("busy"), wait("not_settled", 2 * MINUTE, step="asked"), done())
    engine.drain()
    desk.clock.advance(1)
    engine.drain()
    assert (desk.row().failures, desk.row().step) == (0, "asked")
    desk.clock.advance(120)
    engine.drain()
    assert [task.step for task in desk.seen] == ["", "", "asked"]


def test_a_dead_letter_can_be_sent_again(desk: Desk) -> None:
    desk.add()
    desk.engine(dead("template_wrong")).drain()
    desk.clock.advance(timedelta(days=9).total_seconds())
    with desk.app.app_context(), transaction():
        (letter,) = desk.queue().dead(9)
        assert letter.outcome == "template_wrong"
        assert desk.queue().revive([letter.id], desk.clock.now()) == 1
    desk.engine(retry("busy"), done()).drain()
    assert desk.row().state == OutboxState.WAITING  # its patience began anew


def test_the_rows_of_a_dead_worker_go_to_others_who_know_that_it_may_have_got_through(desk: Desk) -> None:
    desk.add()
    dead_worker, other = desk.engine(done()), desk.engine(done())
    with desk.app.app_context(), transaction():
        desk.queue().claim(1, dead_worker.name, 4, desk.clock.now())
    claimed = desk.clock.now()
    other.sweep()
    other.drain()
    assert desk.seen == []
    desk.clock.advance(21)
    other.sweep()
    other.drain()
    (task,) = desk.seen
    assert (task.attempts, task.unsure_since) == (2, claimed)


def test_a_worker_that_was_taken_for_dead_settles_nothing(desk: Desk) -> None:
    desk.add()
    happened: list[str] = []
    other = desk.engine(done("by the other"))

    def slow(_: Task) -> Outcome:
        desk.clock.advance(21)
        other.sweep()
        other.drain()
        return done("by the slow one", then=lambda: happened.append("twice"))

    desk.engine(slow).drain()
    assert (desk.row().outcome, happened) == ("by the other", [])


def test_what_happens_with_the_end_happens_with_it_or_not_at_all(desk: Desk) -> None:
    desk.add()

    def breaks() -> None:
        Outbox(db.session, desk.vault).add(OutboxKind.NOTICE, {}, key="follows", now=desk.clock.now())
        raise RuntimeError("as handlers do")

    desk.engine(done(then=breaks), retry("busy")).drain()
    row = desk.row()
    assert (row.state, row.outcome) == (OutboxState.WAITING, "crashed")
    with desk.app.app_context():
        assert db.session.scalars(select(OutboxRow.key)).all() == ["one"]


def test_a_handler_that_breaks_loses_no_row_and_holds_no_transaction(desk: Desk) -> None:
    desk.add()

    def breaks(_: Task) -> Outcome:
        db.session.connection()
        raise RuntimeError("as handlers do")

    desk.engine(breaks, done()).drain()
    desk.clock.advance(2)
    desk.engine(done()).drain()
    assert desk.row().state == OutboxState.DONE


def test_a_clock_set_back_delays_nothing_and_forgives_nothing(desk: Desk) -> None:
    desk.add("now")
    desk.add("grace", after=10 * MINUTE)
    desk.add("held")
    engine = desk.engine(done())
    desk.clock.advance(-3600)
    engine.drain()
    assert desk.seen == []
    engine.sweep()
    engine.drain()
    assert {task.key for task in desk.seen} == {"now", "held"}
    assert desk.row("grace").next_at == desk.clock.now() + 10 * MINUTE


def test_a_stopping_engine_gives_back_what_it_has_not_begun(desk: Desk) -> None:
    for key in "abc":
        desk.add(key)
    engine = desk.engine(lambda _: engine.stop() or done())  # type: ignore[func-returns-value]  # stops, then ends
    engine.drain()
    states = sorted(desk.row(key).state for key in "abc")
    assert states == [OutboxState.DONE, OutboxState.WAITING, OutboxState.WAITING]


def test_no_two_engines_claim_the_same_row(desk: Desk) -> None:
    for number in range(40):
        desk.add(str(number))
    with desk.app.app_context():
        for worker in ("a", "b") * 5:
            with transaction():
                desk.seen += [replace(task, step=worker) for task in desk.queue().claim(1, worker, 4, desk.clock.now())]
    assert len({task.key for task in desk.seen}) == len(desk.seen) == 40


def test_a_claim_takes_no_more_than_it_may(desk: Desk) -> None:
    """PostgreSQL knows nothing of a new table yet, and joins in the way that asks for rows again and again."""
    with desk.app.app_context():
        with transaction():
            outbox = Outbox(db.session, desk.vault)
            for number in range(400):
                outbox.add(OutboxKind.NOTICE, {}, key=str(number), now=desk.clock.now())
        with transaction():
            if db.engine.dialect.name == "postgresql":
                for way in ("hashjoin", "mergejoin", "material", "hashagg"):
                    db.session.execute(text(f"SET LOCAL enable_{way} = off"))
            tasks = desk.queue().claim(1, "a", 4, desk.clock.now())
    assert len(tasks) == 4
