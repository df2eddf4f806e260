"""The words of codes that units meet: whom they belong to, where they are."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

# 隶属关系, GB/T 12404 (rules 1.3)
AFFILIATIONS: Mapping[str, str] = MappingProxyType(
    {
        "10": "中央",
        "20": "省",
        "40": "市、地区",
        "50": "县",
        "60": "街道、镇、乡",
        "70": "居民、村民委员会",
        "90": "其他",
    }
)


def month_words(month: str) -> str:
    """Return 2026-12 as 2026年12月."""
    year, _, number = month.partition("-")
    return f"{year}年{number}月"


def months_words(months: Sequence[str]) -> str:
    """Return some months, the oldest first: one by its name, more from the first to the last and how many."""
    first, last = month_words(months[0]), month_words(months[-1])
    return first if len(months) == 1 else f"{first}至{last}，共 {len(months)} 个月"


# What units do: its name, and what it is called on its page for a file.
TASKS: Mapping[str, str] = MappingProxyType(
    {
        "enrol": "增员",
        "seal": "封存",
        "unseal": "启封",
        "bases": "基数调整",
        "details": "单位信息变更",
        "person": "个人信息变更",
        "remit": "汇缴",
        "late": "补缴",
        "ratios": "比例调整",
        "defer": "缓缴申请",
    }
)
TASK_STATES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "checking": ("核对中", "warn"),
        "faulty": ("有错，没有提交", "err"),
        "ready": ("待提交", "warn"),
        "waiting": ("待复核", "warn"),
        "centre": ("待中心审核", "warn"),
        "sent": ("办理中", "warn"),
        "done": ("已办结", "ok"),
        "refused": ("未通过", "err"),
        "dropped": ("已放弃", ""),
    }
)
CAUSES: Mapping[str, str] = MappingProxyType(
    {
        "given_back": "复核人退回，请改好后重新提交",
        "dropped": "提交以前放弃了",
        "already_enrolled": "有人在别处已开户，全部没有办理。请重新提交，会指出是哪一行",
        "name_differs": "有人的姓名和中心登记的不一致，全部没有办理",
        "account_not_normal": "有人的账户状态刚刚变了，全部没有办理。请重新提交",
        "account_not_sealed": "有人的账户状态刚刚变了，全部没有办理。请重新提交",
        "base_out_of_range": "有人的缴存基数不在规定范围内，全部没有办理",
        "centre_refused": "中心没有同意，各月照常汇缴",
        "already_deferred": "本单位已在缓缴，没有再办",
        "term_too_long": "缓缴的月数超过了规定，没有办理",
        "details_moved": "提交以后，单位信息又有了别的变动，这次没有修改。请看过最新的信息再办",
        "facts_moved": "提交以后，这位职工的信息又有了别的变动，这次没有修改。请看过最新的信息再办",
        "month_not_missed": "有人的补缴年月已经缴过，全部没有办理。请重新核对",
        "month_not_paid": "有人的补缴年月没有缴过，全部没有办理。请重新核对",
        "month_too_early": "有的补缴年月早于本单位首次汇缴年月，全部没有办理",
        "month_too_late": "有的补缴年月本单位还没有汇缴，全部没有办理",
        "nothing_short": "有人的补缴年月已经缴足，全部没有办理。请重新核对",
        "total_changed": "核对之后，有人的缴存或基数变了，全部没有办理。请重新核对",
        "month_paid": "这个月已经汇缴过了，这一次没有再缴",
        "ratio_out_of_range": "缴存比例不在规定范围内，没有调整",
        "unknown_account": "有人不在本单位了，全部没有办理。请重新提交",
    }
)
OTHER_CAUSE = "中心没有办理，详情请打 12329"
SAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "name": "张三（示例，请删除这一行）",
        "id_number": "填 18 位证件号码",
        "phone": "填 11 位手机号",
        "base": "8000.00",
        "month": "2026-03",
        "month_base": "8000.00",
        "reason": "漏缴",
    }
)


CHANGES: Mapping[str, str] = MappingProxyType({"new": "新增", "gone": "封存或减少", "amount": "基数或比例变化"})
DUE_COLUMNS = ("序号", "姓名", "证件号码", "个人账号", "缴存基数", "单位部分", "个人部分", "合计")
LATE_COLUMNS = (
    *("序号", "姓名", "证件号码", "个人账号", "补缴年月", "补缴原因"),
    *("该月缴存基数", "已缴", "单位部分", "个人部分", "合计"),
)
RECEIPT: Mapping[str, str] = MappingProxyType(
    {
        "remit": "汇缴回执",
        "late": "补缴回执",
        "unit": "单位",
        "unit_number": "单位账号",
        "month": "所属年月",
        "people": "人数",
        "lines": "笔数",
        "unit_part": "单位部分",
        "person_part": "个人部分",
        "total": "合计",
        "capitals": "合计大写",
        "order": "业务流水号",
        "at": "办结时间",
        "number": "办件编号",
        "note": "本回执不代替银行的付款凭证。",
    }
)


# What a code means of one kind of business, where it differs from the others'.
OWN_CAUSES: Mapping[tuple[str, str], str] = MappingProxyType(
    {("defer", "month_paid"): "缓缴的月份里有已经汇缴的，没有办理。请重新申请"}
)


def cause_words(code: str, kind: str) -> str:
    """Return why a task of this kind ended as it did."""
    return OWN_CAUSES.get((kind, code)) or CAUSES.get(code, OTHER_CAUSE)
