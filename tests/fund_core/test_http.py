"""What can go wrong on the line to a core, and what the server lets in."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import requests
import responses

from app.domain.clock import FixedClock
from app.fund_core import CoreError, CoreRefused, CoreUnavailable, OutcomeUnknown, Withdrawal
from app.fund_core.http import HttpCore
from app.fund_core.http.wire import NONCE, SIGNATURE, TIMESTAMP, signature
from tests.fund_core.conftest import SECRET

BASE = "http://core.invalid"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ID_NUMBER = "140802190001010018"
WANTED = Withdrawal("140800100000", "01", Decimal("1.00"), closing=False)
FAILURES: list[Exception] = [requests.ConnectionError(ID_NUMBER), requests.ReadTimeout(ID_NUMBER)]


@pytest.fixture
def http() -> HttpCore:
    return HttpCore(BASE, SECRET, FixedClock(NOW))


def _headers(path: str, body: bytes, *, secret: str = SECRET, at: int = 0, nonce: str = "n") -> dict[str, str]:
    timestamp = str(int(NOW.timestamp()) + at)
    return {TIMESTAMP: timestamp, NONCE: nonce, SIGNATURE: signature(secret, path, timestamp, nonce, body)}


@responses.activate
@pytest.mark.parametrize("failure", FAILURES)
def test_a_read_is_tried_twice(http: HttpCore, failure: Exception) -> None:
    responses.post(f"{BASE}/v1/find_person", body=failure)
    responses.post(f"{BASE}/v1/find_person", body="null")
    assert http.find_person(ID_NUMBER) is None


@responses.activate
@pytest.mark.parametrize("failure", FAILURES)
def test_a_write_is_sent_once_and_its_outcome_unknown(http: HttpCore, failure: Exception) -> None:
    responses.post(f"{BASE}/v1/withdraw", body=failure)
    with pytest.raises(OutcomeUnknown):
        http.withdraw("k", WANTED)
    assert len(responses.calls) == 1


@responses.activate
def test_a_write_that_found_no_connection_did_not_happen(http: HttpCore) -> None:
    responses.post(f"{BASE}/v1/withdraw", body=requests.ConnectTimeout())
    with pytest.raises(CoreUnavailable):
        http.withdraw("k", WANTED)


@responses.activate
@pytest.mark.parametrize(
    ("status", "body"), [(500, ""), (302, ""), (200, "<html>"), (200, "{}"), (409, "{}"), (409, "x")]
)
def test_an_answer_outside_the_contract_is_no_outcome(http: HttpCore, status: int, body: str) -> None:
    responses.post(f"{BASE}/v1/withdraw", status=status, body=body)
    with pytest.raises(OutcomeUnknown):
        http.withdraw("k", WANTED)


@responses.activate
def test_an_error_carries_no_personal_data(http: HttpCore) -> None:
    responses.post(f"{BASE}/v1/find_person", body=FAILURES[0])
    with pytest.raises(CoreError) as error:
        http.find_person(ID_NUMBER)
    assert ID_NUMBER not in str(error.value)
    assert error.value.__suppress_context__
    assert ID_NUMBER not in str(responses.calls[0].request.url)


@responses.activate
def test_five_failures_rest_the_line(http: HttpCore) -> None:
    responses.post(f"{BASE}/v1/withdraw", status=500)
    for _ in range(5):
        with pytest.raises(OutcomeUnknown):
            http.withdraw("k", WANTED)
    with pytest.raises(CoreUnavailable):
        http.withdraw("k", WANTED)
    assert len(responses.calls) == 5


@responses.activate
def test_refusals_do_not_rest_the_line(http: HttpCore) -> None:
    responses.post(f"{BASE}/v1/withdraw", status=409, json={"code": "account_frozen"})
    for _ in range(8):
        with pytest.raises(CoreRefused, match="account_frozen"):
            http.withdraw("k", WANTED)


def test_a_wrong_secret_is_unavailable(address: str) -> None:
    with pytest.raises(CoreUnavailable):
        HttpCore(address, "another", FixedClock(NOW)).find_person(ID_NUMBER)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        _headers("/v1/find_person", b"{}", secret="another"),
        _headers("/v1/find_person", b"{ }"),
        _headers("/v1/loans_of", b"{}"),
        _headers("/v1/find_person", b"{}", at=301),
        _headers("/v1/find_person", b"{}", at=-301),
    ],
)
def test_the_server_lets_nothing_unsigned_in(address: str, headers: dict[str, str]) -> None:
    assert requests.post(f"{address}/v1/find_person", b"{}", headers=headers, timeout=5).status_code == 401


def test_the_server_lets_a_request_in_once(address: str) -> None:
    body = b'{"id_number":"0"}'
    headers = _headers("/v1/find_person", body)
    statuses = [requests.post(f"{address}/v1/find_person", body, headers=headers, timeout=5).status_code for _ in "12"]
    assert statuses == [200, 401]


@pytest.mark.parametrize("body", [b"", b"{}", b'{"id_number":1}', b'{"id_number":"0","more":1}'])
def test_bad_input_is_refused(address: str, body: bytes) -> None:
    headers = _headers("/v1/find_person", body)
    answer = requests.post(f"{address}/v1/find_person", body, headers=headers, timeout=5)
    assert (answer.status_code, answer.json()) == (409, {"code": "invalid_input"})
