"""What each kind is called towards people, in one table: pages, notices and the chat use the same words."""

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.certificate import Kind

NAMES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.CONTRIBUTION: "公积金缴存证明",
        Kind.REMOTE_LOAN: "异地贷款缴存使用证明",
        Kind.SETTLED_LOAN: "贷款结清证明",
        Kind.WITHDRAWAL: "提取回单",
        Kind.REPAYMENT: "还款回单",
    }
)
