"""message/*: customer-service messages (客服消息), template messages (模板消息) and subscription notices (订阅通知)."""

from datetime import timedelta

from flask import Blueprint

from simulator.api.calling import payload, recipient, serves
from simulator.errors import Refused, done
from simulator.fields import check_data, labelled
from simulator.platform import platform
from simulator.windows import use_window
from simulator.words import UNSHOWN_MESSAGE
from simulator.world import Follower, Json

messages = Blueprint("messages", __name__, url_prefix="/cgi-bin")
TEXT_BYTES = 2048
CLIENT_ID_BYTES = 64
SENT_ONCE = timedelta(minutes=10)
TYPES = {"text", "image", "voice", "video", "music", "news", "mpnews", "mpnewsarticle", "msgmenu", "wxcard"}
TYPES_MINI = {"miniprogrampage"}


@serves(messages, "/message/custom/send", "POST")
def custom_send() -> Json:
    """One message to a follower, in an open window."""
    told = payload(real_characters=True)
    follower = recipient(told.get("touser"))
    kind = told.get("msgtype")
    if kind not in TYPES | TYPES_MINI:
        raise Refused(40008)
    shown = told.get(str(kind))
    if not isinstance(shown, dict):
        raise Refused(44004)
    text, card = _checked(str(kind), shown)
    use_window(platform().world, follower)
    platform().world.say(follower, "account", "news" if card else "text", text, card)
    return done()


def _checked(kind: str, shown: Json) -> tuple[str, Json | None]:
    if kind == "text":
        return _text(shown.get("content")), None
    if kind == "news":
        return _article(shown.get("articles"))
    return UNSHOWN_MESSAGE.format(kind=kind), None


def _text(content: object) -> str:
    if not isinstance(content, str) or not content:
        raise Refused(44004)
    if len(content.encode()) > TEXT_BYTES:
        raise Refused(45002)
    return content


def _article(articles: object) -> tuple[str, Json]:
    if not isinstance(articles, list) or len(articles) != 1 or not isinstance(articles[0], dict):
        raise Refused(45008)
    one = articles[0]
    names = {"title": "title", "description": "description", "url": "url", "picture_url": "picurl"}
    card = {name: str(one.get(told) or "") for name, told in names.items()}
    return _text(card["title"]), card


@serves(messages, "/message/template/send", "POST")
def template_send() -> Json:
    """One template message; what became of it follows as an event. The same client_msg_id within 10 min sends once."""
    told = payload()
    follower = recipient(told.get("touser"))
    key = _client_key(told, follower)
    template = platform().world.templates.get(str(told.get("template_id")))
    if template is None:
        raise Refused(40037)
    values = check_data(template["content"], told.get("data"))
    if not follower.subscribed:
        raise Refused(43004)
    return done(msgid=_sent_before(key) or _send(told, follower, template, values, key))


def _client_key(told: Json, follower: Follower) -> tuple[str, str] | None:
    own = told.get("client_msg_id")
    if not own:
        return None
    if len(str(own).encode()) > CLIENT_ID_BYTES:
        raise Refused(45067)
    return follower.openid, str(own)


def _sent_before(key: tuple[str, str] | None) -> int | None:
    earlier = platform().sent.get(key) if key else None
    if earlier is None or platform().world.clock.now() - earlier["at"] >= SENT_ONCE:
        return None
    return int(earlier["msgid"])


def _send(told: Json, follower: Follower, template: Json, values: dict[str, str], key: tuple[str, str] | None) -> int:
    world, pusher = platform().world, platform().pusher
    msgid = world.next_id()
    if key:
        platform().sent[key] = {"msgid": msgid, "at": world.clock.now()}
    card = {"title": template["title"], "url": told.get("url", ""), "fields": labelled(template["content"], values)}
    world.say(follower, "account", "template", template["title"], card)
    outcome = {"MsgID": msgid, "Status": "success"}
    platform().later(lambda: pusher.event(follower, "TEMPLATESENDJOBFINISH", {**outcome}))
    return int(msgid)


@serves(messages, "/message/subscribe/bizsend", "POST")
def bizsend() -> Json:
    """One subscription notice, to somebody who accepted it (43101 otherwise)."""
    told = payload()
    follower = recipient(told.get("touser"))
    number = str(told.get("template_id"))
    template = platform().world.templates.get(number)
    if template is None:
        raise Refused(40037)
    values = check_data(template["content"], told.get("data"))
    _spend_acceptance(follower, number)
    card = {"title": template["title"], "url": told.get("page", ""), "fields": labelled(template["content"], values)}
    platform().world.say(follower, "account", "template", template["title"], card)
    _tell_sent(follower, number)
    return done()


def _spend_acceptance(follower: Follower, number: str) -> None:
    left = follower.accepted.get(number, 0)
    if not left:
        raise Refused(43101)
    if left > 0:  # below nothing: accepted for long (长期订阅)
        follower.accepted[number] = left - 1


def _tell_sent(follower: Follower, number: str) -> None:
    pusher = platform().pusher
    result = {"TemplateId": number, "MsgID": platform().world.next_id(), "ErrorCode": "0", "ErrorStatus": "success"}
    platform().later(
        lambda: pusher.event(follower, "subscribe_msg_sent_event", {"SubscribeMsgSentEvent": {"List": {**result}}})
    )


@serves(messages, "/template/get_all_private_template", "GET")
def all_templates() -> Json:
    """The account's templates with their places."""
    return {"template_list": list(platform().world.templates.values())}
