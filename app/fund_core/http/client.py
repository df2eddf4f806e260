"""FundCore over HTTP."""

import secrets
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pybreaker
import requests

from app.domain.clock import Clock
from app.fund_core.errors import CoreRefused, CoreUnavailable, OutcomeUnknown
from app.fund_core.http.wire import NONCE, READS, SIGNATURE, TIMESTAMP, decode_result, encode, path_of, signature
from app.fund_core.records import (
    Instalment,
    Loan,
    Movement,
    Order,
    Payoff,
    PayoffQuote,
    Person,
    PersonAccount,
    Repayment,
    Withdrawal,
)

TIMEOUTS = 3.05, 8.0  # seconds to connect, seconds between bytes
FAILURES, REST_SECONDS = 5, 30
OK, UNSIGNED, CONFLICT = 200, 401, 409


class HttpCore:
    """Signed requests to a core's endpoint. A read is tried twice, a write once; five failures rest the line."""

    def __init__(self, base_url: str, secret: str, clock: Clock) -> None:
        self._base = base_url.rstrip("/")
        self._secret = secret
        self._clock = clock
        self._breaker = pybreaker.CircuitBreaker(
            fail_max=FAILURES, reset_timeout=REST_SECONDS, exclude=[CoreRefused], throw_new_error_on_trip=False
        )

    def find_person(self, id_number: str) -> Person | None:
        found: Person | None = self._call("find_person", id_number=id_number)
        return found

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]:
        found: tuple[PersonAccount, ...] = self._call("accounts_of", id_number=id_number)
        return found

    def contribution_records(self, account_number: str, since: date, until: date) -> tuple[Movement, ...]:
        asked = {"account_number": account_number, "since": since, "until": until}
        found: tuple[Movement, ...] = self._call("contribution_records", **asked)
        return found

    def loans_of(self, id_number: str) -> tuple[Loan, ...]:
        found: tuple[Loan, ...] = self._call("loans_of", id_number=id_number)
        return found

    def loan_schedule(self, loan_number: str) -> tuple[Instalment, ...]:
        found: tuple[Instalment, ...] = self._call("loan_schedule", loan_number=loan_number)
        return found

    def loan_repayments(self, loan_number: str) -> tuple[Repayment, ...]:
        found: tuple[Repayment, ...] = self._call("loan_repayments", loan_number=loan_number)
        return found

    def quote_payoff(self, loan_number: str) -> PayoffQuote:
        quote: PayoffQuote = self._call("quote_payoff", loan_number=loan_number)
        return quote

    def withdraw(self, key: str, withdrawal: Withdrawal) -> Order:
        order: Order = self._call("withdraw", key=key, withdrawal=withdrawal)
        return order

    def pay_off(self, key: str, payoff: Payoff) -> Order:
        order: Order = self._call("pay_off", key=key, payoff=payoff)
        return order

    def change_phone(self, key: str, id_number: str, phone: str) -> Order:
        order: Order = self._call("change_phone", key=key, id_number=id_number, phone=phone)
        return order

    def change_card(self, key: str, account_number: str, card_number: str, card_bank: str) -> Order:
        card = {"card_number": card_number, "card_bank": card_bank}
        order: Order = self._call("change_card", key=key, account_number=account_number, **card)
        return order

    def _call(self, operation: str, **arguments: object) -> Any:
        try:
            return self._breaker.call(self._read if operation in READS else self._ask, operation, arguments)
        except pybreaker.CircuitBreakerError:
            raise CoreUnavailable("resting after repeated failures") from None

    def _read(self, operation: str, arguments: dict[str, object]) -> Any:
        try:
            return self._ask(operation, arguments)
        except (OutcomeUnknown, CoreUnavailable):
            pass
        try:
            return self._ask(operation, arguments)
        except OutcomeUnknown:
            raise CoreUnavailable("no usable answer") from None

    def _ask(self, operation: str, arguments: dict[str, object]) -> Any:
        answer = self._post(path_of(operation), encode(arguments))
        if answer.status_code == CONFLICT:
            raise CoreRefused(_refusal(answer.content))
        if answer.status_code == UNSIGNED:
            raise CoreUnavailable("the core does not accept our signature")
        if answer.status_code != OK:
            raise OutcomeUnknown(f"the core answered with status {answer.status_code}")
        try:
            return decode_result(operation, answer.content)
        except msgspec.MsgspecError:
            raise OutcomeUnknown("the core's answer does not keep the contract") from None

    def _post(self, path: str, body: bytes) -> requests.Response:
        """Errors of the HTTP library carry the request; ours replace them and carry nothing."""
        headers = self._headers(path, body)
        try:
            with requests.Session() as session:
                session.trust_env = False  # no proxy and no .netrc of the machine's between us and the core
                return session.post(self._base + path, body, headers=headers, timeout=TIMEOUTS, allow_redirects=False)
        except requests.ConnectTimeout:
            raise CoreUnavailable("no connection") from None
        except requests.RequestException:
            raise OutcomeUnknown("the connection broke") from None

    def _headers(self, path: str, body: bytes) -> dict[str, str]:
        timestamp, nonce = str(int(self._clock.now().timestamp())), secrets.token_hex(16)
        signed = signature(self._secret, urlsplit(self._base).path + path, timestamp, nonce, body)
        return {"Content-Type": "application/json", TIMESTAMP: timestamp, NONCE: nonce, SIGNATURE: signed}


def _refusal(body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=dict[str, str])["code"]
    except (msgspec.MsgspecError, KeyError):
        raise OutcomeUnknown("a refusal without its code") from None
