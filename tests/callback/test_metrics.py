import re
from datetime import timedelta

import pytest

from app.domain.work import OutboxKind
from app.extensions import transaction
from tests.callback.pushes import OPENID, Platform, text_xml


def test_callbacks_are_counted_by_kind_and_outcome_and_timed(platform: Platform) -> None:
    platform.said(text_xml("帮助"))
    platform.push(text_xml("帮助"), age=900)
    answer = platform.client.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain")
    assert 'hall_callbacks_total{kind="TextMessage",outcome="replied"}' in answer.text
    assert 'hall_callbacks_total{kind="none",outcome="refused"}' in answer.text
    assert "hall_reply_seconds_bucket" in answer.text
    assert OPENID not in answer.text


def test_what_waits_is_counted_with_its_age(platform: Platform) -> None:
    app = platform.client.application
    container = app.extensions["container"]
    with app.app_context(), transaction():
        due = container.clock.now() - timedelta(hours=1)
        container.notices.outbox.add(OutboxKind.NOTICE, {}, key="late", now=due)
    text = platform.client.get("/metrics").text
    assert 'hall_outbox_rows{kind="notice",state="waiting"} 1.0' in text
    (age,) = re.findall(r'hall_outbox_oldest_seconds\{kind="notice",state="waiting"\} (\S+)', text)
    assert 3600 <= float(age) < 4000


def test_counters_are_not_shown_to_other_machines(platform: Platform) -> None:
    answer = platform.client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_counters_are_not_shown_through_a_proxy_on_this_machine(platform: Platform, header: str) -> None:
    assert platform.client.get("/metrics", headers={header: "192.0.2.7"}).status_code == 404
