"""The words of the desk (审核台): events of the audit trail, work put off, reasons. Tables only."""

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.notice import Group
from app.domain.work import OutboxKind

EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "staff_entered": "进入审核台",
        "staff_entry_failed": "进入审核台失败",
        "staff_saw_application": "查看办件",
        "staff_saw_in_full": "查看完整信息",
        "staff_decided": "审核办件",
        "staff_saw_deferral": "查看单位申请",
        "staff_saw_resolution": "查看单位的决议",
        "staff_decided_deferral": "审核单位申请",
        "staff_saw_certificate": "查看证明",
        "staff_unbound": "代为解绑微信",
        "staff_revived_letters": "重新发送失败任务",
        "staff_exported_trail": "导出审计日志",
        "staff_added": "新增工作人员",
        "staff_renewed": "重发工作人员密码",
        "staff_closed": "停用工作人员",
        "menu_published": "发布公众号菜单",
        "broadcast_drafted": "起草群发",
        "broadcast_agreed": "同意群发",
        "broadcast_declined": "不同意群发",
        "broadcast_paused": "暂停群发",
        "broadcast_resumed": "继续群发",
        "registered": "注册",
        "logged_in": "登录",
        "login_failed": "登录失败",
        "login_locked": "登录锁定",
        "password_reset": "重设密码",
        "bound": "绑定微信",
        "binding_moved": "换绑微信",
        "unbound": "解绑微信",
        "cut_off": "解绑丢失的微信",
        "forgotten": "取消关注后解绑",
        "application_submitted": "提交申请",
        "application_taken_back": "撤回申请",
        "application_in_review": "进入审核",
        "application_in_recheck": "进入复核",
        "application_returned": "退回补正",
        "application_answered": "补充说明",
        "application_sent": "送核心系统",
        "application_accepted": "核心系统受理",
        "application_refused": "未通过",
        "application_done": "办结",
        "application_failed": "付款或扣款失败",
        "certificate_issued": "开具证明",
        "certificate_viewed": "查看自己的证明",
        "certificate_verified": "核验证明",
        "certificate_voided": "作废证明",
        "unit_opened": "单位开户",
        "unit_agent_enabled": "单位经办人首次启用",
        "unit_agent_logged_in": "单位经办人登录",
        "unit_login_failed": "单位登录失败",
        "unit_agent_added": "单位新增经办人",
        "unit_agent_removed": "单位停用经办人",
        "unit_task_prepared": "单位录入办件",
        "unit_task_submitted": "单位提交办件",
        "unit_task_released": "单位复核放行",
        "unit_task_given_back": "单位复核退回",
        "unit_task_dropped": "单位撤销办件",
        "change_known": "知道单位变更了个人信息",
        "objection_made": "对单位变更提出异议",
        "staff_saw_objection": "查看异议",
        "staff_decided_objection": "处理异议",
        "objection_restored": "异议：已恢复原值",
        "objection_reopened": "异议：没有恢复，重新处理",
        "keys_rotated": "更换数据密钥",
    }
)
FACTS: Mapping[str, str] = MappingProxyType(
    {
        "act": "处理",
        "application": "办件",
        "by": "由谁",
        "certificate": "证明序号",
        "change": "个人信息变更序号",
        "channel": "渠道",
        "draft": "群发草稿",
        "errcode": "微信错误码",
        "fan_out": "群发序号",
        "group": "类别",
        "how": "方式",
        "objection": "异议序号",
        "reason": "原因",
        "result": "结果",
        "roles": "岗位",
        "rows": "条数",
        "service": "业务",
        "task": "单位办件",
        "version": "版本",
        "way": "方式",
    }
)
VOID_REASONS: Mapping[str, str] = MappingProxyType(
    {"wrong": "内容有误", "request": "本人申请作废", "misused": "被冒用", "order": "司法或监管要求"}
)
UNBIND_REASONS: Mapping[str, str] = MappingProxyType(
    {"lost": "手机丢失或被盗", "request": "本人到柜台申请", "wrong": "绑定到了别人的微信"}
)
KINDS: Mapping[OutboxKind, str] = MappingProxyType(
    {
        OutboxKind.QUIET_CODE: "登录验证码",
        OutboxKind.UNIT_CODE: "单位经办人首次使用的验证码",
        OutboxKind.NOTICE: "通知",
        OutboxKind.MENU_TAG: "公众号菜单标签",
        OutboxKind.FAN_OUT: "群发通知",
        OutboxKind.CORE_SUBMISSION: "向核心系统提交",
        OutboxKind.FOLLOW_ORDER: "跟进核心系统结果",
        OutboxKind.BROADCAST: "准备群发",
        OutboxKind.UNIT_FILE: "检查单位的表格",
        OutboxKind.UNIT_TASK: "提交单位的办件",
        OutboxKind.UNIT_STAFF_TOLD: "告诉职工单位办了什么",
        OutboxKind.UNIT_AGENT_TOLD: "告诉单位经办人中心的决定",
        OutboxKind.OBJECTION: "按异议恢复原值",
    }
)
AUDIENCES: Mapping[str, str] = MappingProxyType(
    {"all": "所有注册的人", "bound": "已绑定微信的人", "tag": "公众号标签里的人"}
)
DRAFT_STATES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"waiting": ("warn", "等另一人同意"), "agreed": ("ok", "已同意"), "declined": ("mute", "不发")}
)
FAN_OUT_STATES: Mapping[str, str] = MappingProxyType(
    {"preparing": "正在准备", "prepared": "准备好了", "paused": "已暂停"}
)
PURPOSES: Mapping[str, str] = MappingProxyType({"broadcast": "中心公告", "annual": "年度结息", "daily": "每日账户变动"})
MENU_ACTS: Mapping[str, str] = MappingProxyType({"view": "打开网页", "click": "在聊天里回复"})
MENU_STANDINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"same": ("ok", "一致"), "defined": ("warn", "还没有发布"), "published": ("err", "定义里已没有")}
)
NOTICE_GROUPS: Mapping[Group, str] = MappingProxyType(
    {
        Group.SECURITY: "安全",
        Group.PROGRESS: "办件进度",
        Group.ACCOUNT: "账户变动",
        Group.LOAN: "还款提醒",
        Group.POLICY: "政策通知",
    }
)
OUTBOX_STATES: Mapping[str, str] = MappingProxyType({"waiting": "等待", "claimed": "处理中", "dead": "失败"})
SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "centre_code": "中心代码",
        "centre_name": "中心名称",
        "centre_english": "中心英文名称（页头用）",
        "sms_signature": "短信签名",
        "hotline": "服务热线",
        "province": "所在省份",
        "counties": "县市区（有业务网点的）",
        "paper_example": "不动产权证号示例",
        "paper_check_scope": "房屋联网核查范围",
        "province_platform": "全省住房公积金平台",
        "deposit_day_base": "存款计息天数（一年）",
        "penalty_factor": "罚息倍数",
        "loan_due_rule": "还款日规则",
        "loan_due_day": "固定还款日",
        "repricing_january": "一月利率调整方式",
        "payoff_convention": "提前结清计息方式",
        "prepayment_minimum": "提前还款最低金额（元）",
        "prepayment_due_window_days": "还款日前后不办理（天）",
        "prepayments_per_month": "每月提前还款次数",
        "loan_window_opens": "还款业务开始时间",
        "loan_window_closes": "还款业务结束时间",
        "contribution_rounding": "缴存额取整",
        "ratio_minimum": "缴存比例下限（%）",
        "ratio_maximum": "缴存比例上限（%）",
        "deferral_months_most": "单位缓缴最长（月）",
        "deferral_resolution_days": "缓缴决议有效（天）",
        "deferral_decision_days": "缓缴审核期限（天）",
        "base_floor": "缴存基数下限（元）",
        "base_ceiling": "缴存基数上限（元）",
        "collecting_banks": "归集银行",
        "decision_days": "提取审核期限（天）",
        "other_services_days": "其他业务期限（天）",
        "transfer_days": "转移接续期限（天）",
        "promise_counts": "期限算法",
        "withdrawal_online_limit": "网上提取限额（元）",
        "withdrawal_kept_balance": "提取后保留余额（元）",
        "purchase_window_months": "购房提取时限（月）",
        "rent_yearly_limit": "租房提取年限额（元）",
        "rent_contribution_months": "租房提取连续缴存（月）",
        "repaid_period_months": "还贷提取计算期（月）",
        "fund_loan_interval_months": "公积金贷款提取间隔（月）",
        "other_loan_interval_months": "其他贷款提取间隔（月）",
        "decoration_limit": "装修提取限额（元）",
        "property_fee_yearly_limit": "物业费提取年限额（元）",
        "sealed_months_before_closing": "终止劳动关系封存期（月）",
        "card_change_hours": "换手机或银行卡后等待（小时）",
        "details_online": "可在线变更的信息",
        "retirement_may_keep_account": "退休提取可保留账户",
        "quota_balance_multiple": "可贷额度余额倍数",
        "quota_price_share": "可贷额度占房价（%）",
        "quota_income_share": "月供占收入（%）",
        "quota_ceiling": "贷款最高额度（元）",
        "quota_age_male": "贷款年龄上限（男）",
        "quota_age_female": "贷款年龄上限（女）",
        "loan_contribution_months": "贷款前连续缴存（月）",
        "loan_months_maximum": "贷款最长期限（月）",
        "certificate_contribution_months": "缴存证明有效期（月）",
        "certificate_remote_loan_months": "异地贷款证明有效期（月）",
        "certificate_settled_loan_months": "结清证明有效期（月）",
        "certificate_receipt_months": "回单有效期（月）",
        "chat_amounts": "聊天中回复余额",
        "reviewed_services": "需人工审核的业务",
        "second_person_from": "双人复核起点（元）",
        "objection_days": "单位变更个人信息后可提异议（天）",
    }
)
SPEEDS = ("15 分钟以内", "1 小时以内", "1 天以内", "3 天以内", "超过 3 天")
NOTICE_OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "template_sent": "微信模板消息",
        "subscription_sent": "微信订阅通知",
        "chat_sent": "微信客服消息",
        "sms_sent": "短信",
        "hall_only": "只在网厅消息里",
        "unsure": "不确定是否送达",
        "gone": "通知已撤下",
    }
)
CALLBACK_OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "replied": "已答复",
        "silent": "不用答复",
        "again": "重复推送",
        "late": "超时后补发",
        "failed": "处理出错",
        "malformed": "内容看不懂",
        "refused": "签名不对，已拒绝",
    }
)
FAILURES: Mapping[str, str] = MappingProxyType({kind.value: words for kind, words in KINDS.items()})
