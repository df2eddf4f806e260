"""From a push body to its typed message. Total: whatever comes is a message or MalformedMessage."""

from typing import Any

from app.wechat import incoming
from app.wechat.body import Fields, fields, text_of
from app.wechat.errors import MalformedMessage
from app.wechat.event_builders import EVENTS
from app.wechat.message_builders import MESSAGES
from app.wechat.once import once_key
from app.wechat.readers import required

LONGEST_TIME = 11


def parse(xml: bytes) -> incoming.Message:
    """The typed message of a clear body (XML or JSON); an unknown type is an UnknownMessage.

    Raises MalformedMessage for what is no message: not well-formed, DTD, too large, a repeated or missing field.
    """
    source = fields(xml)
    kind = required(source, "MsgType").lower()
    table = MESSAGES
    if kind == "event":
        kind, table = required(source, "Event").lower(), EVENTS
    return table.get(kind, _unknown)(source, _common(source, kind))


def _common(source: Fields, kind: str) -> dict[str, Any]:
    created = required(source, "CreateTime")
    if not (created.isascii() and created.isdigit() and len(created) <= LONGEST_TIME):
        raise MalformedMessage("create_time")
    return {
        "to_user": required(source, "ToUserName"),
        "from_user": required(source, "FromUserName"),
        "create_time": int(created),
        "once_key": once_key(source),
        "kind": kind,
        "message_id": text_of(source, "MsgId") or text_of(source, "MsgID"),
    }


def _unknown(_source: Fields, common: dict[str, Any]) -> incoming.Message:
    return incoming.UnknownMessage(**common)
