"""The words of applications that leave the hall too, in SMS and notices: what services are called, why they failed."""

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.application import ServiceKey
from app.domain.details import Change
from app.domain.transfer import TransferState

NAMES: Mapping[ServiceKey, str] = MappingProxyType(
    {
        ServiceKey.RETIREMENT: "退休提取",
        ServiceKey.EMPLOYMENT_ENDED: "终止劳动关系提取",
        ServiceKey.PURCHASE: "购房提取",
        ServiceKey.RENT: "租房提取",
        ServiceKey.FUND_LOAN: "偿还公积金贷款提取",
        ServiceKey.COMMERCIAL_LOAN: "偿还商业贷款提取",
        ServiceKey.PROVINCE_LOAN: "省内异地公积金贷款提取",
        ServiceKey.DECORATION: "装修提取",
        ServiceKey.PROPERTY_FEE: "物业费提取",
        ServiceKey.PAYOFF: "提前结清、最后一次还款",
        ServiceKey.PREPAYMENT: "提前部分还款",
        ServiceKey.CHANGE_DETAILS: "职工信息变更",
        ServiceKey.TRANSFER_IN: "异地转移接续申请",
    }
)
BY_STAFF = "decided_by_staff"
CAUSES: Mapping[str, str] = MappingProxyType(
    {
        BY_STAFF: "中心审核没有通过，原因请看消息，或打 12329 询问",
        "account_closed": "账户已经销户",
        "account_frozen": "账户处于冻结状态，不能办理提取",
        "account_restricted": "账户被限制提取",
        "insufficient_balance": "提取金额大于账户余额",
        "closing_needs_whole_balance": "提交后账户余额有变动，请按新的余额重新申请",
        "no_card_on_record": "没有登记收款银行卡，请先做职工信息变更",
        "open_order": "还有一笔没有办完的业务，办完后再申请",
        "loan_settled": "贷款已经结清",
        "loan_overdue": "贷款有逾期，请先补交逾期款",
        "total_changed": "应还金额已按新的日期重新计算，请核对后重新申请",
        "near_due_day": "离还款日太近，请过了还款日再申请",
        "once_a_month": "这个月已经提前还过款，请下个月再申请",
        "not_after_issue_day": "放款当天不能提前还款",
        "insufficient_funds": "银行扣款账户余额不足，请存足后重新申请",
        "standing_order_exists": "已经有按月提取的委托，请先停止，再重新委托",
        "standing_order_ended": "按月提取的委托已经停止",
        "unknown_loan": "没有查到这笔贷款，请由借款人本人办理",
        "limit_used_up": "这套房的提取已满中心公布的限额，请核对后重新申请",
        "home_used_up": "这套房的提取总额已满房价，请核对后重新申请",
        "card_abnormal": "银行卡状态异常，请联系开户银行后重新申请",
        "old_account_not_sealed": "原账户还没有封存，请先请原单位封存，再重新申请",
        "name_differs": "姓名与原中心登记的不一致，请联系原中心更正后重新申请",
        "old_account_unknown": "原中心没有查到您的账户，请核对中心和账号后重新申请",
        "cancelled": "您已撤销这笔转移",
        "account_not_normal": "账户不是正常状态，不能转入，请先由单位启封",
        "own_centre": "转出中心不能是本中心",
        "open_transfer": "还有一笔没有办完的转移，办完后再申请",
        "transfer_not_cancellable": "转移已经在办理，不能撤销",
        "unknown_person": "中心没有查到您的信息，请打 12329 询问",
        "payment_returned": "银行退回了付款，请核对收款银行卡后重新申请",
    }
)
CHANGES: Mapping[Change, str] = MappingProxyType(
    {
        Change.PHONE: "手机号码",
        Change.CARD: "收款银行卡",
        Change.HOME: "家庭住址",
        Change.SITUATION: "个人情况",
    }
)
TRANSFER_SENT = "联系函已发出"
TRANSFER_STEPS: Mapping[TransferState, str] = MappingProxyType(
    {
        TransferState.LETTER_ACCEPTED: "转出中心已接收",
        TransferState.IN_DISCUSSION: "两个中心正在协商",
        TransferState.ACCOUNT_REVIEWED: "账户信息已核对",
        TransferState.OUT_REFUSED: "转出中心没有通过",
    }
)
OTHER_CAUSE = "业务系统没有受理，请打 12329 询问"
CARD = "尾号 {tail}"
OWN_ACCOUNT = "本人账户"


def cause_words(code: str | None) -> str:
    """Why an application was refused or failed, in a sentence that says what to do."""
    return CAUSES.get(code or "", OTHER_CAUSE)


def account_words(facts: Mapping[str, str]) -> str:
    """The account that money went to or came from, by its last four digits."""
    card = facts.get("card") or facts.get("debit_card") or ""
    return CARD.format(tail=card[-4:]) if card else OWN_ACCOUNT
