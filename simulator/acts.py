"""What a person does at the phone: each act opens the account's window and is pushed to its server."""

from simulator.platform import Platform
from simulator.windows import open_window
from simulator.words import EVENTS, LOCATION_TEXT
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
    """Scan a parametric code (带参数二维码): those who do not follow yet, follow by it."""
    if not who.subscribed:
        follow(platform, who, scene)
        return
    with platform.world.lock:
        _note(platform, who, "SCAN", "scan")
    platform.pusher.event(who, "SCAN", {"EventKey": scene, "Ticket": TICKET})


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


def answer_subscription(platform: Platform, who: Follower, template_id: str, *, accept: bool, long_term: bool) -> None:
    """Accept a subscription notice once or for long, or refuse it."""
    with platform.world.lock:
        had = who.accepted.get(template_id, 0)
        who.accepted[template_id] = (-1 if long_term else max(had, 0) + 1) if accept else had
    chosen = "accept" if accept else "reject"
    entry = {"TemplateId": template_id, "SubscribeStatusString": chosen, "PopupScene": "1"}
    platform.pusher.event(who, "subscribe_msg_popup_event", {"SubscribeMsgPopupEvent": {"List": {**entry}}})


def _must_follow(who: Follower) -> None:
    if not who.subscribed:
        raise NotFollowing


def _note(platform: Platform, who: Follower, event: str, window: str = "") -> None:
    platform.world.say(who, "me", "event", EVENTS[event])
    if window:
        open_window(platform.world, who, window)
