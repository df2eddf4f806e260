"""What a person does at the phone: each act opens the account's window and is pushed to its server."""

from simulator.envelope import Fields
from simulator.platform import Platform
from simulator.templates import find
from simulator.windows import open_window
from simulator.words import BLOCKED, EVENTS, LOCATION_TEXT, UNBLOCKED
from simulator.world import Follower

QR = "qrscene_"
SCALE = "16"
TICKET = "gQH47joAAAAAAAAAASxodHRwOi8vd2VpeGluLnFxLmNvbS9xL2taZ2Z3TVRtNzJXV1Brb3ZhYmJJAAIEZ23sUwMEmm3sUw"


class NotFollowing(Exception):
    """Only followers can do this."""


def follow(platform: Platform, who: Follower, scene: str = "") -> None:
    """Follow the account, by a parametric code when there is a `scene`."""
    with platform.world.lock:
        who.subscribed, who.subscribed_at, who.scene = True, platform.world.clock.now(), scene
        _note(platform, who, "subscribe", "follow")
    fields = {"EventKey": f"{QR}{scene}", "Ticket": TICKET} if scene else {"EventKey": ""}
    platform.pusher.event(who, "subscribe", {**fields})


def unfollow(platform: Platform, who: Follower) -> None:
    """Leave the account: its tags and windows for this person are gone."""
    _must_follow(who)
    with platform.world.lock:
        who.subscribed, who.subscribed_at, who.tags, who.windows = False, None, [], []
        _note(platform, who, "unsubscribe")
    platform.pusher.event(who, "unsubscribe", {"EventKey": ""})


def write(platform: Platform, who: Follower, text: str) -> None:
    """Send text."""
    _must_follow(who)
    with platform.world.lock:
        platform.world.say(who, "me", "text", text)
        open_window(platform.world, who, "message")
    platform.pusher.message(who, "text", Content=text)


def click(platform: Platform, who: Follower, key: str) -> None:
    """Tap a menu button that has a key."""
    _must_follow(who)
    with platform.world.lock:
        open_window(platform.world, who, "click")
    platform.pusher.event(who, "CLICK", {"EventKey": key})


def view(platform: Platform, who: Follower, url: str) -> None:
    """Tap a menu button that opens a page."""
    _must_follow(who)
    platform.pusher.event(who, "VIEW", {"EventKey": url, "MenuId": "208396938"})


def scan(platform: Platform, who: Follower, scene: str) -> None:
    """Scan a parametric code (带参数二维码), or one a scene was written on: strangers follow by it."""
    scene = platform.scenes.read(scene)
    if not who.subscribed:
        follow(platform, who, scene)
        return
    with platform.world.lock:
        _note(platform, who, "SCAN", "scan")
    platform.pusher.event(who, "SCAN", {"EventKey": scene, "Ticket": TICKET})


def send_picture(platform: Platform, who: Follower, media_id: str) -> None:
    """Send a picture that is on the shelf of media."""
    _must_follow(who)
    address = platform.media.address(media_id)
    with platform.world.lock:
        platform.world.say(who, "me", "image", "", {"picture_url": address})
        open_window(platform.world, who, "message")
    platform.pusher.message(who, "image", PicUrl=address, MediaId=media_id)


def send_voice(platform: Platform, who: Follower, media_id: str, seconds: int, recognition: str) -> None:
    """Send a voice message; `recognition` is what the platform understood, where the account has that switched on."""
    _must_follow(who)
    with platform.world.lock:
        platform.world.say(who, "me", "voice", recognition, {"seconds": seconds})
        open_window(platform.world, who, "message")
    told = {"Recognition": recognition} if recognition else {}
    platform.pusher.message(who, "voice", MediaId=media_id, Format="amr", **told)


def send_location(platform: Platform, who: Follower, latitude: str, longitude: str, label: str) -> None:
    """Send a place; degrees."""
    _must_follow(who)
    with platform.world.lock:
        platform.world.say(who, "me", "text", LOCATION_TEXT.format(label=label))
        open_window(platform.world, who, "message")
    place = {"Location_X": latitude, "Location_Y": longitude, "Scale": SCALE, "Label": label}
    platform.pusher.message(who, "location", **place)


def change_authorization(platform: Platform, who: Follower, event: str) -> None:
    """Revoke an authorization, cancel the WeChat account or change personal data; pushed by the platform itself."""
    platform.world.say(who, "me", "event", EVENTS[event])
    told = {"OpenID": who.openid, "AppID": platform.world.config.app_id, "RevokeInfo": "205"}
    platform.pusher.event(who, event, {**told})


def answer_popup(platform: Platform, who: Follower, choices: dict[str, bool]) -> None:
    """Answer the pop-up of one page for its subscription notices: each template accepted or refused.

    A template for one sending (一次性) may be accepted again and again, one for long (长期) holds without end.
    """
    with platform.world.lock:
        listed = [_chosen(platform, who, number, accept=accept) for number, accept in choices.items()]
    platform.world.say(who, "me", "event", EVENTS["subscribe_msg_popup_event"])
    platform.pusher.event(who, "subscribe_msg_popup_event", {"SubscribeMsgPopupEvent": {"List": listed}})


def _chosen(platform: Platform, who: Follower, number: str, *, accept: bool) -> Fields:
    template = find(platform.world.templates, number, notice=True)
    if accept:
        who.accepted[number] = -1 if template["kind"] == "long" else who.accepted.get(number, 0) + 1
    status = "accept" if accept else "reject"
    return {"TemplateId": number, "SubscribeStatusString": status, "PopupScene": "1"}


def end_subscription(platform: Platform, who: Follower, number: str) -> None:
    """Turn a subscription notice off in the account's settings: only that is told, turning on is not."""
    with platform.world.lock:
        find(platform.world.templates, number, notice=True)
        who.accepted[number] = 0
    platform.world.say(who, "me", "event", EVENTS["subscribe_msg_change_event"])
    listed: Fields = {"TemplateId": number, "SubscribeStatusString": "reject"}
    platform.pusher.event(who, "subscribe_msg_change_event", {"SubscribeMsgChangeEvent": {"List": [listed]}})


def block(platform: Platform, who: Follower, *, blocked: bool) -> None:
    """Refuse the account's messages (拒收消息), or take them again; the account is not told."""
    with platform.world.lock:
        who.blocked = blocked
    platform.world.say(who, "me", "event", BLOCKED if blocked else UNBLOCKED)


def _must_follow(who: Follower) -> None:
    if not who.subscribed:
        raise NotFollowing


def _note(platform: Platform, who: Follower, event: str, window: str = "") -> None:
    platform.world.say(who, "me", "event", EVENTS[event])
    if window:
        open_window(platform.world, who, window)
