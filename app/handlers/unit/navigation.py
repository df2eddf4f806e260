"""Where the unit hall leads. Who adds a page adds a line here."""

from flask import request

from app.handlers.hall.navigation import CERTIFY, CHANGE, Entry, Group, Navigation, Section
from app.store.unit_agents import Agent

OPENING = Entry("/unit/opening", "单位自主开户", "doc-seal", "办过缴存登记、还没有开户的单位")
LOG_IN = Entry("/unit/login", "登录单位网厅", "me", "已经开户的单位")
ENABLE = Entry("/unit/enable", "首次使用、忘记密码", "shield", "经办人设置自己的密码")
AGENTS = Entry("/unit/agents", "经办人与权限", "me", "谁可以替单位办、谁复核")

STRANGERS = (Section("登录与开户", (Group("登录", (LOG_IN, ENABLE)), Group("单位开户", (OPENING,), CHANGE))),)
STAFF = Group(
    "职工",
    (
        Entry("/unit/employees", "职工名单", "me", "查找、封存、启封、调基数"),
        Entry("/unit/enrol", "增员（个人开户）", "doc-seal", "一个人，当场核对"),
    ),
)
FILES = Group(
    "批量办理",
    (
        Entry("/unit/files/enrol", "批量增员", "doc-out"),
        Entry("/unit/files/seal", "批量封存", "doc-x"),
        Entry("/unit/files/unseal", "批量启封", "undo"),
        Entry("/unit/files/bases", "批量基数调整", "calc"),
    ),
    CHANGE,
)
TASKS = Group("办件", (Entry("/unit/tasks", "办件查询", "clock", "提交、复核、结果"),), CERTIFY)
DETAILS = Group("单位信息", (Entry("/unit/details", "单位信息变更", "doc-seal", "地址、电话、经办人、发薪日"),), CHANGE)
PAYING = Group(
    "汇缴",
    (
        Entry("/unit/remit", "月度汇缴", "wallet", "核定名单、提交、回执"),
        Entry("/unit/late", "补缴", "undo", "漏缴、少缴的月份，一个人"),
        Entry("/unit/files/late", "批量补缴", "doc-out", "很多人、几个月，用 Excel"),
        Entry("/unit/remittances", "缴存记录", "clock", "每月缴了多少人、多少钱"),
        Entry("/unit/ratios", "比例调整", "calc", "5%-12%，先看调整前后的金额"),
        Entry("/unit/deferral", "缓缴申请", "cal", "缴存确有困难，由中心审核"),
    ),
)
INSIDE = (
    Section("账户管理", (STAFF, FILES)),
    Section("汇缴", (PAYING,)),
    Section("办件查询", (TASKS,)),
    Section("单位设置", (DETAILS, Group("权限", (AGENTS,), CERTIFY))),
)


def navigation(agent: Agent | None) -> Navigation:
    """Return what leads on from the page of this request, for an agent or for a stranger."""
    sections = STRANGERS if agent is None else INSIDE
    here = next((one for one in sections if any(entry.holds(request.path) for entry in one.entries)), None)
    return Navigation((), sections, here)
