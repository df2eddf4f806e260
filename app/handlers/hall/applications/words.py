"""The words of applications on pages: facts, states, steps. Tables only; money and dates are written by `shown`."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from app.domain.application import ApplicationState, Channel, Group
from app.domain.details import Change
from app.domain.masking import mask_card, mask_mobile
from app.handlers.sentences import ACCOUNT_STATUS
from app.services.applications.names import CHANGES


class Fact(NamedTuple):
    """A fact's label and how its value is written."""

    label: str
    kind: str = "text"


class ShownFact(NamedTuple):
    """A fact as a page writes it."""

    name: str
    label: str
    value: str
    unit: str = ""


FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        "account": Fact("个人账户号："),
        "name": Fact("姓名："),
        "id_number": Fact("身份证号："),
        "unit": Fact("单位名称："),
        "phone": Fact("手机号码："),
        "status": Fact("账户状态：", "status"),
        "balance": Fact("账户余额：", "yuan"),
        "interest": Fact("销户利息：", "yuan"),
        "total": Fact("合计：", "yuan"),
        "available": Fact("最多可提取：", "yuan"),
        "amount": Fact("提取金额：", "yuan"),
        "reason": Fact("提取原因：", "reason"),
        "paper": Fact("证件类型：", "paper"),
        "number": Fact("证件号："),
        "owners": Fact("产权人（购房人）："),
        "address": Fact("房屋坐落："),
        "area": Fact("建筑面积：", "area"),
        "price": Fact("房屋总价：", "yuan"),
        "lease": Fact("租赁备案编号："),
        "lease_until": Fact("租赁到期日："),
        "rent": Fact("每月租金：", "yuan"),
        "way": Fact("提取方式：", "way"),
        "standing_amount": Fact("正在按月提取：", "yuan"),
        "repaid_loan": Fact("还款的贷款："),
        "lender": Fact("贷款机构："),
        "repaid": Fact("可提取的已还本息：", "yuan"),
        "deed_on": Fact("登记或备案日期："),
        "payee": Fact("收款账户名称："),
        "card": Fact("收款账户号码：", "card"),
        "bank": Fact("所属银行名称："),
        "change": Fact("变更内容：", "change"),
        "new_phone": Fact("新手机号：", "phone"),
        "new_card": Fact("新银行卡号：", "card"),
        "new_bank": Fact("开户银行："),
        "home_address": Fact("家庭住址："),
        "postcode": Fact("邮编："),
        "marital_status": Fact("婚姻状况：", "marital"),
        "education": Fact("学历："),
        "occupation": Fact("职业："),
        "job_title": Fact("职务："),
        "email": Fact("电子邮箱："),
        "monthly_income": Fact("月收入：", "yuan"),
        "centre": Fact("转出中心："),
        "old_unit": Fact("原单位名称："),
        "old_account": Fact("原个人账号："),
        "statutory_on": Fact("法定退休日期："),
        "elsewhere": Fact("在别的城市缴存：", "yes_no"),
        "loan": Fact("公积金贷款账号："),
        "loan_amount": Fact("贷款金额：", "yuan"),
        "principal_left": Fact("剩余本金：", "yuan"),
        "payer": Fact("付款银行户名："),
        "debit_card": Fact("付款银行账号：", "card"),
        "loan_bank": Fact("贷款委托银行："),
        "quoted_on": Fact("金额有效至："),
        "prepaid": Fact("提前归还本金：", "yuan"),
        "interest_due": Fact("应计利息：", "yuan"),
        "choice": Fact("还款后：", "choice"),
        "payment_after": Fact("还款后月供：", "yuan"),
        "months_after": Fact("还款后剩余期数：", "months"),
        "ends_on": Fact("还款后最后一期："),
    }
)
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "01": "购房提取",
        "03": "退休提取",
        "06": "偿还贷款提取",
        "07": "租房提取",
        "10": "装修提取",
        "11": "物业费提取",
        "12": "终止劳动关系提取",
    }
)
PAPERS: Mapping[str, str] = MappingProxyType(
    {
        "certificate": "不动产权证书",
        "old_certificate": "房屋所有权证书",
        "contract": "商品房买卖合同",
        "second_hand": "存量房（二手房）买卖合同",
        "lease": "房屋租赁登记备案",
    }
)
WAYS: Mapping[str, str] = MappingProxyType(
    {"once": "取一次", "monthly": "每月自动提取（按月委托）", "end": "停止每月提取"}
)
CHOICES: Mapping[str, str] = MappingProxyType({"shorten": "缩短期限", "reduce": "减少月供"})
LINES: Mapping[str, str] = MappingProxyType(
    {
        "not_due_principal": "未到期本金：",
        "current_instalment": "本期应还：",
        "unexpired_interest": "减未到期利息：",
        "accrued_interest": "应计利息：",
        "overdue_principal": "逾期本金：",
        "overdue_interest": "逾期利息：",
        "penalty": "罚息：",
    }
)
MARITAL: Mapping[str, str] = MappingProxyType({"10": "未婚", "20": "已婚", "30": "丧偶", "40": "离婚", "90": "未登记"})
YES_NO: Mapping[str, str] = MappingProxyType({"yes": "有", "no": "没有"})
CHANNELS: Mapping[str, str] = MappingProxyType({Channel.WECHAT.value: "微信网厅", Channel.WEB.value: "个人网厅"})

RECEIPT: Mapping[str, str] = MappingProxyType(
    {
        "title": "办件回执",
        "number": "办件编号：",
        "state": "办理状态：",
        "submitted": "提交时间：",
        "promised": "预计办结：",
        "channel": "办理渠道：",
        "account": "收付款账户：",
        "changed": "状态时间：",
        "note": "这张回执只说明办理情况，不作为凭证。需要加盖印章的提取或还款回单，请在“证明”里开具。服务热线 12329",
    }
)


class StateWords(NamedTuple):
    """A state's tag and its colour."""

    tag: str
    tint: str = ""


_S = ApplicationState
STATES: Mapping[ApplicationState, StateWords] = MappingProxyType(
    {
        _S.SUBMITTED: StateWords("已提交", "warn"),
        _S.WITHDRAWN: StateWords("已撤回", "mute"),
        _S.IN_REVIEW: StateWords("审核中", "warn"),
        _S.IN_RECHECK: StateWords("审核中", "warn"),
        _S.RETURNED: StateWords("请补充", "err"),
        _S.SENT: StateWords("受理中", "warn"),
        _S.UNKNOWN: StateWords("受理中", "warn"),
        _S.ACCEPTED: StateWords("已受理", "warn"),
        _S.DONE: StateWords("已办结", "ok"),
        _S.REFUSED: StateWords("未通过", "err"),
        _S.FAILED: StateWords("没有办成", "err"),
    }
)
# What a person waits for, in order: submitted, the centre's decision, the money, the end.
STAGES: Mapping[Group, tuple[str, str, str, str]] = MappingProxyType(
    {
        Group.WITHDRAWAL: ("已提交", "中心受理", "银行付款", "办结"),
        Group.LOAN: ("已提交", "中心受理", "银行扣款", "入账办结"),
        Group.CHANGE: ("已提交", "中心受理", "信息生效", "办结"),
        Group.TRANSFER: ("已提交", "中心受理", "联系转出中心", "办结"),
    }
)


def shown(name: str, value: str, *, in_full: bool = False) -> ShownFact:
    """Return a fact as written; `in_full` shows the person's own card on the page that is checked."""
    fact = FACTS[name]
    write = _IN_FULL.get(fact.kind, _WRITERS[fact.kind]) if in_full else _WRITERS[fact.kind]
    return ShownFact(name, fact.label, write(value) if value else "—", "元" if fact.kind == "yuan" and value else "")


def _in_fours(card: str) -> str:
    return " ".join(card[at : at + 4] for at in range(0, len(card), 4))


# What its own person typed or must check is written out on the check page, and nowhere else.
_IN_FULL: Mapping[str, Callable[[str], str]] = MappingProxyType({"card": _in_fours, "phone": str})
_WRITERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "text": str,
        "yuan": lambda value: f"{Decimal(value):,.2f}",
        "card": mask_card,
        "phone": mask_mobile,
        "change": lambda value: CHANGES[Change(value)],
        "marital": lambda value: MARITAL.get(value, value),
        "status": lambda value: ACCOUNT_STATUS.get(value, ACCOUNT_STATUS["99"]),
        "reason": lambda value: REASONS.get(value, value),
        "choice": lambda value: CHOICES.get(value, value),
        "paper": lambda value: PAPERS.get(value, value),
        "way": lambda value: WAYS.get(value, value),
        "area": lambda value: f"{value} 平方米",
        "yes_no": lambda value: YES_NO.get(value, value),
        "months": lambda value: f"{value} 期",
    }
)
