"""The custom menu (自定义菜单) checked by the platform's own limits, before it is published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

TOP_BUTTONS, SUB_BUTTONS = 3, 5
TOP_NAME_BYTES, SUB_NAME_BYTES = 16, 60
LENGTHS: Final = {"key": 128, "url": 1024, "pagepath": 1024, "media_id": 512, "article_id": 512, "appid": 64}
LENGTH_CODES: Final = {"key": 40019, "url": 40020}
SUB_LENGTH_CODES: Final = {"key": 40026, "url": 40027}
KEYED: Final = (
    "click",
    "scancode_push",
    "scancode_waitmsg",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
)
REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(KEYED, ("key",)),
    "view": ("url",),
    "miniprogram": ("url", "appid", "pagepath"),
    "media_id": ("media_id",),
    "view_limited": ("media_id",),
    "article_id": ("article_id",),
    "article_view_limited": ("article_id",),
}
RULES_ALLOWED: Final = frozenset({"tag_id", "client_platform_type"})
PLATFORM_TYPES: Final = frozenset({"1", "2", "3"})


@dataclass(frozen=True)
class MenuFault:
    """One fault: where (such as ``button[1].sub_button[0].name``), a fixed word for it, the platform's errcode."""

    path: str
    code: str
    errcode: int


def validate(menu: Mapping[str, Any]) -> tuple[MenuFault, ...]:
    """Every fault of a menu, default or conditional; none means that the platform will take it."""
    return (*_buttons(menu), *_rule(menu))


def _buttons(menu: Mapping[str, Any]) -> Iterator[MenuFault]:
    buttons = menu.get("button")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= TOP_BUTTONS:
        yield MenuFault("button", "button_count", 40016)
        return
    for index, button in enumerate(buttons):
        yield from _top(f"button[{index}]", button)


def _top(path: str, button: Any) -> Iterator[MenuFault]:
    if not isinstance(button, Mapping):
        yield MenuFault(path, "button_shape", 40017)
        return
    yield from _name(path, button, TOP_NAME_BYTES, 40018)
    children = button.get("sub_button")
    if not children:
        yield from _action(path, button, 40017, LENGTH_CODES)
    elif "type" in button:
        yield MenuFault(path, "type_and_sub_button", 40017)
    else:
        yield from _children(f"{path}.sub_button", children)


def _children(path: str, children: Any) -> Iterator[MenuFault]:
    if not isinstance(children, list) or len(children) > SUB_BUTTONS:
        yield MenuFault(path, "sub_button_count", 40023)
        return
    for index, child in enumerate(children):
        yield from _child(f"{path}[{index}]", child)


def _child(path: str, child: Any) -> Iterator[MenuFault]:
    if not isinstance(child, Mapping):
        yield MenuFault(path, "button_shape", 40024)
    elif child.get("sub_button"):
        yield MenuFault(f"{path}.sub_button", "too_deep", 40022)
    else:
        yield from _name(path, child, SUB_NAME_BYTES, 40025)
        yield from _action(path, child, 40024, SUB_LENGTH_CODES)


def _name(path: str, button: Mapping[str, Any], limit: int, errcode: int) -> Iterator[MenuFault]:
    name = button.get("name")
    if not isinstance(name, str) or not name.strip() or _size(name) > limit:
        yield MenuFault(f"{path}.name", "name_length", errcode)


def _action(
    path: str, button: Mapping[str, Any], type_code: int, length_codes: Mapping[str, int]
) -> Iterator[MenuFault]:
    needed = REQUIRED.get(str(button.get("type")))
    if needed is None:
        yield MenuFault(f"{path}.type", "button_type", type_code)
        return
    for name in needed:
        value = button.get(name)
        if not isinstance(value, str) or not value or _size(value) > LENGTHS[name]:
            yield MenuFault(f"{path}.{name}", f"{name}_length", length_codes.get(name, type_code))
        elif name == "url" and not value.startswith(("http://", "https://")):
            yield MenuFault(f"{path}.url", "url_form", 65317)


def _rule(menu: Mapping[str, Any]) -> Iterator[MenuFault]:
    """A conditional menu (个性化菜单) may match by tag and by kind of phone; what is private is refused."""
    if "matchrule" not in menu:
        return
    rule = menu["matchrule"]
    if not isinstance(rule, Mapping) or not any(str(value) for value in rule.values()):
        yield MenuFault("matchrule", "empty_rule", 65304)
        return
    for name in sorted(set(rule) - RULES_ALLOWED):
        yield MenuFault(f"matchrule.{name}", "private_rule", 65320)
    if str(rule.get("client_platform_type", "1")) not in PLATFORM_TYPES:
        yield MenuFault("matchrule.client_platform_type", "platform_type", 65304)


def _size(text: str) -> int:
    return len(text.encode(errors="replace"))
