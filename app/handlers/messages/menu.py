"""The account's menu (自定义菜单) as data: the first level holds at most 3, the second at most 5 entries."""

from enum import StrEnum
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from app.handlers.messages import paths
from app.services.account_menu import Definitions


class MenuKey(StrEnum):
    """Keys of the entries that are answered in the chat."""

    HUMAN = "KF_HUMAN"
    HELP = "HELP"


# (name, path of the hall or key of a click); every path is reached through web authorization.
Entries: TypeAlias = tuple[tuple[str, tuple[tuple[str, str | MenuKey], ...]], ...]
HALL: Final = (
    "微网厅",
    (
        ("进入微网厅", paths.HOME),
        ("账户查询", paths.ACCOUNT),
        ("明细查询", paths.RECORDS),
        ("贷款查询", paths.LOANS),
        ("办件进度", paths.APPLICATIONS),
    ),
)
BUSINESS: Final = (
    "办业务",
    (
        ("公积金提取", paths.WITHDRAWALS),
        ("提前还款", paths.PAYOFF),
        ("开证明", paths.CERTIFICATES),
        ("证明核验", paths.VERIFY),
        ("人工客服", MenuKey.HUMAN),
    ),
)
MY_OWN: Final = (
    ("微信绑定", paths.BIND),
    ("登录与安全", paths.SECURITY),
    ("字体与显示", paths.DISPLAY),
    ("怎么用", MenuKey.HELP),
)
ENTRIES: Final[Entries] = (HALL, BUSINESS, ("我的", MY_OWN))
# What those see whose WeChat is bound (个性化菜单): their own page is one tap away.
BOUND_ENTRIES: Final[Entries] = (HALL, BUSINESS, ("我的", (("我的公积金", paths.MINE), *MY_OWN)))


def definition(public_url: str) -> dict[str, Any]:
    """Return the menu that everybody sees, as the platform takes it."""
    return {"button": _buttons(ENTRIES, public_url)}


def definition_for_bound(public_url: str, tag_id: int) -> dict[str, Any]:
    """Return the menu for the followers who carry the tag of the bound."""
    return {"button": _buttons(BOUND_ENTRIES, public_url), "matchrule": {"tag_id": str(tag_id)}}


def definitions(public_url: str) -> Definitions:
    """Return both menus, to be compared and published."""
    return Definitions(definition(public_url), lambda tag_id: definition_for_bound(public_url, tag_id))


def _buttons(entries: Entries, public_url: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "sub_button": [_button(label, target, public_url) for label, target in below]}
        for name, below in entries
    ]


def _button(label: str, target: str | MenuKey, public_url: str) -> dict[str, str]:
    if isinstance(target, MenuKey):
        return {"type": "click", "name": label, "key": target.value}
    return {"type": "view", "name": label, "url": f"{public_url}/wechat/oauth/start?to={quote(target, safe='/')}"}
