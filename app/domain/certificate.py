"""Certificates (证明): their kinds, what each must state, how long it holds and how it is named; rules 6."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.domain.calendar import add_months
from app.domain.errors import Refusal

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0 O 1 I
CODE_LENGTH = 8
NUMBER_LENGTH = 16
LONGEST_PERIOD_YEARS = 10
CLOSED = frozenset({"03", "04", "05"})  # GRZHZT: 合并销户, 外部转出销户, 提取销户


class Kind(StrEnum):
    """What can be issued; a template of the same name draws it."""

    CONTRIBUTION = "contribution"  # 职工住房公积金缴存证明
    REMOTE_LOAN = "remote_loan"  # 异地贷款职工住房公积金缴存使用证明
    SETTLED_LOAN = "settled_loan"  # 个人住房公积金贷款结清证明
    WITHDRAWAL = "withdrawal"  # 提取回单
    REPAYMENT = "repayment"  # 还款回单


class State(StrEnum):
    """What is kept of a certificate: making → issued → void. One that failed while being made stays at making."""

    MAKING = "making"
    ISSUED = "issued"
    VOID = "void"


class Standing(StrEnum):
    """What a stranger is told: 有效, 已过期, 已作废."""

    VALID = "valid"
    EXPIRED = "expired"
    VOID = "void"


Facts = Mapping[str, object]
_PERSON = ("name", "id_number")
_ACCOUNT = (*_PERSON, "account_number", "unit_name")
_PAID = ("base", "monthly", "unit_ratio", "person_ratio", "run_first", "run_last", "run_months", "balance")
_LOAN = (*_PERSON, "loan_number", "contract_number", "bank_name")
REQUIRED: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.CONTRIBUTION: (*_ACCOUNT, *_PAID, "status", "opened_on", "paid_until", "as_of", "balance_capitals"),
        Kind.REMOTE_LOAN: (
            *(*_ACCOUNT, *_PAID, "balance_capitals", "receiver", "status", "opened_month"),
            *("record", "loan_count", "loan_total", "loan_left"),
        ),
        Kind.SETTLED_LOAN: (
            *(*_LOAN, "settled_on", "amount", "amount_capitals", "months"),
            *("issued_loan_on", "home_address"),
        ),
        Kind.WITHDRAWAL: (
            *(*_ACCOUNT, "serial", "booked_on", "closing", "interest"),
            *("amount", "amount_capitals", "balance_after"),
        ),
        Kind.REPAYMENT: (
            *(*_LOAN, "serial", "booked_on", "repayment", "period", "principal", "interest", "penalty"),
            *("principal_left", "total", "total_capitals"),
        ),
    }
)


def whole(kind: Kind, facts: Facts) -> Facts:
    """The facts, when none that the paper states is missing. Raises Refusal("certificate_fact_missing", fact)."""
    for name in REQUIRED[kind]:
        if not str(facts.get(name) or "").strip():
            raise Refusal("certificate_fact_missing", {"fact": name})
    return facts


def last_day(issued_on: date, months: int) -> date | None:
    """The last day it may be used; None where the centre sets no limit (zero months)."""
    return add_months(issued_on, months) if months else None


def standing(state: State, valid_until: date | None, today: date) -> Standing:
    """How an issued or voided certificate stands on a day; its last day still counts."""
    if state is not State.ISSUED:
        return Standing.VOID
    return Standing.EXPIRED if valid_until is not None and today > valid_until else Standing.VALID


def number_of(day: date, serial: int) -> str:
    """The number (证明编号): ZM, the day, and the day's serial in six digits."""
    return f"ZM{day:%Y%m%d}{serial:06}"


def new_code(pick: Callable[[str], str]) -> str:
    """A check code (核验码) of eight letters, each by ``pick``: a source that nobody can foretell."""
    return "".join(pick(CODE_LETTERS) for _ in range(CODE_LENGTH))


def grouped(code: str) -> str:
    """As people read it: 7K3F-9Q2M."""
    return f"{code[:4]}-{code[4:]}"


def tidied(text: str) -> str:
    """A number or a code as it was meant: upper case, without spaces and dashes."""
    return re.sub(r"[\s\-－—]+", "", text).upper()


def loan_record(states: Sequence[str]) -> str:
    """The record of loans (贷款记录) on the 异地贷款 form: none, one_settled, more_settled or open; rules 6.2."""
    if not states:
        return "none"
    if any(state != "settled" for state in states):
        return "open"
    return "one_settled" if len(states) == 1 else "more_settled"
