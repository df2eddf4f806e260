"""The words of every SMS with a code, and of those to a unit's handlers (经办人), in tables."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from app.domain.application import ServiceKey
from app.domain.unit_task import TaskState
from app.services.applications.names import NAMES

MINUTES = 10


class Purpose(StrEnum):
    """The business (业务) a code is for; a code of one never serves another. Services applied for are ServiceKeys."""

    REGISTER = "register"
    LOG_IN = "log_in"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - a name, no secret
    BINDING = "binding"
    CHANGE_PHONE = "change_phone"
    ISSUE_CERTIFICATE = "issue_certificate"
    UNIT_OPENING = "unit_opening"
    UNIT_LOG_IN = "unit_log_in"
    UNIT_CHANGE = "unit_change"


Business: TypeAlias = Purpose | ServiceKey
BUSINESSES = {
    Purpose.REGISTER: "注册",
    Purpose.LOG_IN: "登录",
    Purpose.RESET_PASSWORD: "重置登录密码",
    Purpose.BINDING: "绑定或解绑微信",
    Purpose.CHANGE_PHONE: "登记新手机号",
    Purpose.ISSUE_CERTIFICATE: "开具证明",
    Purpose.UNIT_OPENING: "单位开户",
    Purpose.UNIT_LOG_IN: "启用单位网厅",
    Purpose.UNIT_CHANGE: "单位网厅业务",
}
# 缓缴, by how the application ended.
DEFERRALS: Mapping[TaskState, str] = MappingProxyType(
    {
        TaskState.DONE: "贵单位的缓缴申请已同意，{first} 至 {last} 不用汇缴。详情请登录单位网厅，看办件 {number}。",
        TaskState.REFUSED: "贵单位的缓缴申请没有通过，各月照常汇缴。原因请登录单位网厅，看办件 {number}。",
    }
)


def code_text(centre: str, purpose: Business, code: str, amount: str = "") -> str:
    """Return the text; ``amount`` is written out in yuan, such as 20,216.21, where money moves."""
    words = NAMES[purpose] if isinstance(purpose, ServiceKey) else BUSINESSES[purpose]
    business = words + (f"（金额 {amount} 元）" if amount else "")
    return f"【{centre}】验证码 {code}，用于{business}，{MINUTES} 分钟内有效。请勿告诉他人。"


def signed(centre: str, text: str) -> str:
    """Return a text with the centre's sign before it, as the providers demand."""
    return f"【{centre}】{text}"


def deferral_text(centre: str, ended: TaskState, facts: Mapping[str, str]) -> str:
    """Return what a unit's handler reads of 缓缴; facts: first and last month, number of the application (办件编号)."""
    return signed(centre, DEFERRALS[ended].format(**facts))
