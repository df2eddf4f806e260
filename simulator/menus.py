"""What the platform accepts as a menu (自定义菜单): 3 by 5 buttons, names and keys counted in UTF-8 bytes."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from simulator.errors import Refused
from simulator.world import Json

TOPS = 3
SUBS = 5
KEY_BYTES = 128
URL_BYTES = 1024
NEEDS_KEY = {
    "click",
    "scancode_push",
    "scancode_waitmsg",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
}
NEEDS_MEDIA = {"media_id": "media_id", "view_limited": "media_id"}
NEEDS_ARTICLE = {"article_id": "article_id", "article_view_limited": "article_id"}
NEEDS_URL = {"view", "miniprogram"}
PRIVATE = {"sex", "country", "province", "city", "language"}
USABLE = {"tag_id", "group_id", "client_platform_type"}


@dataclass(frozen=True)
class Level:
    """The limit of names and the errcodes of one level of buttons."""

    name_bytes: int
    count: int
    kind: int
    name: int
    key: int
    url: int
    domain: int


TOP = Level(16, 40016, 40017, 40018, 40019, 40020, 40055)
SUB = Level(60, 40023, 40024, 40025, 40026, 40027, 40054)


def check_menu(menu: Json) -> list[Json]:
    """Return the buttons; `Refused` with the errcode of the first limit that is broken."""
    buttons = menu.get("button")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= TOPS:
        raise Refused(TOP.count)
    for button in buttons:
        _check_top(button)
    return buttons


def _check_top(button: object) -> None:
    if not isinstance(button, dict):
        raise Refused(TOP.kind)
    _check_name(button, TOP)
    subs = button.get("sub_button")
    if not subs:
        _check_action(button, TOP)
        return
    if button.get("type"):
        raise Refused(TOP.kind)
    if not isinstance(subs, list) or len(subs) > SUBS:
        raise Refused(SUB.count)
    for sub in subs:
        _check_sub(sub)


def _check_sub(sub: object) -> None:
    if not isinstance(sub, dict):
        raise Refused(SUB.kind)
    if sub.get("sub_button"):
        raise Refused(40022)
    _check_name(sub, SUB)
    _check_action(sub, SUB)


def _check_name(button: Json, level: Level) -> None:
    if not _fits(button.get("name"), level.name_bytes):
        raise Refused(level.name)


def _check_action(button: Json, level: Level) -> None:
    kind = button.get("type")
    if kind in NEEDS_KEY:
        _check_key(button, level)
    elif kind in NEEDS_URL:
        _check_url(button, level)
    elif not _names_material(button, str(kind)):
        raise Refused(level.kind)


def _names_material(button: Json, kind: str) -> bool:
    wanted = NEEDS_MEDIA.get(kind) or NEEDS_ARTICLE.get(kind)
    return wanted is not None and _fits(button.get(wanted), URL_BYTES)


def _check_key(button: Json, level: Level) -> None:
    if not _fits(button.get("key"), KEY_BYTES):
        raise Refused(level.key)


def _check_url(button: Json, level: Level) -> None:
    url = button.get("url")
    if not _fits(url, URL_BYTES):
        raise Refused(level.url)
    parts = urlsplit(str(url))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused(level.domain)
    if button["type"] == "miniprogram" and not (button.get("appid") and button.get("pagepath")):
        raise Refused(level.kind)


def _fits(value: object, most: int) -> bool:
    return isinstance(value, str) and 1 <= len(value.encode()) <= most


def check_rule(rule: object) -> Json:
    """Return the match rule of a personalised menu: only tag and platform are usable (65304, 65320)."""
    if not isinstance(rule, dict):
        raise Refused(65304)
    given = {str(name): str(value) for name, value in rule.items() if value not in {"", None}}
    if PRIVATE & given.keys():
        raise Refused(65320)
    if not USABLE & given.keys():
        raise Refused(65304)
    return given


def outside_hosts(buttons: list[Json], own: str) -> set[str]:
    """The hosts other than the account's own that a menu links to."""
    every = [sub for button in buttons for sub in (button.get("sub_button") or [button])]
    hosts = {urlsplit(str(one.get("url", ""))).hostname for one in every}
    return {host for host in hosts if host and host != own}


def as_read_back(buttons: list[Json]) -> list[Json]:
    """Buttons as menu/get shows them: each with a list of sub-buttons, empty where there are none."""
    return [{**button, "sub_button": as_read_back(button.get("sub_button") or [])} for button in buttons]
