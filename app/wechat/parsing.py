"""From a push body to its typed message. Total: whatever comes is a message or MalformedMessage."""

import math
import re
from collections.abc import Callable
from typing import Any

from app.wechat import events, incoming
from app.wechat.body import Fields, branch, fields, text_of
from app.wechat.errors import MalformedMessage
from app.wechat.once import once_key, subscription_entries

Builder = Callable[[Fields, dict[str, Any]], incoming.Message]
SCENE_PREFIX = "qrscene_"
LONGEST_TIME = 11


def parse(xml: bytes) -> incoming.Message:
    """The typed message of a clear body (XML or JSON); an unknown type is an UnknownMessage.

    Raises MalformedMessage for what is no message: not well-formed, DTD, too large, a repeated or missing field.
    """
    source = fields(xml)
    kind = _required(source, "MsgType").lower()
    table = _MESSAGES
    if kind == "event":
        kind, table = _required(source, "Event").lower(), _EVENTS
    return table.get(kind, _unknown)(source, _common(source, kind))


def _common(source: Fields, kind: str) -> dict[str, Any]:
    created = _required(source, "CreateTime")
    if not (created.isascii() and created.isdigit() and len(created) <= LONGEST_TIME):
        raise MalformedMessage("create_time")
    return {
        "to_user": _required(source, "ToUserName"),
        "from_user": _required(source, "FromUserName"),
        "create_time": int(created),
        "once_key": once_key(source),
        "kind": kind,
        "message_id": text_of(source, "MsgId") or text_of(source, "MsgID"),
    }


def _required(source: Fields, name: str) -> str:
    value = text_of(source, name)
    if not value:
        raise MalformedMessage("missing_field")
    return value


def _degrees(source: Fields, name: str) -> float:
    try:
        value = float(text_of(source, name))
    except ValueError as fault:
        raise MalformedMessage("coordinate") from fault
    if not math.isfinite(value):
        raise MalformedMessage("coordinate")
    return value


def _unknown(_source: Fields, common: dict[str, Any]) -> incoming.Message:
    return incoming.UnknownMessage(**common)


def _text(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return incoming.TextMessage(content=text_of(source, "Content"), **common)


def _image(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return incoming.ImageMessage(picture_url=text_of(source, "PicUrl"), media_id=text_of(source, "MediaId"), **common)


def _voice(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return incoming.VoiceMessage(
        media_id=text_of(source, "MediaId"),
        format=text_of(source, "Format"),
        recognition=text_of(source, "Recognition"),
        **common,
    )


def _video(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return incoming.VideoMessage(
        media_id=text_of(source, "MediaId"), thumb_media_id=text_of(source, "ThumbMediaId"), **common
    )


def _location(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return incoming.LocationMessage(
        latitude=_degrees(source, "Location_X"),
        longitude=_degrees(source, "Location_Y"),
        scale=text_of(source, "Scale"),
        label=text_of(source, "Label"),
        **common,
    )


def _link(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return incoming.LinkMessage(
        title=text_of(source, "Title"),
        description=text_of(source, "Description"),
        url=text_of(source, "Url"),
        **common,
    )


def _subscribe(source: Fields, common: dict[str, Any]) -> incoming.Message:
    key = text_of(source, "EventKey")
    scene = key.removeprefix(SCENE_PREFIX) if key.startswith(SCENE_PREFIX) else ""
    return events.SubscribeEvent(scene=scene, ticket=text_of(source, "Ticket"), **common)


def _scan(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return events.ScanEvent(scene=text_of(source, "EventKey"), ticket=text_of(source, "Ticket"), **common)


def _unsubscribe(_source: Fields, common: dict[str, Any]) -> incoming.Message:
    return events.UnsubscribeEvent(**common)


def _click(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return events.ClickEvent(key=text_of(source, "EventKey"), **common)


def _view(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return events.ViewEvent(url=text_of(source, "EventKey"), menu_id=text_of(source, "MenuId"), **common)


def _reported_place(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return events.LocationEvent(
        latitude=_degrees(source, "Latitude"),
        longitude=_degrees(source, "Longitude"),
        precision=text_of(source, "Precision"),
        **common,
    )


def _chosen_place(source: Fields, common: dict[str, Any]) -> incoming.Message:
    place = branch(source, "SendLocationInfo")
    return events.LocationSelectEvent(
        key=text_of(source, "EventKey"),
        latitude=_degrees(place, "Location_X") if place else None,
        longitude=_degrees(place, "Location_Y") if place else None,
        label=text_of(place, "Label"),
        **common,
    )


def _scan_code(source: Fields, common: dict[str, Any]) -> incoming.Message:
    scanned = branch(source, "ScanCodeInfo")
    return events.ScanCodeEvent(
        key=text_of(source, "EventKey"),
        scan_type=text_of(scanned, "ScanType"),
        result=text_of(scanned, "ScanResult"),
        **common,
    )


def _pictures(source: Fields, common: dict[str, Any]) -> incoming.Message:
    count = text_of(branch(source, "SendPicsInfo"), "Count")
    return events.PicturesEvent(key=text_of(source, "EventKey"), count=count, **common)


def _template_result(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return events.TemplateResultEvent(status=text_of(source, "Status"), **common)


def _subscription(event: Callable[..., incoming.Message]) -> Builder:
    return lambda source, common: event(items=tuple(map(_item, subscription_entries(source))), **common)


def _item(entry: Fields) -> events.SubscriptionItem:
    return events.SubscriptionItem(
        template_id=text_of(entry, "TemplateId"),
        status=text_of(entry, "SubscribeStatusString"),
        scene=text_of(entry, "PopupScene"),
        message_id=text_of(entry, "MsgID"),
        error_code=text_of(entry, "ErrorCode"),
        error_status=text_of(entry, "ErrorStatus"),
    )


def _authorization(kind: events.AuthorizationKind) -> Builder:
    return lambda source, common: events.AuthorizationEvent(
        authorization=kind,
        openid=text_of(source, "OpenID"),
        revoked=tuple(re.findall(r"\d{3}", text_of(source, "RevokeInfo"))),
        **common,
    )


def _service_session(source: Fields, common: dict[str, Any]) -> incoming.Message:
    account = text_of(source, "KfAccount") or text_of(source, "ToKfAccount")
    return events.ServiceSessionEvent(account=account, **common)


def _account(source: Fields, common: dict[str, Any]) -> incoming.Message:
    moment = text_of(source, "ExpiredTime") or text_of(source, "FailTime")
    return events.AccountEvent(moment=moment, reason=text_of(source, "FailReason"), **common)


_MESSAGES: dict[str, Builder] = {
    "text": _text,
    "image": _image,
    "voice": _voice,
    "video": _video,
    "shortvideo": _video,
    "location": _location,
    "link": _link,
}
_EVENTS: dict[str, Builder] = {
    "subscribe": _subscribe,
    "unsubscribe": _unsubscribe,
    "scan": _scan,
    "location": _reported_place,
    "click": _click,
    "view": _view,
    "view_miniprogram": _view,
    "location_select": _chosen_place,
    "templatesendjobfinish": _template_result,
    "subscribe_msg_popup_event": _subscription(events.SubscribePopupEvent),
    "subscribe_msg_change_event": _subscription(events.SubscribeChangeEvent),
    "subscribe_msg_sent_event": _subscription(events.SubscribeSentEvent),
    "user_authorization_revoke": _authorization("revoke"),
    "user_authorization_cancellation": _authorization("cancellation"),
    "user_info_modified": _authorization("modified"),
    **dict.fromkeys(("scancode_push", "scancode_waitmsg"), _scan_code),
    **dict.fromkeys(("pic_sysphoto", "pic_photo_or_album", "pic_weixin"), _pictures),
    **dict.fromkeys(("kf_create_session", "kf_close_session", "kf_switch_session"), _service_session),
    **dict.fromkeys(
        (
            "qualification_verify_success",
            "qualification_verify_fail",
            "naming_verify_success",
            "naming_verify_fail",
            "annual_renew",
            "verify_expired",
        ),
        _account,
    ),
}
