"""What staff read at the desk (审核台) when something is refused."""

from collections.abc import Mapping
from types import MappingProxyType

AT_THE_DESK: Mapping[str, str] = MappingProxyType(
    {
        "staff_unknown_or_wrong": "工号、密码或动态口令不对。动态口令每 30 秒换一个，每个只能用一次",
        "staff_locked": "试错次数太多，请 {minutes} 分钟后再试，或找管理员",
        "staff_role_missing": "您的岗位不能做这一步",
        "staff_own_case": "这是您本人的申请，要由别的同事办理",
        "staff_own_decision": "初审是您做的，复核要由另一位同事来做",
        "staff_not_at_desk": "这个办件现在不用审核",
        "staff_overtaken": "{who} 已在 {when} 处理了这个办件，请看最新情况再决定",
        "staff_answered": "申请人已在 {when} 补充了说明，请看过再决定",
        "staff_moved": "这个办件在 {when} 有了变化，请看最新情况再决定",
        "staff_no_user": "这个证件号码没有在网厅注册",
        "staff_not_bound": "这个人没有绑定微信",
        "staff_taken": "这个工号，或者这个人，已经有账号了",
        "staff_unknown": "没有这个工号",
        "tag_unknown": "公众号里没有这个标签，请和公众号后台的名称核对",
        "broadcast_drafted_already": "同样的内容已经起草过，发给同样的人。请改内容，或看下面的列表",
        "broadcast_unknown": "没有这份草稿",
        "broadcast_own": "这是您起草的，要由另一位同事同意",
        "broadcast_overtaken": "{who} 已在 {when} 决定了这份草稿，请看最新情况",
        "fan_out_unknown": "没有这次群发",
        "objection_unknown": "没有这个异议",
        "objection_own": "这是您本人的异议，要由别的同事处理",
        "objection_closed": "这个异议已经处理了",
        "objection_overtaken": "{who} 已在 {when} 处理了这个异议，请看最新情况",
        "objection_came_back": "上一次恢复没有成，{when} 又回到了这里，请看最新情况再决定",
        "objection_moved": "中心现在登记的内容已经不是单位改成的那样，不能恢复。请和本人联系，再选“维持”并写明情况",
        "menu_faulty": "定义的菜单不合微信的规定，请技术人员改：{faults}",
    }
)
