"""The room 群发: one drafts, another agrees, and only then people hear of it."""

from collections.abc import Iterator

import pytest
import redis
from sqlalchemy.exc import IntegrityError

from app.domain.clock import FixedClock
from app.domain.staff import Role
from app.extensions import db, transaction
from app.store.audit import AuditRow
from app.store.broadcast_drafts import BroadcastDraft
from app.store.fan_outs import Audience, FanOut
from app.store.users import Identity, Users
from app.workers.engine import engine_of
from tests.applications.world import MORNING
from tests.staff.world import Clerk, entered
from tests.stage import Stage, stage

ROOM = "/staff/broadcasts"
WORDS = {"headline": "系统维护", "body": "今晚 22 点到 24 点暂停办理。", "audience": "all"}


@pytest.fixture
def running(database_url: str, redis_url: str, redis_client: redis.Redis) -> Iterator[Stage]:
    with stage(database_url, redis_url, works=False, clock=FixedClock(MORNING)) as world:
        yield world


@pytest.fixture
def drafter(running: Stage) -> Clerk:
    return clerk(running, "1001", Role.MANAGE, "周敏")


@pytest.fixture
def second(running: Stage) -> Clerk:
    return clerk(running, "1002", Role.REVIEW, "王建国")


def clerk(running: Stage, number: str, role: Role, name: str) -> Clerk:
    return entered(running.app, running.app.extensions["container"].clock, number, role, name=name)


def drafted(one: Clerk, **other: str) -> str:
    one.open(ROOM)
    return one.send(ROOM, **{**WORDS, **other})


def reader(running: Stage) -> int:
    with running.app.app_context(), transaction():
        container = running.app.extensions["container"]
        person = Identity("140802199001010012", "李华", "13800000000")
        return Users(db.session, container.vault).add(person, "-", container.clock.now()).id


def told(running: Stage, user_id: int) -> list[str]:
    engine_of(running.app).drain()
    with running.app.app_context(), transaction():
        page = running.app.extensions["container"].read_messages.page(user_id)
        return [one.title for one in page.messages]


def events(running: Stage) -> list[str]:
    with running.app.app_context():
        rows = db.session.query(AuditRow).order_by(AuditRow.id)
        return [row.event for row in rows if row.event.startswith("broadcast_")]


def test_what_a_second_person_agrees_to_is_told_once(running: Stage, drafter: Clerk, second: Clerk) -> None:
    user = reader(running)
    assert "等另一人同意" in drafted(drafter)
    assert told(running, user) == []
    assert "今晚 22 点到 24 点暂停办理。" in second.open(ROOM)
    assert "已同意" in second.send(f"{ROOM}/1/agree")
    assert told(running, user) == ["系统维护"]
    assert "准备好了" in second.open(ROOM)
    assert events(running) == ["broadcast_drafted", "broadcast_agreed"]


def test_nobody_agrees_to_their_own(running: Stage, drafter: Clerk) -> None:
    drafted(drafter)
    assert "要由另一位同事同意" in drafter.send(f"{ROOM}/1/agree")
    assert drafter.page.status_code == 409
    with running.app.app_context(), pytest.raises(IntegrityError), transaction():
        db.session.query(BroadcastDraft).update({"state": "agreed", "decided_by": 1})
    assert events(running) == ["broadcast_drafted"]


def test_who_is_too_late_reads_who_decided_and_when(running: Stage, drafter: Clerk, second: Clerk) -> None:
    drafted(drafter)
    third = clerk(running, "1003", Role.MANAGE, "赵静")
    third.open(ROOM)
    second.open(ROOM)
    second.send(f"{ROOM}/1/decline")
    page = third.send(f"{ROOM}/1/agree")
    assert "王建国（1002） 已在 11-24 10:01 决定了这份草稿" in page
    assert third.page.status_code == 409
    with running.app.app_context():
        assert db.session.query(FanOut).count() == 0


def test_the_same_words_are_drafted_once_and_again_after_they_were_declined(drafter: Clerk, second: Clerk) -> None:
    drafted(drafter)
    assert "同样的内容已经起草过" in drafted(drafter)
    second.open(ROOM)
    second.send(f"{ROOM}/1/decline")
    assert "等另一人同意" in drafted(drafter)


def test_a_tag_must_be_the_accounts(running: Stage, drafter: Clerk, second: Clerk) -> None:
    assert "公众号里没有这个标签" in drafted(drafter, audience="tag", tag="没有的")
    running.app.extensions["container"].platform.create_tag("单位经办人")
    assert "“单位经办人”" in drafted(drafter, audience="tag", tag="单位经办人")
    second.open(ROOM)
    second.send(f"{ROOM}/1/agree")
    engine_of(running.app).drain()
    assert "准备好了" in second.open(ROOM)


def test_a_fan_out_is_paused_and_goes_on(running: Stage, drafter: Clerk, second: Clerk) -> None:
    user = reader(running)
    drafted(drafter)
    second.open(ROOM)
    second.send(f"{ROOM}/1/agree")
    with running.app.app_context():
        running.app.extensions["container"].daily.fan_outs.broadcast("系统维护", WORDS["body"], Audience.ALL)
    second.open(ROOM)
    assert "已暂停" in second.send(f"{ROOM}/sent/1/pause")
    assert told(running, user) == []
    second.send(f"{ROOM}/sent/1/resume")
    assert told(running, user) == ["系统维护"]
    assert events(running)[2:] == ["broadcast_paused", "broadcast_resumed"]
    assert "没有这次群发" in second.send(f"{ROOM}/sent/9/pause")


def test_only_managers_draft(running: Stage, second: Clerk) -> None:
    page = second.open(ROOM)
    assert "起草</h2>" not in page
    second.open("/staff/notices")
    second.send(ROOM, **WORDS)
    assert second.page.status_code == 403
    assert events(running) == []
