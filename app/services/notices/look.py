"""Looks at the core for what a person is to be told: interest, contributions, loans due, debited, overdue, settled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

from app.domain.money import ZERO
from app.domain.notice import NoticeKind, change_words
from app.fund_core import Instalment, Loan, Movement, PersonAccount, Repayment

DAY = timedelta(days=1)
CONTRIBUTION, SETTLEMENT = "01", "09"  # 归集提取业务类型: 汇缴, 年度结息
REPAID = "02"  # 贷款业务明细: 正常还款
REMINDERS = (timedelta(days=7), timedelta(days=1))
AFTER_DUE = (DAY, timedelta(days=7), timedelta(days=30))
# What else moves an account; withdrawals and closings are told of by their applications.
CHANGED = frozenset({"02", "06", "07", "08"})


@dataclass(frozen=True)
class Found:
    """One thing to tell; ``key`` sets it apart from the person's other ones of that day, without personal data."""

    kind: NoticeKind
    facts: Mapping[str, str]
    key: str


class CoreReads(Protocol):
    """The part of the core that is looked at."""

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]: ...
    def contribution_records(self, account_number: str, since: date, until: date) -> tuple[Movement, ...]: ...
    def loans_of(self, id_number: str) -> tuple[Loan, ...]: ...
    def loan_repayments(self, loan_number: str) -> tuple[Repayment, ...]: ...
    def loan_schedule(self, loan_number: str) -> tuple[Instalment, ...]: ...


class LookAtCore:
    """Only reads. Raises what the core raises."""

    def __init__(self, core: CoreReads) -> None:
        self._core = core

    def interest_of(self, id_number: str, year: int) -> tuple[Found, ...]:
        """Return the person's interest booked on 30 June of a year; nothing where there was none."""
        ends = date(year, 6, 30)
        booked = [
            one.amount
            for account in self._core.accounts_of(id_number)
            for one in self._core.contribution_records(account.number, ends, ends + DAY)
            if one.kind == SETTLEMENT and not one.reversal
        ]
        facts = {"year": str(year), "amount": str(sum(booked, ZERO))}
        return (Found(NoticeKind.ANNUAL_SETTLEMENT, facts, "interest"),) if booked else ()

    def since_yesterday(self, id_number: str, day: str) -> tuple[Found, ...]:
        """Return what was booked on the day before ``day`` (ISO), and what falls due in a week or tomorrow."""
        today = date.fromisoformat(day)
        return (*self._movements(id_number, today - DAY), *self._loans(id_number, today))

    def _movements(self, id_number: str, day: date) -> Iterator[Found]:
        for place, account in enumerate(self._core.accounts_of(id_number)):
            for one in self._core.contribution_records(account.number, day, day):
                key, amount = f"{place}:{one.sequence}", {"amount": str(abs(one.amount))}
                if one.kind == CONTRIBUTION and not one.reversal:
                    yield Found(NoticeKind.CONTRIBUTION_POSTED, {"month": one.month, **amount}, key)
                elif one.kind in CHANGED and not one.reversal:
                    yield Found(NoticeKind.BALANCE_CHANGED, {"change": change_words(one.kind), **amount}, key)

    def _loans(self, id_number: str, today: date) -> Iterator[Found]:
        for place, loan in enumerate(self._core.loans_of(id_number)):
            if loan.state != "settled":
                yield from self._running(place, loan, today)
            elif loan.settled_on == today - DAY:
                last = [one for one in self._core.loan_repayments(loan.number) if one.booked_on == loan.settled_on]
                amount = str(sum(map(_whole, last), ZERO))
                yield Found(NoticeKind.LOAN_SETTLED, {"amount": amount}, f"{place}:settled")

    def _running(self, place: int, loan: Loan, today: date) -> Iterator[Found]:
        due = loan.next_due_on
        if due is not None and due - today in REMINDERS:
            bank = {"bank": loan.bank_name, "tail": loan.bank_account[-4:]}
            facts = {"date": due.isoformat(), "amount": str(loan.next_amount), **bank}
            yield Found(NoticeKind.LOAN_DUE, facts, f"{place}:due")
        if loan.overdue_amount > 0:
            yield from self._overdue(place, loan, today)
        for one in self._core.loan_repayments(loan.number):
            if one.booked_on == today - DAY and one.kind == REPAID:
                facts = {"amount": str(_whole(one))}
                yield Found(NoticeKind.LOAN_DEBITED, facts, f"{place}:debited:{one.sequence}")

    def _overdue(self, place: int, loan: Loan, today: date) -> Iterator[Found]:
        """Tell the day after, a week after and a month after each instalment that was not debited."""
        for one in self._core.loan_schedule(loan.number):
            if one.state == "overdue" and today - one.due_on in AFTER_DUE:
                facts = {"date": one.due_on.isoformat(), "amount": str(one.total)}
                yield Found(NoticeKind.LOAN_OVERDUE, facts, f"{place}:overdue:{one.period}")


def _whole(repayment: Repayment) -> Decimal:
    return repayment.principal + repayment.interest + repayment.penalty
