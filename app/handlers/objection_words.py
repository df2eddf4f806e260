"""The words of objections (异议): their states, as the person reads them and as staff do."""

from collections.abc import Mapping
from types import MappingProxyType

STATES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "open": ("等中心处理", "warn"),
        "restoring": ("正在恢复", "warn"),
        "restored": ("已恢复原来的内容", "ok"),
        "upheld": ("维持变更后的内容", ""),
    }
)
CAUSES: Mapping[str, str] = MappingProxyType(
    {
        "facts_moved": "上一次没有恢复：中心登记的内容已经不是单位改成的那样。",
        "unknown_person": "上一次没有恢复：核心系统里没有这个人。",
    }
)
OTHER_CAUSE = "上一次没有恢复：核心系统没有办理。"


def cause_words(code: str) -> str:
    """Return why a restoration came back to the desk, "" where none did."""
    return CAUSES.get(code, OTHER_CAUSE) if code else ""
