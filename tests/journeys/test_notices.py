"""What a person hears of, on the simulated phone: each notice once, by the first way that works."""

import time
from collections.abc import Callable
from typing import Any

import requests

from app.domain.notice import NoticeKind
from app.extensions import db, transaction
from app.store.bindings import Binding
from app.store.outbox import OutboxRow
from tests.journeys.test_main_job import bound
from tests.stage import TIMEOUT, Stage

PAID = {"service": "退休提取", "number": "TX20261124000127", "amount": "20000.00", "card": "尾号 0000"}
KEY = "application:127:paid"


def sent(phone: Stage) -> list[Any]:
    """Return every template message the platform took, welcome of the binding left out."""
    messages: list[Any] = requests.get(f"{phone.world}/control/sent", timeout=TIMEOUT).json()["messages"]
    return messages


def tell(phone: Stage, kind: NoticeKind = NoticeKind.APPLICATION_PAID, key: str = KEY, **facts: str) -> None:
    """Tell the person who is bound."""
    with phone.app.app_context(), transaction():
        user = db.session.query(Binding.user_id).scalar()
        phone.app.extensions["container"].notices.notify.tell(user, kind, facts or PAID, key=key)


def ended(phone: Stage, key: str = f"notice:{KEY}") -> str:
    """Return how the row ended, once it has."""

    def outcome() -> str:
        with phone.app.app_context():
            row = db.session.query(OutboxRow).filter_by(key=key).one()
            return row.outcome if row.state in {"done", "dead"} else ""

    return soon(outcome)


def soon(look: Callable[[], str], wanted: str = "") -> str:
    """Look until there is something (or what is wanted) to see."""
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end:
        seen = look()
        if seen and wanted in seen:
            return seen
    raise AssertionError(f"saw {look()!r} in the end")


def cards(phone: Stage, follower: str) -> list[str]:
    """Return the titles of the cards on the phone."""
    return [one["text"] for one in phone.state(follower)["chat"] if one["kind"] == "template"]


def test_a_binding_is_confirmed_by_a_card(phone: Stage) -> None:
    browser = bound(phone)
    soon(lambda: " ".join(cards(phone, browser.follower)), "绑定成功通知")


def test_a_notice_arrives_once_and_its_receipt_settles_it(phone: Stage) -> None:
    browser = bound(phone)
    tell(phone)
    tell(phone)
    soon(lambda: ended(phone), "delivered")
    assert cards(phone, browser.follower).count("办结通知") == 1


def test_who_blocked_the_account_hears_by_sms(phone: Stage) -> None:
    browser = bound(phone)
    soon(lambda: " ".join(cards(phone, browser.follower)), "绑定成功通知")
    phone.do("finish", status="failed:user block")
    tell(phone)
    soon(lambda: ended(phone), "sms_sent")
    texts = [sms["text"] for sms in phone.state(browser.follower)["sms"]]
    assert "已办结，金额 20,000.00 元" in texts[-1]


def test_an_answer_that_is_lost_shows_nothing_twice(phone: Stage) -> None:
    browser = bound(phone)
    soon(lambda: " ".join(cards(phone, browser.follower)), "绑定成功通知")
    phone.do("faults", path="/cgi-bin/message/template/send", kind="lost")
    tell(phone)
    soon(lambda: ended(phone), "delivered")
    assert cards(phone, browser.follower).count("办结通知") == 1
    assert sent(phone)[-1]["asked"] == 2


def test_a_template_the_platform_took_away_is_an_alarm_and_the_chat_takes_over(phone: Stage) -> None:
    browser = bound(phone)
    soon(lambda: " ".join(cards(phone, browser.follower)), "绑定成功通知")
    number = phone.app.extensions["container"].delivery.templates.titled("办结通知").id
    requests.delete(f"{phone.world}/control/templates", json={"template_id": number}, timeout=TIMEOUT)
    tell(phone)
    assert ended(phone) == "chat_sent"
    assert "退休提取：已办结" in browser.said()
    assert "20,000" not in browser.said()
