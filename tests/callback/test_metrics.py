import pytest

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


def test_counters_are_not_shown_to_other_machines(platform: Platform) -> None:
    answer = platform.client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_counters_are_not_shown_through_a_proxy_on_this_machine(platform: Platform, header: str) -> None:
    assert platform.client.get("/metrics", headers={header: "192.0.2.7"}).status_code == 404
