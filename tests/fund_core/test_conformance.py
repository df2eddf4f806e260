"""Both adapters keep the contract by the checks that a vendor's core is put to, and the checks find what is broken."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.cli.conformance import demo_cast
from app.cli.conformance_words import CLAIMS
from app.domain.clock import FixedClock
from app.fund_core import CoreRefused, FundCore, OutcomeUnknown, Withdrawal
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.http import HttpCore
from app.fund_core.http.conformance import CHECKS, BareLine, Outcome, Result, Stage, play
from app.fund_core.http.wire import READS, WRITES
from tests.fund_core.conftest import SECRET

CAST = demo_cast()


def _failed(results: list[Result]) -> list[str]:
    return [f"{result.check}: {result.note}" for result in results if result.outcome is Outcome.FAILED]


def _played(core: FundCore) -> list[Result]:
    return list(play(CHECKS, lambda: Stage(core, CAST, "run")))


def test_the_embedded_core_keeps_the_contract(embedded: EmbeddedCore) -> None:
    assert _failed(_played(embedded)) == []


def test_it_keeps_it_over_http(address: str, clock: FixedClock) -> None:
    line = BareLine(address, SECRET, clock)
    results = list(play(CHECKS, lambda: Stage(HttpCore(address, SECRET, clock), CAST, "run", line)))
    assert _failed(results) == []
    assert [result for result in results if result.outcome is Outcome.SKIPPED] == []


def test_without_the_people_it_skips_their_checks(embedded: EmbeddedCore) -> None:
    results = list(play(CHECKS, lambda: Stage(embedded, {}, "run")))
    assert _failed(results) == []
    assert {result.outcome for result in results if result.check.roles} == {Outcome.SKIPPED}


def test_every_check_has_its_sentence() -> None:
    assert {one.name for one in CHECKS} == set(CLAIMS)
    assert len({str(one) for one in CHECKS}) == len(CHECKS)


def test_every_operation_is_checked() -> None:
    assert {*READS, *WRITES} <= {one.operation for one in CHECKS}


class Altered:
    """A core whose one operation is made wrong."""

    def __init__(self, core: EmbeddedCore, operation: str, wrong: Callable[..., Any]) -> None:
        self._core, self._operation, self._wrong = core, operation, wrong

    def __getattr__(self, name: str) -> Any:
        right = getattr(self._core, name)
        return (lambda *given: self._wrong(right, *given)) if name == self._operation else right


def _one_fen_more(right: Callable[[str], Any], id_number: str) -> Any:
    return tuple(replace(account, balance=account.balance + Decimal("0.01")) for account in right(id_number))


def _first_missing(right: Callable[..., Any], *given: Any) -> Any:
    return right(*given)[1:]


def _last_day_left_out(right: Callable[..., Any], number: str, since: Any, until: Any) -> Any:
    return tuple(row for row in right(number, since, until) if row.booked_on < until)


def _dearer(right: Callable[[str], Any], number: str) -> Any:
    quote = right(number)
    return replace(quote, total=quote.total + 1)


def _every_time(right: Callable[[str, Withdrawal], Any], key: str, wanted: Withdrawal) -> Any:
    return right(f"{key}{secrets.token_hex(4)}", wanted)


def _chatty(right: Callable[..., Any], *_: Any) -> Any:
    raise CoreRefused(f"no {CAST['saver']}")


def _lost(right: Callable[..., Any], *_: Any) -> Any:
    raise OutcomeUnknown("the connection broke")


@pytest.mark.parametrize(
    ("operation", "wrong", "found"),
    [
        ("accounts_of", _one_fen_more, "accounts_of:own_accounts"),
        ("contribution_records", _last_day_left_out, "contribution_records:both_days_count"),
        ("loan_schedule", lambda right, number: right(number)[:-1], "loan_schedule:plan_clears_the_debt"),
        ("loan_repayments", lambda right, number: right(number)[:-1], "loan_repayments:repayments_end_at_what_is_left"),
        ("quote_payoff", _dearer, "quote_payoff:quote_adds_up"),
        ("withdraw", _every_time, "withdraw:withdrawal_is_paid_once_for_its_key"),
        ("find_person", _lost, "find_person:stranger"),
        ("change_phone", _chatty, "change_phone:phone_is_replaced"),
        ("loans_of", _first_missing, "loans_of:running_loan"),
    ],
)
def test_what_is_broken_is_found(embedded: EmbeddedCore, operation: str, wrong: Callable[..., Any], found: str) -> None:
    core: Any = Altered(embedded, operation, wrong)
    failed = _failed(_played(core))
    assert found in [line.partition(": ")[0] for line in failed]
    assert not [line for line in failed if any(id_number in line for id_number in CAST.values())]
