"""A broadcast to a tag of the account: those bound among its followers, once each."""

import pytest

from app.domain.errors import Refusal
from app.extensions import db
from app.store.hall_messages import HallMessage
from tests.journeys.test_main_job import bound
from tests.journeys.test_notices import soon
from tests.stage import Stage


def test_those_with_the_tag_are_told_once(phone: Stage) -> None:
    browser, container = bound(phone), phone.app.extensions["container"]
    stranger = phone.do("followers", nickname="没有绑定")
    for follower in (browser.follower, stranger["id"]):
        phone.do("follow", follower=follower)
    tag = container.platform.create_tag("退休职工")
    openids = [one["openid"] for one in phone.state(browser.follower)["followers"] if one["subscribed"]]
    container.platform.tag_members(tag, openids)
    with phone.app.app_context():
        assert sum(container.daily.to_tag.execute("通知", "请看", "退休职工")) == 1
        assert sum(container.daily.to_tag.execute("通知", "请看", "退休职工")) == 0
        with pytest.raises(Refusal, match="tag_unknown"):
            list(container.daily.to_tag.execute("通知", "请看", "没有这个"))

    def told() -> str:
        with phone.app.app_context():
            return "told" * db.session.query(HallMessage).filter_by(kind="broadcast").count()

    assert soon(told) == "told"
