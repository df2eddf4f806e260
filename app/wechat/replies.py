"""Passive replies (被动回复) and their XML: nothing a user typed can break or extend it."""

import re
from dataclasses import dataclass
from typing import Final

from app.wechat.incoming import Message

SUCCESS: Final = "success"
TEXT_LIMIT = 2048
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class TextReply:
    """At most 2048 bytes are sent; an empty text is answered with success, as the platform asks."""

    text: str


@dataclass(frozen=True)
class NewsReply:
    """One card (图文): the platform ignores any further."""

    title: str
    description: str
    url: str
    picture_url: str = ""


@dataclass(frozen=True)
class ImageReply:
    media_id: str


@dataclass(frozen=True)
class TransferReply:
    """Hands the talk to the staff (转接客服)."""


Reply = TextReply | NewsReply | ImageReply | TransferReply


def render(reply: Reply, message: Message, now: int) -> str:
    """The reply's clear XML, sender and receiver swapped; ``now`` is whole seconds."""
    content = _content(reply)
    if not content:
        return SUCCESS
    head = _tag("ToUserName", message.from_user) + _tag("FromUserName", message.to_user)
    return f"<xml>{head}<CreateTime>{now}</CreateTime>{content}</xml>"


def _content(reply: Reply) -> str:
    match reply:
        case TextReply(text):
            kept = cut(text)
            return _tag("MsgType", "text") + _tag("Content", kept) if kept.strip() else ""
        case NewsReply():
            return _news(reply)
        case ImageReply(media_id):
            return _tag("MsgType", "image") + f"<Image>{_tag('MediaId', media_id)}</Image>"
        case TransferReply():
            return _tag("MsgType", "transfer_customer_service")


def _news(reply: NewsReply) -> str:
    item = (
        _tag("Title", reply.title)
        + _tag("Description", reply.description)
        + _tag("PicUrl", reply.picture_url)
        + _tag("Url", reply.url)
    )
    count = "<ArticleCount>1</ArticleCount>"
    return f"{_tag('MsgType', 'news')}{count}<Articles><item>{item}</item></Articles>"


def cut(text: str) -> str:
    """The text without control characters, in at most 2048 bytes and never through a character."""
    return _FORBIDDEN.sub("", text).encode()[:TEXT_LIMIT].decode(errors="ignore")


def _tag(name: str, text: str) -> str:
    safe = _FORBIDDEN.sub("", text).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{safe}]]></{name}>"
