"""Telling everybody: prepared once however often it is started, paused, resumed, watched, and told once each."""

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.container import Container
from app.extensions import db, transaction
from app.store.fan_outs import Audience
from app.store.hall_messages import HallMessage
from app.store.outbox import OutboxRow
from app.store.users import Identity, Users
from app.workers.engine import Engine, engine_of

PEOPLE, TEN = 23, 10
WORDS = ("缴存基数调整", "2026 年度缴存基数上限调整为 29,000 元。", Audience.ALL)


@pytest.fixture
def hall(app: Flask) -> Flask:
    """A hall of a few people."""
    container = parts(app)
    with app.app_context(), transaction():
        for number in range(PEOPLE):
            identity = Identity(f"1401{number:014d}", "张三", "13812345678")
            Users(db.session, container.vault).add(identity, "x", container.clock.now())
    return app


def parts(app: Flask) -> Container:
    container: Container = app.extensions["container"]
    return container


def engine(app: Flask) -> Engine:
    return engine_of(app, threads=2)


def told(app: Flask) -> Counter[str]:
    with app.app_context():
        kinds = db.session.execute(select(HallMessage.kind, func.count()).group_by(HallMessage.kind)).all()
        return Counter(dict(kinds))


def rows(app: Flask) -> int:
    with app.app_context():
        return int(db.session.scalar(select(func.count()).select_from(OutboxRow)) or 0)


def test_a_broadcast_started_twice_is_one_and_everybody_is_told_once(hall: Flask) -> None:
    fan_outs = parts(hall).daily.fan_outs
    with hall.app_context():
        number = fan_outs.broadcast(*WORDS)
        assert list(fan_outs.prepare(number, TEN)) == [10, 10, 3]
        assert fan_outs.broadcast(*WORDS) == number
        assert list(fan_outs.prepare(number, TEN)) == []
    assert rows(hall) == PEOPLE
    engine(hall).drain()
    assert told(hall) == {"broadcast": PEOPLE}
    with hall.app_context():
        (progress,) = fan_outs.progress()
    assert (progress.prepared, progress.left) == (PEOPLE, 0)


def test_a_preparation_that_was_killed_goes_on_where_it_stopped(hall: Flask) -> None:
    fan_outs = parts(hall).daily.fan_outs
    with hall.app_context():
        number = fan_outs.broadcast(*WORDS)
        assert next(fan_outs.prepare(number, TEN)) == 10
        assert list(fan_outs.prepare(number, TEN)) == [10, 3]
    assert rows(hall) == PEOPLE


def test_a_paused_fan_out_rests_until_it_is_resumed(hall: Flask) -> None:
    fan_outs = parts(hall).daily.fan_outs
    with hall.app_context():
        number = fan_outs.broadcast(*WORDS)
        list(fan_outs.prepare(number, TEN))
        fan_outs.pause(number)
    engine(hall).drain()
    assert told(hall) == {}
    with hall.app_context():
        fan_outs.resume(number)
    engine(hall).drain()
    assert told(hall) == {"broadcast": PEOPLE}


def test_while_the_days_quota_is_used_up_fan_outs_rest(hall: Flask) -> None:
    fan_outs, container = parts(hall).daily.fan_outs, parts(hall)
    with hall.app_context():
        list(fan_outs.prepare(fan_outs.broadcast(*WORDS), TEN))
    until = container.clock.now().replace(year=container.clock.now().year + 1)
    container.pace.shut("template", until)
    engine(hall).drain()
    assert told(hall) == {}
    container.pace._client.flushall()  # noqa: SLF001 - midnight comes


def test_broadcasts_of_other_words_are_others(hall: Flask) -> None:
    fan_outs = parts(hall).daily.fan_outs
    with hall.app_context():
        first = fan_outs.broadcast(*WORDS)
        assert fan_outs.broadcast("别的", WORDS[1], Audience.ALL) != first
        assert fan_outs.broadcast(WORDS[0], WORDS[1], Audience.BOUND) != first
        assert fan_outs.total(fan_outs.broadcast(WORDS[0], WORDS[1], Audience.BOUND)) == 0


def test_fan_outs_leave_a_share_of_the_days_quota_to_what_concerns_one_person(hall: Flask) -> None:
    container = parts(hall)
    fan_outs, day = container.daily.fan_outs, container.settings.notices_per_day
    with hall.app_context():
        list(fan_outs.prepare(fan_outs.broadcast(*WORDS), TEN))
        assert container.daily.lanes() != ()
        key = container.pace._day("template")  # noqa: SLF001 - eighty thousand were sent today
        container.pace._client.set(key, day * 80 // 100)  # noqa: SLF001
        assert container.daily.lanes() == ()
        container.pace._client.delete(key)  # noqa: SLF001
