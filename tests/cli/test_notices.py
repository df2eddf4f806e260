"""`flask notices` and `flask outbox`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.domain.notice import NoticeKind
from app.domain.work import OutboxKind, dead
from app.extensions import db, transaction
from app.store.users import Identity, Users
from tests.stage import hall_app, hall_settings


@pytest.fixture
def app(tmp_path: Path, redis_url: str) -> Iterator[Flask]:
    database_url = f"sqlite:///{tmp_path / 'hall.sqlite'}"
    settings = hall_settings("http://127.0.0.1:9", "http://127.0.0.1:9", database_url, redis_url)
    with hall_app(settings, seeded=False) as made:
        yield made


def run(app: Flask, *words: str) -> str:
    answer = app.test_cli_runner().invoke(args=words)
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_every_kind_has_a_preview(app: Flask) -> None:
    shown = run(app, "notices", "preview")
    assert all(f"{kind.value}\t" in shown for kind in NoticeKind)
    assert "当前进度：已提交" in run(app, "notices", "preview", "application_submitted")


def test_a_broadcast_is_prepared_watched_paused_and_resumed(app: Flask) -> None:
    with app.app_context(), transaction():
        container = app.extensions["container"]
        Users(db.session, container.vault).add(Identity("1", "张三", ""), "x", container.clock.now())
    words = ("notices", "broadcast", "--headline", "公告", "--body", "内容")
    run(app, *words)
    run(app, *words)
    assert run(app, "notices", "watch").split("\t")[2:] == ["prepared", "1", "1\n"]
    run(app, "notices", "pause", "1")
    assert "paused" in run(app, "notices", "watch")
    run(app, "notices", "resume", "1")
    assert "prepared" in run(app, "notices", "watch")
    assert app.test_cli_runner().invoke(args=("notices", "pause", "9")).exit_code == 1


def test_dead_letters_are_listed_and_sent_again(app: Flask) -> None:
    container = app.extensions["container"]
    with app.app_context(), transaction():
        container.notices.outbox.add(OutboxKind.NOTICE, {}, key="one", now=container.clock.now())
        (task,) = container.outbox_queue.claim(1, "worker", 1, container.clock.now())
        container.outbox_queue.settle(task, "worker", dead("template_wrong"), container.clock.now())
    assert "template_wrong" in run(app, "outbox", "dead")
    assert run(app, "outbox", "show") == "notice\tdead\t1\n"
    assert run(app, "outbox", "retry", "1") == "1\n"
    assert run(app, "outbox", "show") == "notice\twaiting\t1\n"
