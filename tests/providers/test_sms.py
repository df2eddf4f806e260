import pytest
import requests
import responses
from responses.matchers import json_params_matcher, request_kwargs_matcher

from app.providers.sms import TIMEOUTS, Medium, SmsProvider, SmsRefused, SmsUnavailable

ADDRESS = "http://sms.test/send"


def send() -> None:
    SmsProvider("http://sms.test/").send("13812345678", "验证码 402816", "ref-1")


@responses.activate
def test_a_text_goes_out_with_time_outs() -> None:
    expected = {"phone": "13812345678", "text": "验证码 402816", "reference": "ref-1", "channel": "text"}
    kwargs = request_kwargs_matcher({"timeout": TIMEOUTS})
    responses.post(ADDRESS, json={"ok": True}, match=[json_params_matcher(expected), kwargs])
    send()


@responses.activate
def test_a_text_can_be_read_out_by_a_call() -> None:
    responses.post(ADDRESS, json={"ok": True}, match=[json_params_matcher({"channel": "voice"}, strict_match=False)])
    SmsProvider("http://sms.test").send("13812345678", "验证码 402816", "ref-1", Medium.VOICE)


@responses.activate
@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_failing_provider_is_unavailable(status: int) -> None:
    responses.post(ADDRESS, status=status)
    with pytest.raises(SmsUnavailable):
        send()


@responses.activate
@pytest.mark.parametrize("status", [302, 400, 422])
def test_a_no_is_a_refusal(status: int) -> None:
    responses.post(ADDRESS, status=status)
    with pytest.raises(SmsRefused):
        send()


@responses.activate
@pytest.mark.parametrize("fault", [requests.ConnectTimeout, requests.ReadTimeout, requests.ConnectionError])
def test_silence_is_unavailable_and_tells_nobody_the_phone(fault: type[Exception]) -> None:
    responses.post(ADDRESS, body=fault("13812345678"))
    with pytest.raises(SmsUnavailable) as caught:
        send()
    assert "138" not in str(caught.value)
    assert caught.value.__suppress_context__
