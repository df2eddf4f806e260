"""Subscription notices (订阅通知): accepted on the phone, used where the template is gone, given up when refused."""

import requests

from app.domain.notice import NoticeKind
from tests.journeys.test_main_job import bound
from tests.journeys.test_notices import cards, ended, soon, tell
from tests.stage import TIMEOUT, Stage

SUBMITTED = {"service": "退休提取", "number": "TX1", "promised": "2026-11-27"}


def test_what_was_accepted_is_sent_where_the_template_message_is_gone(phone: Stage) -> None:
    browser = bound(phone)
    soon(lambda: " ".join(cards(phone, browser.follower)), "绑定成功通知")
    delivery = phone.app.extensions["container"].delivery
    lasting = delivery.subscription_templates.titled("业务办理进度").id
    gone = delivery.templates.titled("办件进度通知").id
    requests.delete(f"{phone.world}/control/templates", json={"template_id": gone}, timeout=TIMEOUT)
    choice = {"template_id": lasting, "accept": True}
    phone.do("subscription", follower=browser.follower, choices=[choice])
    tell(phone, NoticeKind.APPLICATION_SUBMITTED, key="one", **SUBMITTED)
    assert ended(phone, "notice:one") == "subscription_sent"
    phone.do("unsubscription", follower=browser.follower, template_id=lasting)
    tell(phone, NoticeKind.APPLICATION_SUBMITTED, key="two", **SUBMITTED)
    assert ended(phone, "notice:two") != "subscription_sent"
