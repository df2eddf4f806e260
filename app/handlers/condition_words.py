"""The conditions of services (办理条件): how the pre-check lists each, and the sentence when it is not met."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Words(NamedTuple):
    """`label` names the condition in the list; `fault` says what to do, facts fill its braces."""

    label: str
    fault: str


CONDITIONS: Mapping[str, Words] = MappingProxyType(
    {
        "no_open_application": Words("没有正在办理的同类申请", "您已经提交过，正在办理。请在“办件”里查看进度"),
        "reason_in_force": Words("现行规定可以办理", "现行规定还不能办理这项提取"),
        "account_usable": Words("账户状态可以提取", "该账户当前状态不能申请提取"),
        "account_not_frozen": Words("账户没有冻结", "该账户处于冻结状态，不能办理提取。请打 12329 询问"),
        "not_restricted": Words("没有被限制提取", "该账户到 {until} 为止限制提取"),
        "no_open_order": Words("没有未办完的提取业务", "该账户存在未完成的提取业务，办完后再申请"),
        "own_card_verified": Words(
            "登记了本人的收款银行卡", "未查询到您的收款银行账号信息，请先做职工信息变更，添加后再来办理"
        ),
        "contact_settled": Words("手机号或银行卡没有刚改过", "手机号或银行卡刚改过，{hours} 小时后才能提取"),
        "closing_fits": Words("可以按这种方式提取", "当前提取原因只能销户提取，不能保留账户"),
        "amount_fits_balance": Words("余额足够", "发生额大于个人账户余额，最多可提取 {available} 元"),
        "within_online_limit": Words("在网上办理的限额以内", "超过网上办理的限额 {limit} 元，请带身份证到柜台办理"),
        "local_rule_known": Words("中心已公布办理办法", "这项业务按中心公告办理，公告前请打 12329 询问"),
        "rent_above_income_share": Words("房租超出收入的规定比例", "房租没有超出家庭工资收入的规定比例"),
        "phone_on_record": Words(
            "登记了手机号，用来收验证码", "中心没有登记您的手机号。请带身份证到柜台，或请单位经办人登记"
        ),
        "transfer_account_normal": Words("本中心的账户状态正常", "您在本中心的账户不是正常状态，请先由单位办理启封"),
        "no_open_transfer": Words("没有未办完的转移", "已有在途申请，办完后再申请。请在“异地转移接续查询”里查看进度"),
        "account_sealed": Words("账户已由单位封存", "账户还没有封存。请先由单位办理封存"),
        "no_outstanding_loan": Words("没有未还清的公积金贷款", "您有未还清的公积金贷款，还清后才能销户提取"),
        "retired": Words(
            "达到法定退休年龄，或已办理退休", "已经提前退休的，请带退休审批表到柜台办理。还没有到法定退休年龄"
        ),
        "sealed_long_enough": Words("封存满 {months} 个月", "封存未满半年"),
        "not_paying_elsewhere": Words("没有在别的城市缴存", "您已在异地缴存，请办理转移接续"),
        "documents_shown": Words("证明材料齐全", "还缺证明材料，请带原件到柜台办理"),
        "paid_without_gap": Words("连续足额缴存满 {needed} 个月", "连续缴存 {paid} 个月，还不满 {needed} 个月"),
        "lease_found": Words("联网核查有这份租赁备案", "未查询到该租赁备案，请核对编号后重新输入"),
        "lease_own": Words("承租人是本人或配偶", "承租人与申请人不一致，请核对编号后重新输入"),
        "lease_runs": Words("租赁备案在有效期内", "该租赁备案已到期或已撤销，请填写现在的备案编号"),
        "rent_limit_known": Words(
            "租金有备案可查", "没有租赁备案的限额按中心公告办理，公告前请填写备案编号，或打 12329 询问"
        ),
        "within_monthly_rent": Words("没有超过每月可提的金额", "每月最多可提取 {available} 元"),
        "no_repayment_in_period": Words("今年没有还贷提取", "今年已办理还贷提取，同一时期不能再办租房提取"),
        "no_standing_order": Words("没有已生效的按月委托", "已经有按月提取的委托。要改金额，请先停止，再重新委托"),
        "standing_order_runs": Words("有按月提取的委托", "没有正在生效的按月委托，不用停止"),
        "loan_found": Words("联网核查有这笔贷款", "未查询到这笔贷款，请核对贷款机构和合同编号后重新输入"),
        "lender_connected": Words("贷款机构已经联网", "这家机构还没有联网，请带身份证、借款合同和还款流水到柜台办理"),
        "loan_borrowed": Words("借款人是本人或配偶", "借款人与申请人不一致，请核对后重新输入"),
        "loan_repaying": Words("贷款正在还款", "这笔贷款已结清或已撤销，不能办理还贷提取"),
        "loan_is_own": Words("本人是借款人", "按月委托由借款人本人办理，您可以选择取一次"),
        "no_home_in_city": Words("本人和配偶在本市没有住房", "您或配偶在本市有住房，不能办理租房提取"),
        "within_rent_limit": Words("在今年的租房限额以内", "超过今年的租房提取限额 {limit} 元"),
        "home_found": Words("联网核查有这份证件", "未查询到该证件信息，请核对后重新输入"),
        "home_in_area": Words("房屋在联网核查范围内", "这套房不在联网核查的范围里，请带身份证和购房材料到柜台办理"),
        "home_owned": Words("产权人是本人或配偶", "产权人与申请人不一致，请核对后重新输入，或由产权人本人申请"),
        "home_valid": Words("证件有效", "该合同已撤销备案，或证书已注销，请核对后重新输入"),
        "home_residential": Words("房屋用途是住宅", "该房屋不是住宅，公寓、商铺、车位不能办理购房提取"),
        "home_not_resold": Words(
            "12 个月内没有转过手", "该房屋 12 个月内多次交易，需要人工审核，请带身份证和购房材料到柜台办理"
        ),
        "home_not_used_before": Words("这套房没有提取过", "该房屋已办理过购房提取"),
        "within_purchase_window": Words("购房在 {months} 个月以内", "超过提取时限：购房后 {months} 个月内可以提取"),
        "within_price": Words("没有超过房价", "超过这套房还能提取的金额，最多可提取 {available} 元"),
        "within_local_limit": Words("没有超过中心公布的限额", "超过中心公布的限额，最多可提取 {available} 元"),
        "within_repaid": Words("没有超过已还的本息", "超过已还的本息，最多可提取 {available} 元"),
        "interval_over": Words("离上次提取够久", "该账户还未到下次提取日期"),
        "no_rent_in_period": Words("同期没有租房提取", "同一时期已办理租房提取，不能再办还贷提取"),
        "loan_open_order": Words("没有未办完的还款申请", "存在尚未办理的还款申请业务，办完后再申请"),
        "loan_overdue": Words("没有逾期", "您还有 {periods} 期逾期款项没有还，请先补交"),
        "loan_not_after_issue_day": Words("放款次日起可以办理", "放款当天不能提前还款"),
        "loan_near_due_day": Words("不在还款日前后", "还款日 {due} 前后不办理此业务"),
        "loan_once_a_month": Words("这个月没有提前还过", "一个月只能提前还款一次"),
        "loan_last_period": Words("不是最后一期", "只剩最后一期，请选择提前结清、最后一次还款"),
        "outside_hours": Words(
            "办理时间 {opens}–{closes}", "现在不在办理时间，每天 {opens}–{closes} 可以办。填写的内容保存 24 小时"
        ),
    }
)
# Where to go for what is missing: the page, and the words of the button that leads there.
LEADS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "no_open_application": ("/applications", "查看办件进度"),
        "own_card_verified": ("/details", "去做职工信息变更"),
        "no_open_transfer": ("/transfers", "查看转移进度"),
        "not_paying_elsewhere": ("/transfers/apply", "去办转移接续"),
        "loan_last_period": ("/loans/payoff", "去办提前结清、最后一次还款"),
        "loan_overdue": ("/loans", "查看逾期款项"),
    }
)
