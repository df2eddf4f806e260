"""The key by which a push is handled once: the platform sends the same one up to three times."""

import hashlib

from app.wechat.body import Fields, branch, items, text_of


def protocol_key(source: Fields) -> str:
    """To|From|CreateTime|MsgId of a message, To|From|CreateTime|Event|EventKey|MsgID of an event.

    MsgId alone repeats across users, and events of one second differ only in Event and EventKey.
    """
    common = ("ToUserName", "FromUserName", "CreateTime")
    special = ("Event", "EventKey", "MsgID") if _is_event(source) else ("MsgId",)
    return "|".join(text_of(source, name) for name in common + special)


def once_key(source: Fields) -> str:
    """The key as it is stored: a digest, for it holds an openid.

    An authorization event comes from the platform's own name and a subscription event repeats within the second, so
    the person concerned and the entries are part of it: two revocations of one second are two.
    """
    subject = [text_of(source, "OpenID")]
    entries = subscription_entries(source) if _is_event(source) else ()
    subject += [f"{text_of(entry, 'TemplateId')}:{text_of(entry, 'MsgID')}" for entry in entries]
    return hashlib.sha256("|".join([protocol_key(source), *subject]).encode()).hexdigest()


def subscription_entries(source: Fields) -> tuple[Fields, ...]:
    """The entries of a subscription event (订阅通知), under whichever of the three wrappers, or none, they came."""
    wrappers = ("SubscribeMsgPopupEvent", "SubscribeMsgChangeEvent", "SubscribeMsgSentEvent")
    places = [branch(source, name) for name in wrappers] + [source]
    return tuple(entry for place in places for entry in items(place.get("List")))


def _is_event(source: Fields) -> bool:
    return text_of(source, "MsgType").lower() == "event"
