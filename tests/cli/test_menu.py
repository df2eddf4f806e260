from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from app.domain.clock import SystemClock
from app.domain.work import OutboxKind, State, Task
from app.extensions import db, transaction
from app.handlers.messages.menu import BOUND_ENTRIES, ENTRIES, MenuKey, definition, definition_for_bound
from app.store.bindings import Bindings
from app.store.users import Identity, Users
from app.wechat.menu import validate
from tests.stage import Stage, stage

NOW = SystemClock().now()


@pytest.fixture
def deployment(tmp_path: Path, redis_url: str, redis_client: redis.Redis) -> Iterator[Stage]:
    with stage(f"sqlite:///{tmp_path / 'hall.sqlite'}", redis_url, works=False) as running:
        yield running


def run(deployment: Stage, *words: str) -> tuple[int, str]:
    answer = deployment.app.test_cli_runner().invoke(args=["menu", *words], catch_exceptions=False)
    return answer.exit_code, answer.output


def follower(deployment: Stage) -> tuple[str, str]:
    shown = deployment.do("followers", nickname="看菜单的人")
    deployment.do("follow", follower=shown["id"])
    return shown["id"], shown["openid"]


def entries(deployment: Stage, who: str) -> list[str]:
    return [entry["name"] for top in deployment.state(who)["menu"]["button"] for entry in top["sub_button"]]


def put_tag(deployment: Stage, openid: str) -> tuple[State, str]:
    """Do what binding or unbinding put off."""
    task = Task(1, OutboxKind.MENU_TAG, "tag:1", {"openid": openid}, 1, NOW)
    with deployment.app.app_context():
        outcome = deployment.app.extensions["container"].outbox_handlers[OutboxKind.MENU_TAG](task)
    return outcome.state, outcome.cause


def bind(deployment: Stage, openid: str) -> None:
    vault = deployment.app.extensions["container"].vault
    with deployment.app.app_context(), transaction():
        person = Identity("140802199001010012", "李华", "13800000000")
        user = Users(db.session, vault).add(person, "-", NOW)
        Bindings(db.session, vault).add(user.id, openid, NOW)


def test_both_menus_keep_the_limits_of_the_platform() -> None:
    assert validate(definition("https://gjj.example.gov.cn")) == ()
    assert validate(definition_for_bound("https://gjj.example.gov.cn", 101)) == ()


def test_every_line_of_both_menus_leads_to_a_page_or_to_an_answer(deployment: Stage) -> None:
    pages = deployment.app.url_map.bind("hall")
    lines = [line for menu in (ENTRIES, BOUND_ENTRIES) for _, group in menu for line in group]
    targets = {target for _, target in lines if not isinstance(target, MenuKey)}
    assert {"/account", "/account/records", "/loans", "/applications"} <= targets
    assert [target for target in targets if not pages.test(target, method="GET")] == []


def test_who_is_bound_sees_another_menu_and_the_first_one_again_afterwards(deployment: Stage) -> None:
    assert run(deployment, "push") == (0, "菜单已发布\n")
    who, openid = follower(deployment)
    assert "我的公积金" not in entries(deployment, who)
    bind(deployment, openid)
    assert put_tag(deployment, openid) == (State.DONE, "tagged")
    assert "我的公积金" in entries(deployment, who)
    with deployment.app.app_context(), transaction():
        deployment.app.extensions["container"].bind.forget_follower(openid)
    assert put_tag(deployment, openid) == (State.DONE, "untagged")
    assert "我的公积金" not in entries(deployment, who)


def test_publishing_again_leaves_one_menu_for_the_bound(deployment: Stage) -> None:
    for _ in range(2):
        run(deployment, "push")
    assert run(deployment, "show")[1].count("matchrule") == 1
    assert run(deployment, "diff") == (0, "一致\n")


def test_a_follower_who_left_is_no_failure_and_a_silent_platform_is_asked_again(deployment: Stage) -> None:
    who, openid = follower(deployment)
    deployment.do("unfollow", follower=who)
    assert put_tag(deployment, openid)[0] is State.DONE
    deployment.do("faults", path="/cgi-bin/tags/get", kind="minus1", times=1)
    assert put_tag(deployment, openid) == (State.RETRY, "platform_retry")
