"""Withdrawals (提取): reasons as a dated table, and the states of an order; rules 1.1, 1.3 and 4.

The Regulation changed on 2026-09-20 (国务院令第844号): rent needs no income test, decoration and property fees are new,
and closing the account with the withdrawal became possible instead of compulsory.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.domain.errors import DomainError

FIRST_DAY = date(2002, 3, 24)  # 国务院令第350号
NEW_LAW = date(2026, 9, 20)
DECISION_DAYS = 3  # 条例 art. 25: within three days of acceptance


class UnknownReason(DomainError):
    """A reason code that the law of that day does not have."""


class InvalidTransition(DomainError):
    """A state that cannot follow another."""


class Reason(StrEnum):
    """Why money is withdrawn (提取原因), JGJ/T 320 TQYY; 10 to 13 are local until the standard has codes."""

    PURCHASE = "01"  # 购买住房
    BUILDING = "02"  # 建造、翻建、大修
    RETIREMENT = "03"  # 离休、退休
    DISABILITY = "04"  # 完全丧失劳动能力并终止劳动关系
    EMIGRATION = "05"  # 出境定居
    LOAN_REPAYMENT = "06"  # 偿还购房贷款本息
    RENT = "07"  # 支付房租
    DEATH = "08"  # 死亡
    ILLNESS = "09"  # 大病医疗, local
    DECORATION = "10"  # 装修自住住房
    PROPERTY_FEE = "11"  # 物业费
    EMPLOYMENT_ENDED = "12"  # 终止劳动关系, 建金[2018]46号
    OTHER_HOUSING = "13"  # 国务院批准的其他住房消费


class Closing(StrEnum):
    """Whether the account closes (销户) with the withdrawal."""

    NEVER = "never"
    OPTIONAL = "optional"
    ALWAYS = "always"


@dataclass(frozen=True)
class ReasonRule:
    """One row: in force from `since` to the day before `until`. `local` rules need the centre's word first."""

    reason: Reason
    since: date
    until: date | None
    closing: Closing
    source: str
    income_test: bool = False
    local: bool = False

    @property
    def export_code(self) -> str:
        """The code for the standard's exports: what it does not know is 99."""
        return self.reason.value if self.reason.value < Reason.DECORATION.value else "99"

    def in_force(self, on: date) -> bool:
        """Whether the row is the law on a day."""
        return self.since <= on and (self.until is None or on < self.until)


def _row(
    reason: Reason, article: str, closing: Closing = Closing.NEVER, *, income_test: bool = False, local: bool = False
) -> ReasonRule:
    """A row that the change of 2026 left alone."""
    return ReasonRule(reason, FIRST_DAY, None, closing, article, income_test=income_test, local=local)


def _changed(reason: Reason, old: Closing, new: Closing, *, income_test: bool = False) -> tuple[ReasonRule, ReasonRule]:
    """A row before and from the change of 2026."""
    before = ReasonRule(reason, FIRST_DAY, NEW_LAW, old, "条例 2019 art. 24", income_test=income_test)
    return before, ReasonRule(reason, NEW_LAW, None, new, "条例 2026 art. 24")


def _new(reason: Reason) -> ReasonRule:
    """A row that begins with the change of 2026; its limits are the centre's."""
    return ReasonRule(reason, NEW_LAW, None, Closing.NEVER, "条例 2026 art. 24", local=True)


REASONS: tuple[ReasonRule, ...] = (
    _row(Reason.PURCHASE, "条例 art. 24"),
    _row(Reason.BUILDING, "条例 art. 24"),
    *_changed(Reason.RETIREMENT, Closing.ALWAYS, Closing.OPTIONAL),
    *_changed(Reason.DISABILITY, Closing.ALWAYS, Closing.OPTIONAL),
    *_changed(Reason.EMIGRATION, Closing.ALWAYS, Closing.OPTIONAL),
    _row(Reason.LOAN_REPAYMENT, "条例 art. 24"),
    *_changed(Reason.RENT, Closing.NEVER, Closing.NEVER, income_test=True),
    _row(Reason.DEATH, "条例 art. 24", Closing.ALWAYS),
    _row(Reason.ILLNESS, "the centre's notice", local=True),
    _row(Reason.EMPLOYMENT_ENDED, "建金[2018]46号", Closing.ALWAYS),
    _new(Reason.DECORATION),
    _new(Reason.PROPERTY_FEE),
    _new(Reason.OTHER_HOUSING),
)


def reasons_on(on: date) -> tuple[ReasonRule, ...]:
    """The reasons of the law on a day."""
    return tuple(row for row in REASONS if row.in_force(on))


def reason_rule(reason: Reason, on: date) -> ReasonRule:
    """The row of a reason on a day. Raises UnknownReason where the law then did not have it."""
    for row in reasons_on(on):
        if row.reason is reason:
            return row
    raise UnknownReason(f"no reason {reason.value} on {on}")


class OrderState(StrEnum):
    """The states of a withdrawal order (提取业务)."""

    DRAFT = "draft"  # 草稿
    CODE_VERIFIED = "code_verified"  # 短信已验
    SUBMITTED = "submitted"  # 已提交
    CHECKING = "checking"  # 联网核查中
    CHECK_FAILED = "check_failed"  # 核查不通过
    IN_REVIEW = "in_review"  # 待审核
    REJECTED = "rejected"  # 审核不通过
    APPROVED = "approved"  # 审核通过
    PAYING = "paying"  # 待入账
    PAYMENT_FAILED = "payment_failed"  # 入账失败
    DONE = "done"  # 办结
    VOID = "void"  # 作废
    CANCELLED = "cancelled"  # 已撤销


_S = OrderState
TRANSITIONS: Mapping[OrderState, frozenset[OrderState]] = MappingProxyType(
    {
        _S.DRAFT: frozenset({_S.CODE_VERIFIED, _S.CANCELLED}),
        _S.CODE_VERIFIED: frozenset({_S.SUBMITTED, _S.CANCELLED}),
        _S.SUBMITTED: frozenset({_S.CHECKING, _S.CANCELLED}),
        _S.CHECKING: frozenset({_S.CHECK_FAILED, _S.IN_REVIEW, _S.CANCELLED}),
        _S.CHECK_FAILED: frozenset({_S.CHECKING, _S.IN_REVIEW, _S.CANCELLED}),  # corrected, or to a clerk with scans
        _S.IN_REVIEW: frozenset({_S.APPROVED, _S.REJECTED, _S.CANCELLED}),
        _S.APPROVED: frozenset({_S.PAYING, _S.CANCELLED}),
        _S.PAYING: frozenset({_S.DONE, _S.PAYMENT_FAILED}),
        _S.PAYMENT_FAILED: frozenset({_S.PAYING, _S.VOID}),
        _S.REJECTED: frozenset(),
        _S.DONE: frozenset(),
        _S.VOID: frozenset(),
        _S.CANCELLED: frozenset(),
    }
)
CORE_CODES: Mapping[str, OrderState] = MappingProxyType(  # a real core system's codes, 毕节
    {
        "01": _S.SUBMITTED,
        "02": _S.PAYING,
        "80": _S.REJECTED,
        "81": _S.PAYMENT_FAILED,
        "98": _S.IN_REVIEW,
        "99": _S.DONE,
    }
)


def move_order(state: OrderState, to: OrderState) -> OrderState:
    """The next state. Raises InvalidTransition where it cannot follow."""
    if to not in TRANSITIONS[state]:
        raise InvalidTransition(f"{to.value} does not follow {state.value}")
    return to


def is_open(state: OrderState) -> bool:
    """Whether the order still counts as the one open order of its account and kind."""
    return bool(TRANSITIONS[state])


def can_cancel(state: OrderState) -> bool:
    """Whether the person may still cancel (撤销): until the money is on its way."""
    return OrderState.CANCELLED in TRANSITIONS[state]


def decision_due(accepted: date) -> date:
    """The last day for the centre's decision, in calendar days as the text says 3日."""
    return accepted + timedelta(days=DECISION_DAYS)
