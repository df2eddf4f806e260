"""The account's menu (自定义菜单) as data: the first level holds at most 3, the second at most 5 entries."""

from enum import StrEnum
from typing import Any
from urllib.parse import quote


class MenuKey(StrEnum):
    """Keys of the entries that are answered in the chat."""

    HUMAN = "KF_HUMAN"
    HELP = "HELP"


# (name, path of the hall or key of a click); every path is reached through web authorization.
ENTRIES: tuple[tuple[str, tuple[tuple[str, str | MenuKey], ...]], ...] = (
    (
        "微网厅",
        (
            ("进入微网厅", "/"),
            ("账户查询", "/account"),
            ("公积金提取", "/withdrawals"),
            ("提前还款", "/loans/payoff"),
            ("开证明", "/certificates"),
        ),
    ),
    (
        "我的",
        (("办件进度", "/applications"), ("微信绑定", "/bind"), ("登录与安全", "/security"), ("字体与显示", "/display")),
    ),
    (
        "服务",
        (("帮助", "/help"), ("证明核验", "/verify"), ("怎么用", MenuKey.HELP), ("人工客服", MenuKey.HUMAN)),
    ),
)


def definition(public_url: str) -> dict[str, Any]:
    """Return the menu as the platform takes it."""
    return {
        "button": [
            {"name": name, "sub_button": [_button(label, target, public_url) for label, target in entries]}
            for name, entries in ENTRIES
        ],
    }


def _button(label: str, target: str | MenuKey, public_url: str) -> dict[str, str]:
    if isinstance(target, MenuKey):
        return {"type": "click", "name": label, "key": target.value}
    return {"type": "view", "name": label, "url": f"{public_url}/wechat/oauth/start?to={quote(target, safe='/')}"}
