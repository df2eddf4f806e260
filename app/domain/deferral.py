"""缓缴 (条例 art. 20): which months a unit may ask for, how its people agreed, and who at the centre decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.domain.contribution import month_number, month_text
from app.domain.errors import Refusal
from app.domain.policy import CentrePolicy
from app.domain.staff import Act, Member, Role

FIRST_MONTHS = 6  # how many months are offered as the first
REASON_SHORTEST, REASON_LONGEST = 10, 300


class Agreed(StrEnum):
    """Who of the unit's people discussed and passed it."""

    CONGRESS = "congress"  # 职工代表大会
    UNION = "union"  # 工会


class Stage(StrEnum):
    """Where an application is at the centre."""

    PROPOSE = "propose"  # 受理
    CONFIRM = "confirm"  # 复核


DESK: Mapping[Stage, tuple[Role, frozenset[Act]]] = MappingProxyType(
    {
        Stage.PROPOSE: (Role.ACCEPT, frozenset({Act.APPROVE, Act.REFUSE})),
        Stage.CONFIRM: (Role.REVIEW, frozenset({Act.APPROVE, Act.SEND_BACK})),
    }
)


@dataclass(frozen=True)
class DeferralWish:
    """What a unit asks for: months as YYYY-MM; `resolved_on` is the day of the resolution (决议)."""

    first_month: str
    months: int
    reason: str = field(repr=False)
    agreed_by: Agreed
    resolved_on: date

    @property
    def last_month(self) -> str:
        """The last month that would not be paid."""
        return month_text(month_number(self.first_month) + self.months - 1)


def first_months(last_paid: str, opened_for: str, today: date) -> tuple[str, ...]:
    """The months a term may begin with: after the last paid, not before the unit's first, not before today's."""
    earliest = month_number(f"{today:%Y-%m}")
    for month, at_least in ((last_paid, 1), (opened_for, 0)):
        earliest = max(earliest, month_number(month) + at_least) if month else earliest
    return tuple(month_text(earliest + more) for more in range(FIRST_MONTHS))


def refuse_wish(wish: DeferralWish, offered: tuple[str, ...], today: date, policy: CentrePolicy) -> None:
    """Raise Refusal: deferral_first_month, deferral_months, resolution_in_future, resolution_too_old."""
    if wish.first_month not in offered:
        raise Refusal("deferral_first_month")
    if not 1 <= wish.months <= policy.deferral_months_most:
        raise Refusal("deferral_months", {"most": str(policy.deferral_months_most)})
    if wish.resolved_on > today:
        raise Refusal("resolution_in_future")
    if wish.resolved_on < today - timedelta(days=policy.deferral_resolution_days):
        raise Refusal("resolution_too_old", {"days": str(policy.deferral_resolution_days)})


def promised_on(asked: date, policy: CentrePolicy) -> date:
    """The day by which the centre decides, by its own word."""
    return asked + timedelta(days=policy.deferral_decision_days)


def demand_right(member: Member, stage: Stage, act: Act, proposed_by: int | None) -> None:
    """Raise a Refusal where this member may not do this now.

    Nobody confirms, or gives back, what they proposed themselves. Codes: staff_not_at_desk,
    staff_role_missing, staff_own_decision.
    """
    role, acts = DESK[stage]
    if act not in acts:
        raise Refusal("staff_not_at_desk")
    member.demand(role)
    if stage is Stage.CONFIRM and proposed_by == member.id:
        raise Refusal("staff_own_decision")
