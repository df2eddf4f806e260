"""Applications (办件): the services of the hall, the states of a submission, and what is promised; rules 4.

A draft is no application: it becomes one when it is submitted.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.domain.calendar import DAY
from app.domain.clock import beijing_date
from app.domain.policy import CentrePolicy
from app.domain.withdrawal import InvalidTransition

UNDO = timedelta(minutes=10)  # 工信厅信管函〔2021〕67号 附件1 2.6.1: money submissions can be reversed for ten minutes
DRAFT_LIFE = timedelta(hours=24)
SATURDAY = 5
SERIALS = 10**6


class Group(StrEnum):
    """What a service is about; the value begins its reference numbers (办件编号)."""

    WITHDRAWAL = "TQ"  # 提取
    LOAN = "DK"  # 贷款
    CHANGE = "BG"  # 变更
    TRANSFER = "ZY"  # 转移


class ServiceKey(StrEnum):
    """Every service that a person applies for."""

    RETIREMENT = "retirement"  # 退休提取
    EMPLOYMENT_ENDED = "employment_ended"  # 终止劳动关系提取
    PURCHASE = "purchase"  # 购房提取
    RENT = "rent"  # 租房提取
    FUND_LOAN = "fund_loan"  # 偿还公积金贷款提取
    COMMERCIAL_LOAN = "commercial_loan"  # 偿还商业贷款提取
    PROVINCE_LOAN = "province_loan"  # 省内异地公积金贷款提取
    DECORATION = "decoration"  # 装修提取
    PROPERTY_FEE = "property_fee"  # 物业费提取
    PAYOFF = "payoff"  # 提前结清、最后一次还款
    PREPAYMENT = "prepayment"  # 提前部分还款
    CHANGE_DETAILS = "change_details"  # 职工信息变更
    TRANSFER_IN = "transfer_in"  # 异地转移接续申请


GROUPS: Mapping[ServiceKey, Group] = MappingProxyType(
    {
        **dict.fromkeys(ServiceKey, Group.WITHDRAWAL),
        ServiceKey.PAYOFF: Group.LOAN,
        ServiceKey.PREPAYMENT: Group.LOAN,
        ServiceKey.CHANGE_DETAILS: Group.CHANGE,
        ServiceKey.TRANSFER_IN: Group.TRANSFER,
    }
)


class Channel(StrEnum):
    """Where an application came in (渠道)."""

    WECHAT = "wechat"  # 微信网厅
    WEB = "web"  # 个人网厅


class ApplicationState(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"  # 已提交; the person may still take it back
    WITHDRAWN = "withdrawn"  # 已撤回
    IN_REVIEW = "in_review"  # 审核中; the centre's staff decide
    IN_RECHECK = "in_recheck"  # 审核中; approved once, a second person decides
    RETURNED = "returned"  # 退回补正; the person is asked for more
    SENT = "sent"  # 受理中; on its way to the core, which has not answered yet
    UNKNOWN = "unknown"  # 受理中; the core's answer was lost, it is asked what became of it
    ACCEPTED = "accepted"  # 已受理; the payment or the debit is under way
    DONE = "done"  # 办结
    REFUSED = "refused"  # 未通过
    FAILED = "failed"  # 付款或扣款未成功


_S = ApplicationState
TRANSITIONS: Mapping[ApplicationState, frozenset[ApplicationState]] = MappingProxyType(
    {
        _S.SUBMITTED: frozenset({_S.WITHDRAWN, _S.SENT, _S.IN_REVIEW}),
        _S.IN_REVIEW: frozenset({_S.IN_RECHECK, _S.SENT, _S.REFUSED, _S.RETURNED}),
        _S.IN_RECHECK: frozenset({_S.IN_REVIEW, _S.SENT, _S.REFUSED}),
        _S.RETURNED: frozenset({_S.IN_REVIEW, _S.REFUSED}),
        _S.SENT: frozenset({_S.UNKNOWN, _S.ACCEPTED, _S.REFUSED}),
        _S.UNKNOWN: frozenset({_S.ACCEPTED, _S.REFUSED}),
        _S.ACCEPTED: frozenset({_S.DONE, _S.FAILED}),
        _S.WITHDRAWN: frozenset(),
        _S.DONE: frozenset(),
        _S.REFUSED: frozenset(),
        _S.FAILED: frozenset(),
    }
)


def move(state: ApplicationState, to: ApplicationState) -> ApplicationState:
    """The next state. Raises InvalidTransition where it cannot follow."""
    if to not in TRANSITIONS[state]:
        raise InvalidTransition(f"{to.value} does not follow {state.value}")
    return to


def is_open(state: ApplicationState) -> bool:
    """Whether it still counts as the one open application of its account or loan (在途办件)."""
    return bool(TRANSITIONS[state])


def may_take_back(state: ApplicationState, undo_until: datetime | None, now: datetime) -> bool:
    """Whether the person may still take it back (撤回申请): until the minute it goes to the core."""
    return state is ApplicationState.SUBMITTED and undo_until is not None and now < undo_until


def reference_number(service: ServiceKey, submitted: datetime, serial: int) -> str:
    """办件编号, such as TQ20210709000127: the group, Beijing's date and the row's serial."""
    return f"{GROUPS[service].value}{beijing_date(submitted):%Y%m%d}{serial % SERIALS:06d}"


def promised_on(service: ServiceKey, submitted: date, policy: CentrePolicy) -> date:
    """The day of the promised outcome: 条例 art. 25 for withdrawals, the centre's word for others."""
    own = {Group.WITHDRAWAL: policy.decision_days, Group.TRANSFER: policy.transfer_days}
    days = own.get(GROUPS[service], policy.other_services_days)
    if policy.promise_counts == "calendar":
        return submitted + timedelta(days=days)
    return _working_days_after(submitted, days)


def _working_days_after(day: date, days: int) -> date:
    """Weekends do not count; holidays are announced year by year and make the promise no shorter than this."""
    while days > 0:
        day += DAY
        days -= day.weekday() < SATURDAY
    return day
