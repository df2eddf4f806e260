"""A broadcast while WeChat fails: what becomes of its rows, what the desk says, and that everybody is told once.

The faults are the simulated platform's own. First while it is asked who has the tag, then while each one is told.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import redis
import requests

from app.domain.clock import BEIJING, FixedClock
from app.domain.notice import Channel, Group
from app.domain.staff import Role
from app.domain.work import OutboxKind
from app.extensions import db, transaction
from app.fund_core.embedded import seed
from app.store.bindings import Bindings
from app.store.notice_settings import NoticeSettings
from app.store.outbox import OutboxRow
from app.store.users import Identity, Users
from app.workers.engine import engine_of
from tests.applications.world import MORNING
from tests.staff.world import Clerk, entered
from tests.stage import TIMEOUT, Stage, stage

ROOM, TAG = "/staff/broadcasts", "单位经办人"
WORDS = {"headline": "系统维护", "body": "今晚 22 点到 24 点暂停办理。"}
TAGS, MEMBERS, SEND = "/cgi-bin/tags/get", "/cgi-bin/user/tag/get", "/cgi-bin/message/template/send"
CHAT = "/cgi-bin/message/custom/send"
PEOPLE = (0, 1)
SOON = 60  # seconds, while a message repeated under its number is shown once
A_WHILE = 601  # seconds after which what failed, or was put off for one follower, comes again


@dataclass
class Room:
    """Two followers who are bound and have the tag, and the second of the staff."""

    world: Stage
    clock: FixedClock
    second: Clerk

    def fails(self, path: str, kind: str, times: int = 1) -> None:
        self.world.do("faults", path=path, kind=kind, times=times, seconds=5.5)  # we wait five

    def work(self) -> None:
        engine_of(self.world.app).drain()

    def rows(self, kind: OutboxKind) -> list[OutboxRow]:
        """The rows of a kind, in their order."""
        with self.world.app.app_context():
            rows = db.session.query(OutboxRow).filter_by(kind=kind.value).order_by(OutboxRow.id).all()
            db.session.expunge_all()
            return rows

    def ends(self, kind: OutboxKind) -> Counter[tuple[str, str]]:
        return Counter((row.state, row.outcome) for row in self.rows(kind))

    def shown(self) -> list[int]:
        """How often each phone showed it, the least first."""
        sent = requests.get(f"{self.world.world}/control/sent", timeout=TIMEOUT).json()["messages"]
        return sorted(Counter(one["follower"] for one in sent).values())

    def read(self) -> list[int]:
        """How often each of the people has it among the messages of the hall."""
        with self.world.app.app_context(), transaction():
            pages = self.world.app.extensions["container"].read_messages
            return [len(pages.page(user).messages) for user in range(1, len(PEOPLE) + 1)]

    def say(self) -> str:
        """What the room 群发 says."""
        return self.second.open(ROOM)


@pytest.fixture
def room(tmp_path: Path, redis_url: str, redis_client: redis.Redis) -> Iterator[Room]:
    clock = FixedClock(MORNING)
    with stage(f"sqlite:///{tmp_path / 'hall.sqlite'}", redis_url, works=False, clock=clock) as world:
        openids = [bound(world, number) for number in PEOPLE]
        platform = world.app.extensions["container"].platform
        platform.tag_members(platform.create_tag(TAG), openids)
        yield Room(world, clock, entered(world.app, clock, "1002", Role.REVIEW, Role.MANAGE, name="王建国"))


def bound(world: Stage, number: int) -> str:
    """Register one of the demo people, bind a new follower and let them ask for policy news; return the openid."""
    human, container = seed.demo_people()[number], world.app.extensions["container"]
    follower = world.do("followers", nickname=human.name)
    world.do("follow", follower=follower["id"])
    with world.app.app_context(), transaction():
        identity, now = Identity(human.id_number, human.name, human.phone), container.clock.now()
        user = Users(db.session, container.vault).add(identity, "x", now)
        Bindings(db.session, container.vault).add(user.id, follower["openid"], now)
        NoticeSettings(db.session).switch(user.id, Group.POLICY, Channel.WECHAT, is_on=True)
    return str(follower["openid"])


def agreed(room: Room, audience: str = "tag", tag: str = TAG) -> None:
    """One drafts it, the other agrees."""
    drafter = entered(room.world.app, room.clock, "1001", Role.MANAGE)
    drafter.open(ROOM)
    drafter.send(ROOM, **WORDS, audience=audience, tag=tag)
    room.second.open(ROOM)
    room.second.send(f"{ROOM}/1/agree")


@pytest.mark.parametrize(("path", "kind"), [(TAGS, "40001"), (MEMBERS, "42001")])
def test_another_token_is_taken_while_the_tag_is_asked_about(room: Room, path: str, kind: str) -> None:
    agreed(room)
    room.fails(path, kind)
    room.work()
    assert room.ends(OutboxKind.BROADCAST) == {("done", "prepared"): 1}
    assert room.shown() == room.read() == [1, 1]


@pytest.mark.parametrize(
    ("path", "kind", "times", "cause", "words"),
    [
        (TAGS, "40001", 2, "platform_token", "微信不认访问凭证"),
        (MEMBERS, "42001", 2, "platform_token", "微信不认访问凭证"),
        (TAGS, "minus1", 1, "platform_retry", "微信很忙"),
        (MEMBERS, "45011", 1, "platform_retry", "微信很忙"),
        (TAGS, "cut", 1, "platform_unreachable", "连不上微信"),
        (MEMBERS, "late", 1, "platform_unreachable", "连不上微信"),
        (MEMBERS, "lost", 1, "platform_unreachable", "连不上微信"),
        (TAGS, "broken", 1, "platform_unreachable", "连不上微信"),
        (MEMBERS, "broken", 1, "platform_unreachable", "连不上微信"),
        (MEMBERS, "html", 1, "platform_unreachable", "连不上微信"),
        (TAGS, "500", 1, "platform_unreachable", "连不上微信"),
        (MEMBERS, "45159", 1, "platform_unknown", "微信拒绝了"),
    ],
)
def test_what_passes_is_asked_again_and_the_desk_says_when(
    room: Room, path: str, kind: str, times: int, *, cause: str, words: str
) -> None:
    agreed(room)
    room.fails(path, kind, times)
    room.work()
    assert room.ends(OutboxKind.BROADCAST) == {("waiting", cause): 1}
    assert room.shown() == []
    page = room.say()
    assert words in page
    assert "会自动再试" in page
    room.clock.advance(A_WHILE)
    room.work()
    assert room.ends(OutboxKind.BROADCAST) == {("done", "prepared"): 1}
    assert room.shown() == room.read() == [1, 1]
    assert words not in room.say()


@pytest.mark.parametrize(("path", "kind"), [(TAGS, "45009"), (MEMBERS, "45009"), (MEMBERS, "48006")])
def test_at_the_days_quota_the_tag_is_asked_about_after_midnight(room: Room, path: str, kind: str) -> None:
    agreed(room)
    room.fails(path, kind)
    room.work()
    (row,) = room.rows(OutboxKind.BROADCAST)
    assert (row.state, row.outcome, row.failures) == ("waiting", "platform_quota", 0)
    again = row.next_at.astimezone(BEIJING)
    assert (again.hour, again.minute, row.next_at - row.touched_at < timedelta(days=1)) == (0, 0, True)
    page = room.say()
    assert "今天调用微信的次数用完了" in page
    assert "11-25 00:00" in page
    room.clock.advance((row.next_at - room.clock.now()).total_seconds())
    room.work()
    assert room.shown() == room.read() == [1, 1]


@pytest.mark.parametrize(("path", "kind"), [(TAGS, "40164"), (MEMBERS, "48001")])
def test_what_a_person_must_mend_is_a_dead_letter_that_is_sent_again(room: Room, path: str, kind: str) -> None:
    agreed(room)
    room.fails(path, kind)
    room.work()
    (row,) = room.rows(OutboxKind.BROADCAST)
    assert (row.state, row.outcome) == ("dead", "settings")
    assert "停下了" in room.say()
    assert "公众号的设置不对" in room.second.open("/staff/letters")
    room.second.send("/staff/letters", numbers=str(row.id))
    room.work()
    assert room.shown() == room.read() == [1, 1]


def test_a_tag_that_was_taken_away_meanwhile_is_a_dead_letter(room: Room) -> None:
    agreed(room)
    platform = room.world.app.extensions["container"].platform
    platform.call("POST", "cgi-bin/tags/delete", payload={"tag": {"id": platform.get_tags()[TAG]}})
    room.work()
    assert room.ends(OutboxKind.BROADCAST) == {("dead", "tag_unknown"): 1}
    assert "公众号里没有这个标签" in room.say()


def test_it_is_paused_and_resumed_before_the_tag_was_told(room: Room) -> None:
    agreed(room)
    room.fails(MEMBERS, "cut")
    room.work()
    room.say()
    assert "已暂停" in room.second.send(f"{ROOM}/sent/1/pause")
    room.second.send(f"{ROOM}/sent/1/resume")
    room.work()
    assert "准备好了" not in room.say()
    room.clock.advance(A_WHILE)
    room.work()
    assert "准备好了" in room.say()
    room.second.send(f"{ROOM}/sent/1/pause")
    room.second.send(f"{ROOM}/sent/1/resume")
    room.work()
    assert "准备好了" in room.say()
    assert room.shown() == room.read() == [1, 1]


@pytest.mark.parametrize("kind", ["40001", "42001"])
def test_another_token_is_taken_while_somebody_is_told(room: Room, kind: str) -> None:
    agreed(room)
    room.fails(SEND, kind)
    room.work()
    assert room.shown() == room.read() == [1, 1]


@pytest.mark.parametrize(
    ("kind", "cause", "pause"),
    [
        ("minus1", "template_retry", SOON),
        ("late", "template_unreachable", SOON),
        ("lost", "template_unreachable", SOON),
        ("cut", "template_unreachable", SOON),
        ("broken", "template_unreachable", SOON),
        ("45047", "template_later", A_WHILE),
        ("43117", "template_later", A_WHILE),
    ],
)
def test_one_who_is_not_reached_holds_nobody_up_and_is_told_once(room: Room, kind: str, cause: str, pause: int) -> None:
    agreed(room)
    room.fails(SEND, kind)
    room.work()
    assert room.ends(OutboxKind.NOTICE)["waiting", cause] == 1
    room.clock.advance(pause)
    room.work()
    assert room.shown() == room.read() == [1, 1]


@pytest.mark.parametrize("kind", ["40003", "43004", "43019", "43101"])
def test_who_left_or_refuses_reads_it_in_the_hall(room: Room, kind: str) -> None:
    agreed(room)
    room.fails(SEND, kind)
    room.fails(CHAT, kind)
    room.work()
    room.clock.advance(A_WHILE)
    room.work()
    assert room.ends(OutboxKind.NOTICE)["done", "hall_only"] == 1
    assert room.shown() == [1]
    assert room.read() == [1, 1]


@pytest.mark.parametrize(("kind", "cause"), [("47003", "template_message"), ("48001", "template_config")])
def test_what_nobody_can_be_sent_is_a_dead_letter_and_is_sent_again(room: Room, kind: str, cause: str) -> None:
    agreed(room)
    room.fails(SEND, kind, len(PEOPLE))
    room.fails(CHAT, "45015", len(PEOPLE))
    room.work()
    assert room.ends(OutboxKind.NOTICE) == {("dead", cause): len(PEOPLE)}
    assert room.read() == [1, 1]
    assert "模板消息" in room.second.open("/staff/letters")
    for row in room.rows(OutboxKind.NOTICE):
        room.second.send("/staff/letters", numbers=str(row.id))
    room.work()
    assert room.shown() == room.read() == [1, 1]


def test_at_the_days_quota_everybody_waits_for_midnight(room: Room) -> None:
    agreed(room)
    room.fails(SEND, "45009")
    room.work()
    assert room.ends(OutboxKind.NOTICE) == {("waiting", "template_quota"): len(PEOPLE)}
    assert {row.next_at.astimezone(BEIJING).hour for row in room.rows(OutboxKind.NOTICE)} == {0}
    assert room.shown() == []
    room.clock.advance(timedelta(hours=14, minutes=1).total_seconds())
    room.work()
    assert room.shown() == room.read() == [1, 1]
