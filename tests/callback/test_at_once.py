"""Two deliveries at once, a Redis that is gone, and a reply that comes too late."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from sqlalchemy import text

from app.extensions import db
from app.handlers.callback import DEADLINE
from simulator.ports import free_port
from tests.callback.pushes import Platform, event_xml, text_xml
from tests.stage import Stage, hall_app, hall_settings, stage

ASKED_AT_MOST = 500
SENT = "/cgi-bin/message/custom/send"


def test_two_deliveries_at_once_get_the_same_reply_and_are_handled_once(platform: Platform) -> None:
    push = event_xml("subscribe", "<EventKey></EventKey>")
    app = platform.client.application
    with ThreadPoolExecutor(2) as threads:
        said = list(threads.map(lambda _: Platform(app.test_client()).said(push), range(2)))
    assert said[0] == said[1]
    assert "运城市住房公积金" in said[0]
    with app.app_context():
        assert db.session.execute(text("SELECT COUNT(*) FROM followers")).scalar_one() == 1


@pytest.mark.parametrize(("word", "part"), [("帮助", "回复数字"), ("余额", "绑定微信")])
def test_without_redis_the_platform_is_answered_in_time(database_url: str, word: str, part: str) -> None:
    settings = hall_settings(
        "http://localhost", "http://127.0.0.1:9", database_url, f"redis://127.0.0.1:{free_port()}/0"
    )
    with hall_app(settings, seeded=False) as app:
        began = time.monotonic()
        said = Platform(app.test_client()).said(text_xml(word))
        assert time.monotonic() - began < 3
    assert part in said


def test_a_reply_that_is_late_comes_as_a_customer_service_message(
    database_url: str, redis_url: str, redis_client: redis.Redis
) -> None:
    with stage(database_url, redis_url) as phone:
        follower = phone.do("followers", nickname="等得久的人")["id"]
        phone.do("follow", follower=follower)
        phone.app.config[DEADLINE] = 0
        phone.do("text", follower=follower, text="帮助")
        state = _after_sending(phone, follower)
    assert any("回复数字就能办" in line["text"] for line in state["chat"][-2:] if line["side"] == "account")


def test_two_late_deliveries_of_one_text_are_answered_by_one_message(
    database_url: str, redis_url: str, redis_client: redis.Redis
) -> None:
    with stage(database_url, redis_url) as phone:
        shown = phone.do("followers", nickname="等得久的人")
        follower, openid = shown["id"], shown["openid"]
        phone.do("follow", follower=follower)
        phone.app.config[DEADLINE] = 0
        pushes = Platform(phone.app.test_client())
        pushes.client.environ_base["HTTP_HOST"] = "127.0.0.1"
        phone.do("text", follower=follower, text="密码")
        _after_sending(phone, follower)
        said = [pushes.said(text_xml("帮助", openid=openid)) for _ in range(2)]
        _after_sending(phone, follower, times=2)
        phone.do("text", follower=follower, text="余额")
        state = _after_sending(phone, follower, times=3)
    assert said == ["success", "success"]
    assert sum("回复数字就能办" in line["text"] for line in state["chat"] if line["side"] == "account") == 2


def _after_sending(phone: Stage, follower: str, times: int = 1) -> dict[str, list[dict[str, str]]]:
    for _ in range(ASKED_AT_MOST):
        state: dict[str, list[dict[str, str]]] = phone.state(follower)
        if sum(line["name"] == SENT for line in state["traffic"]) >= times:
            return state
    raise AssertionError("nothing was sent later")
