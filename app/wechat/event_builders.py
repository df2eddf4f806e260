"""From the fields of an event (事件) to its type, by Event."""

import re
from collections.abc import Callable
from typing import Any

from app.wechat import events
from app.wechat.body import Fields, branch, text_of
from app.wechat.incoming import Message
from app.wechat.once import subscription_entries
from app.wechat.readers import Builder, degrees

SCENE_PREFIX = "qrscene_"


def _subscribe(source: Fields, common: dict[str, Any]) -> Message:
    key = text_of(source, "EventKey")
    scene = key.removeprefix(SCENE_PREFIX) if key.startswith(SCENE_PREFIX) else ""
    return events.SubscribeEvent(scene=scene, ticket=text_of(source, "Ticket"), **common)


def _scan(source: Fields, common: dict[str, Any]) -> Message:
    return events.ScanEvent(scene=text_of(source, "EventKey"), ticket=text_of(source, "Ticket"), **common)


def _unsubscribe(_source: Fields, common: dict[str, Any]) -> Message:
    return events.UnsubscribeEvent(**common)


def _click(source: Fields, common: dict[str, Any]) -> Message:
    return events.ClickEvent(key=text_of(source, "EventKey"), **common)


def _view(source: Fields, common: dict[str, Any]) -> Message:
    return events.ViewEvent(url=text_of(source, "EventKey"), menu_id=text_of(source, "MenuId"), **common)


def _reported_place(source: Fields, common: dict[str, Any]) -> Message:
    return events.LocationEvent(
        latitude=degrees(source, "Latitude"),
        longitude=degrees(source, "Longitude"),
        precision=text_of(source, "Precision"),
        **common,
    )


def _chosen_place(source: Fields, common: dict[str, Any]) -> Message:
    place = branch(source, "SendLocationInfo")
    return events.LocationSelectEvent(
        key=text_of(source, "EventKey"),
        latitude=degrees(place, "Location_X") if place else None,
        longitude=degrees(place, "Location_Y") if place else None,
        label=text_of(place, "Label"),
        **common,
    )


def _scan_code(source: Fields, common: dict[str, Any]) -> Message:
    scanned = branch(source, "ScanCodeInfo")
    return events.ScanCodeEvent(
        key=text_of(source, "EventKey"),
        scan_type=text_of(scanned, "ScanType"),
        result=text_of(scanned, "ScanResult"),
        **common,
    )


def _pictures(source: Fields, common: dict[str, Any]) -> Message:
    count = text_of(branch(source, "SendPicsInfo"), "Count")
    return events.PicturesEvent(key=text_of(source, "EventKey"), count=count, **common)


def _template_result(source: Fields, common: dict[str, Any]) -> Message:
    return events.TemplateResultEvent(status=text_of(source, "Status"), **common)


def _subscription(event: Callable[..., Message]) -> Builder:
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


def _service_session(source: Fields, common: dict[str, Any]) -> Message:
    account = text_of(source, "KfAccount") or text_of(source, "ToKfAccount")
    return events.ServiceSessionEvent(account=account, **common)


def _account(source: Fields, common: dict[str, Any]) -> Message:
    moment = text_of(source, "ExpiredTime") or text_of(source, "FailTime")
    return events.AccountEvent(moment=moment, reason=text_of(source, "FailReason"), **common)


EVENTS: dict[str, Builder] = {
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
