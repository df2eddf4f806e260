"""What a person reads when something is refused: one table, no logic. Facts fill the braces."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from app.domain.errors import Refusal
from app.handlers.condition_words import CONDITIONS
from app.handlers.staff_sentences import AT_THE_DESK
from app.handlers.unit_sentences import UNIT_SENTENCES

UNKNOWN = "这次没有办成，请过一会儿再试，或打 12329"
AMOUNTS = frozenset({"amount", "available", "balance", "limit", "minimum", "total"})
POSSIBLE_FROM = "，可于 {day} 起申请"
RULE_FOR_NEW = "密码要 8 到 20 位，要有字母和数字"

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        **AT_THE_DESK,
        "not_asked_for_more": "这个办件不用补充了，请看最新进度",
        "unknown_or_wrong": "证件号码、密码或验证码不对，请检查后再试",
        "wrong_password": "密码不对，请检查后再试",
        "locked": "试错次数太多，请 {minutes} 分钟后再试，或用短信登录",
        "weak_password": RULE_FOR_NEW + "，不要用太常见的，也不要含证件号码",
        "code_wrong": "短信验证码不对，请看最新一条短信",
        "code_expired": "短信验证码已过期，请重新获取",
        "code_too_soon": "验证码刚刚发过，请 {seconds} 秒后再获取",
        "code_too_many": "今天已发送 10 次，请明天再试，或打 12329",
        "code_exhausted": "这个验证码试错次数太多，请重新获取",
        "identity_mismatch": "姓名和证件号码与中心登记的不一致，请检查后再试",
        "no_phone_on_record": "中心没有登记您的手机号。请带身份证到柜台，或请单位经办人登记",
        "already_registered": "这个证件号码已经注册过，请直接登录",
        "core_unavailable": "业务系统暂时连不上，请过几分钟再试",
        "registry_unavailable": "核查服务暂不可用，请稍后再试。填写的内容已经保存",
        "sms_unavailable": "短信暂时发不出去，请过几分钟再试",
        "not_bound": "您还没有绑定微信",
        "openid_taken": "这个微信已经绑定了别人的账户，请先解除那边的绑定",
        "busy": "现在登录的人很多，请过一会儿再试",
        "captcha_wrong": "验证码不对，已换一张新的",
        "no_account": "未查询到您的公积金信息，请打 12329 询问",
        "no_loan": "您没有未还清的公积金贷款",
        "not_your_subject": "没有查到这个账户或贷款，请重新选择",
        "nothing_to_withdraw": "账户余额为 0，没有可以提取的金额",
        "answer_unknown": "请重新选择",
        "amount_changed": "金额已更新为 {amount} 元，请再核对，并重新获取验证码",
        "already_submitted": "您已经提交过，正在办理。请在“办件”里查看进度",
        "form_too_old": "这个页面打开太久了，请检查后再点一次",
        "page_outdated": "这个页面打开太久了，内容已更新。请核对后重新获取验证码",
        "too_late_to_take_back": "已过撤回时间。如需取消，请联系中心 12329",
        "prepaid_settles": "提前还的本金要小于剩余本金 {balance} 元，还清请看提前结清",
        "no_months_left": "借款人年龄到 {years} 周岁为止才能贷款，按填写的年龄已经没有可贷的年限",
        "last_period": "只剩最后一期，请选择提前结清、最后一次还款",
        "amount_settles": "金额大于或等于剩余本金 {balance} 元，请选择提前结清",
        "below_minimum": "提前归还本金最少 {minimum} 元",
        "amount_not_positive": "金额要大于 0",
        "loan_not_active": "这笔贷款不在还款中，不能提前还款",
        "open_order": "这笔贷款有正在办理的还款，请等它办完",
        "overdue": "这笔贷款有 {periods} 期没有还，请先还清逾期",
        "outside_hours": "现在不在办理时间，每天 {opens} 到 {closes} 可以办。填写的内容保存 24 小时",
        "payoff_amount_differs": "金额已更新为 {total} 元，请再核对",
        "transfer_not_cancellable": "转移已经在办理，不能撤销",
        "transfer_no_centre": "没有找到这个中心，请输入城市名，如 西安",
        "own_centre": "转出中心不能是本中心，请填写原来缴存的城市",
        "unknown_transfer": "没有查到这笔转移",
        "same_phone": "和登记的手机号一样，没有要改的",
        "same_card": "和登记的银行卡一样，没有要改的",
        "nothing_changed": "和登记的一样，没有要改的",
        "no_such_page": "没有这一页",
        "message_unknown": "没有这条消息",
        "fan_out_unknown": "没有这次群发",
        "tag_unknown": "公众号里没有这个标签",
        "unknown_application": "没有查到这个办件",
        "change_unknown": "没有查到这次变更",
        "objected_already": "您已经对这次变更提出过异议，处理结果会通知您",
        "objection_late": "提出异议的时间到 {until} 为止，已经过了。请打 12329",
        "certificate_no_account": "没有查到您的公积金账户，这份证明开不了。请问单位是否已开户，或打 12329",
        "certificate_account_closed": "您的公积金账户已销户，这份证明开不了。需要销户材料，请到柜台办理",
        "certificate_restricted": "您的账户到 {until} 为止限制贷款，异地贷款证明开不了。有疑问请打 12329",
        "certificate_no_loan": "没有这笔贷款，请返回重新选择",
        "certificate_loan_unsettled": "这笔贷款还没有结清，结清以后才能开结清证明",
        "certificate_no_receipt": "没有这笔业务，请返回重新选择",
        "certificate_period_wrong": "时间不对：开始不能晚于结束，结束不能晚于本月，最长 10 年",
        "certificate_period_empty": "这段时间没有缴存记录，请换一段时间",
        "certificate_which_centre": "有好几个中心，请在下面选一个",
        "certificate_no_centre": "没有找到这个中心，请输入城市名，如 西安",
        "certificate_fact_missing": "中心登记的信息不全，这份证明暂时开不了。请打 12329，补登以后再开",
        "certificate_glyph_missing": "有个别生僻字电子字库里没有。为免印错，这份证明请到柜台开具，我们已记录",
        "certificate_too_long": "内容太长，一页印不下。请缩短时间段，或到柜台开具",
        "certificate_in_progress": "同样的证明刚刚开好，请到“我的证明”里看",
        "certificate_unknown": "没有找到这份证明，请核对证明编号和核验码",
        "certificate_void_already": "这份证明已经作废",
        "certificate_link_used": "这个链接已经用过，或者已过期。请回到证明页面重新打开",
        "certificate_file_not_pdf": "这个文件不是 PDF。请选证明的 PDF 原文件，截图和照片请扫上面的二维码核验",
        "certificate_file_unreadable": "这个 PDF 打不开，不是中心出具的原文件",
        "certificate_file_encrypted": "这个 PDF 加了密码，不能核验。中心出具的证明不加密码",
        "certificate_file_unsealed": "这个 PDF 没有电子印章，不是中心出具的原文件",
        "certificate_file_altered": "这个文件盖章以后被改动过，不要相信",
        "certificate_file_foreign": "这个文件的印章不是本中心的，不要相信",
        "certificate_file_unknown": "印章是本中心的，但没有这份证明的记录，请打 12329 核实",
        "verify_locked": "试错次数太多，请 {minutes} 分钟后再试，或扫证明上的二维码",
        "too_often": "核验次数太多，请 {minutes} 分钟后再试",
        "seal_unavailable": "电子印章暂时不能用，证明开不了。请过一会儿再试，或打 12329",
        "time_stamp_unavailable": "电子印章的时间服务暂时连不上，请过几分钟再开",
        **UNIT_SENTENCES,
    }
)
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "weak_password": "password",
        "wrong_password": "password",
        "code_wrong": "code",
        "code_expired": "code",
        "code_exhausted": "code",
        "code_too_soon": "code",
        "code_too_many": "code",
        "captcha_wrong": "captcha",
        "transfer_no_centre": "centre",
        "own_centre": "centre",
        "same_phone": "phone",
        "same_card": "card",
        "last_period": "principal",
        "no_months_left": "age",
        "prepaid_settles": "prepaid",
        "amount_settles": "principal",
        "below_minimum": "principal",
        "amount_not_positive": "principal",
        **dict.fromkeys(
            (
                "amount_fits_balance",
                "within_online_limit",
                "within_price",
                "within_rent_limit",
                "within_monthly_rent",
                "within_repaid",
                "within_local_limit",
            ),
            "amount",
        ),
        **dict.fromkeys(("lease_found", "lease_own", "lease_runs", "rent_limit_known"), "lease"),
        **dict.fromkeys(("no_standing_order", "standing_order_runs", "loan_is_own"), "way"),
        **dict.fromkeys(
            (
                "home_found",
                "home_in_area",
                "home_owned",
                "home_valid",
                "home_residential",
                "home_not_resold",
                "home_not_used_before",
                "within_purchase_window",
                "loan_found",
                "lender_connected",
                "loan_borrowed",
                "loan_repaying",
                "interval_over",
            ),
            "number",
        ),
        "deferral_first_month": "first_month",
        "deferral_months": "months",
        "resolution_in_future": "resolved_on",
        "resolution_too_old": "resolved_on",
        **{f"paper_{fault}": "paper" for fault in ("empty", "too_large", "kind", "broken", "locked", "active")},
        "certificate_which_centre": "receiver",
        "certificate_no_centre": "receiver",
        "certificate_period_wrong": "since",
        "certificate_period_empty": "since",
        **{
            f"certificate_file_{damage}": "file"
            for damage in ("not_pdf", "unreadable", "encrypted", "unsealed", "altered", "foreign", "unknown")
        },
    }
)
ID_NUMBER_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "format": "证件号码不对，应是 18 位，末位是字母时填 X",
        "area": "证件号码不对，请检查前 6 位",
        "birth_date": "证件号码不对，请检查中间的出生日期",
        "birth_range": "证件号码不对，请检查中间的出生日期",
        "check_digit": "证件号码不对，请检查第 18 位。末位是字母时填 X",
    }
)
DEVICES: Mapping[str, str] = MappingProxyType({"wechat": "微信", "phone": "手机浏览器", "desktop": "电脑浏览器"})
ACCOUNT_STATUS: Mapping[str, str] = MappingProxyType(
    {
        "01": "正常",
        "02": "封存",
        "03": "合并销户",
        "04": "外部转出销户",
        "05": "提取销户",
        "06": "冻结",
        "99": "其他",
    }
)
ERROR_PAGES: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        400: ("这个请求看不懂", "请返回上一页，检查后再试一次。"),
        403: ("这里不能进入", "请从公众号菜单进入，或登录后再试。"),
        404: ("没有这个页面", "地址可能写错了，或者页面已经不在。"),
        405: ("不能这样打开", "请回到首页，从菜单里进入。"),
        413: ("提交的内容太大", "请减少内容后再试一次。"),
        429: ("操作太快了", "请过一分钟再试。"),
        500: ("这次没有办成", "系统出了问题，已经记录下来。请过几分钟再试。"),
        503: ("暂时查不到", "业务系统暂时连不上，您的数据是安全的。请过几分钟再试。"),
    }
)
FORM_TOO_OLD = ("这个页面已过期", "为了保护您的账户，请重新打开页面再提交一次。")


def sentence(refusal: Refusal) -> str:
    """Return the sentence for a refusal, never its bare code."""
    try:
        return _template(refusal.code).format_map(written(refusal.facts)) + _since_when(refusal)
    except KeyError:
        return UNKNOWN


def written(facts: Mapping[str, str]) -> dict[str, str]:
    """Return facts as people read them: amounts with thousands."""
    return {name: f"{Decimal(fact):,.2f}" if name in AMOUNTS else fact for name, fact in facts.items()}


def _template(code: str) -> str:
    return CONDITIONS[code].fault if code in CONDITIONS else SENTENCES[code]


def _since_when(refusal: Refusal) -> str:
    """Add the first possible date where waiting is all that is needed."""
    day = refusal.facts.get("possible_from")
    return POSSIBLE_FROM.format(day=day) if day else ""
