"""The embedded core behind the port."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, Engine

from app.domain.clock import Clock, beijing_date
from app.domain.money import ZERO, yuan
from app.domain.policy import CentrePolicy
from app.fund_core.embedded import changes, loans, payoffs, people
from app.fund_core.embedded.edge import reading, writing
from app.fund_core.embedded.idempotency import once
from app.fund_core.embedded.tables import metadata
from app.fund_core.embedded.unoffered import Unoffered
from app.fund_core.embedded.withdrawals import withdraw
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

Write = Callable[[Connection, Order], Order]
PREFIXES = {"withdrawal": "TQ", "payoff": "JQ", "phone": "SJ", "card": "YK"}


class EmbeddedCore(Unoffered):
    """FundCore in SQL. Each call is one transaction; the business date is Beijing's."""

    def __init__(self, engine: Engine, policy: CentrePolicy, clock: Clock) -> None:
        self._engine = engine
        self._policy = policy
        self._clock = clock

    @staticmethod
    def create_tables(engine: Engine) -> None:
        """Create what is missing of the core's tables."""
        metadata.create_all(engine)

    def find_person(self, id_number: str) -> Person | None:
        with reading(self._engine) as connection:
            return people.person(connection, id_number)

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]:
        with reading(self._engine) as connection:
            return people.accounts_of(connection, id_number, self._clock.now())

    def contribution_records(self, account_number: str, since: date, until: date) -> tuple[Movement, ...]:
        with reading(self._engine) as connection:
            return people.records(connection, account_number, since, until)

    def loans_of(self, id_number: str) -> tuple[Loan, ...]:
        with reading(self._engine) as connection:
            return loans.loans_of(connection, id_number, self._today(), self._clock.now())

    def loan_schedule(self, loan_number: str) -> tuple[Instalment, ...]:
        with reading(self._engine) as connection:
            return loans.schedule(connection, loan_number, self._today())

    def loan_repayments(self, loan_number: str) -> tuple[Repayment, ...]:
        with reading(self._engine) as connection:
            return loans.repaid(connection, loan_number)

    def quote_payoff(self, loan_number: str) -> PayoffQuote:
        with reading(self._engine) as connection:
            return payoffs.quote(connection, loan_number, self._today(), self._policy)

    def withdraw(self, key: str, withdrawal: Withdrawal) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            interest = withdraw(connection, withdrawal, blank.booked_on, self._policy.deposit_day_base)
            return replace(blank, amount=withdrawal.amount, interest=interest, total=withdrawal.amount + interest)

        return self._once(key, "withdrawal", withdrawal.account_number, vars(withdrawal), work)

    def pay_off(self, key: str, payoff: Payoff) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            paid = payoffs.pay_off(connection, payoff, blank.booked_on, self._policy)
            return replace(blank, amount=paid.principal, interest=paid.interest, total=paid.total)

        return self._once(key, "payoff", payoff.loan_number, vars(payoff), work)

    def change_phone(self, key: str, id_number: str, phone: str) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            changes.change_phone(connection, id_number, phone)
            return blank

        return self._once(key, "phone", "", {"id_number": id_number, "phone": phone}, work)

    def change_card(self, key: str, account_number: str, card_number: str, card_bank: str) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            changes.change_card(connection, account_number, card_number, card_bank)
            return blank

        return self._once(key, "card", account_number, {"number": card_number, "bank": card_bank}, work)

    def _once(self, key: str, kind: str, subject: str, content: Mapping[str, object], work: Write) -> Order:
        today = self._today()
        number = f"{PREFIXES[kind]}{today:%Y%m%d}{hashlib.sha256(key.encode()).hexdigest()[:10].upper()}"
        blank = Order(number, kind, "done", subject, ZERO, ZERO, ZERO, today)
        asked = {"kind": kind, "subject": subject, **{name: _text(value) for name, value in content.items()}}
        with writing():
            return once(self._engine, key, blank, asked, lambda connection: work(connection, blank))

    def _today(self) -> date:
        return beijing_date(self._clock.now())


def _text(value: object) -> str:
    """An amount has one spelling, so that 100 and 100.00 are the same request."""
    return str(yuan(value)) if isinstance(value, Decimal) else str(value)
