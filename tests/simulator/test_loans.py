"""The loan registry that is played, asked through the hall's own adapter over a socket."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.outside_loan import LoanKind, LoanState
from app.providers.loan_registry import LoanRegistry
from app.providers.registry_line import OutOfArea, PaperNotFound, RegistryUnavailable
from simulator.papers import demo_loans
from simulator.ports import free_port
from tests.stage import served

PEOPLE = {"张晓明": "140802198803120011", "古丽·艾山": "140802199407190024"}
BANK, NUMBER = "中国建设银行", "JH-2022-0008812"


@pytest.fixture
def registry(simulator: Flask, client: FlaskClient) -> Iterator[LoanRegistry]:
    for loan in demo_loans(PEOPLE, date(2026, 11, 24)):
        assert client.post("/control/loans", json=loan).status_code == 201
    port = free_port()
    with served(simulator, port):
        yield LoanRegistry(f"http://127.0.0.1:{port}/registry")


@pytest.mark.parametrize(("who", "borrows"), [("古丽·艾山", True), ("张晓明", False)])
def test_the_adapter_understands_it(registry: LoanRegistry, who: str, borrows: bool) -> None:
    loan = registry.look_up_loan(LoanKind.COMMERCIAL, BANK, NUMBER, PEOPLE[who])
    assert (loan.asker_borrows, loan.state, loan.amount) == (borrows, LoanState.REPAYING, Decimal(380000))
    assert (len(loan.repaid), loan.repaid[-1].on) == (30, date(2026, 10, 24))
    assert NUMBER not in repr(loan)


def test_what_it_does_not_know(registry: LoanRegistry) -> None:
    with pytest.raises(PaperNotFound):
        registry.look_up_loan(LoanKind.PROVINCE, BANK, NUMBER, PEOPLE["张晓明"])
    with pytest.raises(OutOfArea):
        registry.look_up_loan(LoanKind.COMMERCIAL, "河东村镇银行", "HD-2023-0000031", PEOPLE["张晓明"])


def test_without_an_address_nobody_answers() -> None:
    with pytest.raises(RegistryUnavailable):
        LoanRegistry("").look_up_loan(LoanKind.COMMERCIAL, BANK, NUMBER, "")


@pytest.mark.parametrize("change", [{"kind": "private"}, {"state": "lost"}, {"borrowers": None}])
def test_a_loan_that_cannot_be_is_not_put_on(client: FlaskClient, change: dict[str, object]) -> None:
    loan = demo_loans(PEOPLE, date(2026, 11, 24))[0] | change
    assert client.post("/control/loans", json=loan).status_code == 400
