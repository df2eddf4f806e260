"""Staff of the centre (工作人员): what each role may do, what may be decided of an application, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from app.domain.application import ApplicationState
from app.domain.errors import Refusal

IDLE = timedelta(minutes=15)
WHOLE_LIFE = timedelta(hours=8)  # a working day


class Role(StrEnum):
    """What somebody at the centre is there for (岗位)."""

    ACCEPT = "accept"  # 受理
    REVIEW = "review"  # 复核
    MANAGE = "manage"  # 管理
    AUDIT = "audit"  # 审计


class Act(StrEnum):
    """What is done with an application at the desk; a REPLY is the person's."""

    APPROVE = "approve"  # 通过
    REFUSE = "refuse"  # 不通过
    ASK = "ask"  # 退回补正
    SEND_BACK = "send_back"  # 退回受理
    REPLY = "reply"  # 补充说明


class RevealReason(StrEnum):
    """Why somebody needs a person's full numbers."""

    COMPARE = "compare"  # 核对证明材料
    CALL = "call"  # 电话联系本人
    BANK = "bank"  # 与银行核对收款账户
    COMPLAINT = "complaint"  # 处理投诉


@dataclass(frozen=True)
class Member:
    """Who works at the desk now."""

    id: int
    number: str
    name: str = field(repr=False)
    roles: frozenset[Role]

    def demand(self, *any_of: Role) -> None:
        """Raise Refusal("staff_role_missing") without one of these roles."""
        if not self.roles & set(any_of):
            raise Refusal("staff_role_missing")


_S = ApplicationState
DESK: Mapping[ApplicationState, tuple[Role, frozenset[Act]]] = MappingProxyType(
    {
        _S.IN_REVIEW: (Role.ACCEPT, frozenset({Act.APPROVE, Act.REFUSE, Act.ASK})),
        _S.IN_RECHECK: (Role.REVIEW, frozenset({Act.APPROVE, Act.REFUSE, Act.SEND_BACK})),
        _S.RETURNED: (Role.ACCEPT, frozenset({Act.REFUSE})),
    }
)
_LEADS_TO: Mapping[Act, ApplicationState] = MappingProxyType(
    {
        Act.APPROVE: _S.SENT,
        Act.REFUSE: _S.REFUSED,
        Act.ASK: _S.RETURNED,
        Act.SEND_BACK: _S.IN_REVIEW,
        Act.REPLY: _S.IN_REVIEW,
    }
)


def demand_right(member: Member, state: ApplicationState, act: Act, *, approved_by: int | None, is_own: bool) -> None:
    """Raise a Refusal where this member may not do this now.

    ``approved_by`` approved it last; ``is_own``: the member is the one who applies. Codes: staff_not_at_desk,
    staff_own_case, staff_role_missing, staff_own_decision.
    """
    if state not in DESK or act not in DESK[state][1]:
        raise Refusal("staff_not_at_desk")
    if is_own:
        raise Refusal("staff_own_case")
    member.demand(DESK[state][0])
    if state is _S.IN_RECHECK and approved_by == member.id:
        raise Refusal("staff_own_decision")


def next_state(state: ApplicationState, act: Act, amount: Decimal, second_from: Decimal) -> ApplicationState:
    """Where a decision leads; an approval of ``second_from`` yuan or more goes to a second person first."""
    needs_second = state is _S.IN_REVIEW and act is Act.APPROVE and amount >= second_from
    return _S.IN_RECHECK if needs_second else _LEADS_TO[act]
