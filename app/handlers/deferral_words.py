"""The words of 缓缴 (条例 art. 20), for the unit and for the desk."""

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.deferral import Agreed, Stage
from app.domain.staff import Act
from app.handlers.unit_words import month_words

AGREED: Mapping[str, str] = MappingProxyType({Agreed.CONGRESS: "职工代表大会", Agreed.UNION: "工会"})
# What a unit and its people should know before they ask.
CONSEQUENCES = (
    "缓缴不是免缴。期满或者情况好转以后，缓缴的月份要逐月补缴。",
    "缓缴期间，职工的账户照常计息，没有新的缴存入账。",
    "职工申请贷款、租房提取，要看连续缴存。缓缴的月份补缴以前可能影响他们。",
    "请在职工代表大会或工会讨论时，把这几点告诉职工。",
)
STAGES: Mapping[Stage, str] = MappingProxyType({Stage.PROPOSE: "待受理", Stage.CONFIRM: "待复核"})
PROPOSALS: Mapping[Act, str] = MappingProxyType({Act.APPROVE: "建议同意", Act.REFUSE: "建议不同意"})
ACTS: Mapping[Stage, Mapping[Act, str]] = MappingProxyType(
    {
        Stage.PROPOSE: PROPOSALS,
        Stage.CONFIRM: MappingProxyType({Act.APPROVE: "同意受理人的意见", Act.SEND_BACK: "退回受理人"}),
    }
)
# What the desk reads of each comparison: as it should be, and as it should not.
CHECKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "status_normal": ("单位账户状态正常", "单位已在缓缴，至 {until}"),
        "month_unpaid": (
            "已缴到 {last}，缓缴的月份都没有缴",
            "已缴到 {last}，缓缴的首月已经缴过，核心系统不会办理",
        ),
        "no_arrears": ("首月以前没有欠缴", "首月以前有 {months} 个月没有缴"),
        "people_same": ("职工 {now} 人，和申请时一样", "申请时 {asked} 人，现在 {now} 人"),
        "resolution_fresh": ("决议在申请以前 {days} 天", "决议在申请以前 {days} 天，超过规定的 {most} 天"),
        "no_other_task": ("没有别的在途办件", "还有 {count} 个在途办件"),
    }
)


def month_range(first: str, last: str) -> str:
    """Return 2026年12月 至 2027年5月, or one month alone."""
    return month_words(first) if first == last else f"{month_words(first)}至{month_words(last)}"
