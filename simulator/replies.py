"""Reads what the account answered to a push (被动回复), as strictly as the platform, and puts it into the chat."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from simulator.envelope import BadReply, from_xml, open_reply
from simulator.words import UNSHOWN_MESSAGE
from simulator.world import Follower, Json, World

TEXT_BYTES = 2048
NOTHING = ("", "success")
MEDIA = {"image", "voice", "video", "music"}
SILENT = "transfer_customer_service"


@dataclass(frozen=True)
class Shown:
    """What of a reply a phone shows; `kind` is empty when that is nothing."""

    kind: str = ""
    text: str = ""
    card: Json | None = None


@dataclass(frozen=True)
class Reply:
    """A reply in the clear and what is shown of it."""

    clear: str
    shown: Shown


def read_reply(world: World, follower: Follower, mode: str, answered: bytes) -> Reply:
    """Check an answer of the account to a push in `mode`; `BadReply` says which rule it breaks."""
    try:
        text = answered.decode()
    except UnicodeDecodeError:
        raise BadReply("the reply is not UTF-8") from None
    if text in NOTHING:
        return Reply(text, Shown())
    clear = _clear(world, mode, text)
    root = from_xml(clear)
    _check_common(world, follower, root)
    return Reply(clear, _shown(root))


def _clear(world: World, mode: str, text: str) -> str:
    root = from_xml(text)
    if root.find("Encrypt") is None:
        if mode == "safe":
            raise BadReply("safe mode takes an encrypted reply")
        return text
    if mode == "plain":
        raise BadReply("plain mode takes a plain reply")
    return open_reply(world.config, root, world.stamp())


def _check_common(world: World, follower: Follower, root: Element) -> None:
    if root.findtext("ToUserName") != follower.openid:
        raise BadReply("ToUserName is not who wrote")
    if root.findtext("FromUserName") != world.config.account:
        raise BadReply("FromUserName is not the account")
    if not re.fullmatch(r"\d{1,10}", root.findtext("CreateTime", "")):
        raise BadReply("CreateTime is no second")


def _shown(root: Element) -> Shown:
    kind = root.findtext("MsgType", "")
    if kind == "text":
        return Shown("text", _content(root))
    if kind == "news":
        return _news(root)
    if kind in MEDIA:
        return Shown("text", UNSHOWN_MESSAGE.format(kind=kind))
    if kind == SILENT:
        return Shown()
    raise BadReply("unknown MsgType")


def _content(root: Element) -> str:
    content = root.findtext("Content") or ""
    if not content or len(content.encode()) > TEXT_BYTES:
        raise BadReply(f"Content is empty or above {TEXT_BYTES} bytes")
    return content


def _news(root: Element) -> Shown:
    items = root.findall("Articles/item")
    if root.findtext("ArticleCount") != "1" or len(items) != 1:
        raise BadReply("ArticleCount is 1, with one item")
    first = items[0]
    names = {"title": "Title", "description": "Description", "url": "Url", "picture_url": "PicUrl"}
    card = {name: first.findtext(tag) or "" for name, tag in names.items()}
    if not card["title"]:
        raise BadReply("an article without a Title")
    return Shown("news", card["title"], card)
