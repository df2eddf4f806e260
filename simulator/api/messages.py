"""message/custom/*: customer-service messages (客服消息)."""

from urllib.parse import urlencode

from flask import Blueprint

from simulator.api.calling import payload, recipient, serves
from simulator.errors import Refused, done
from simulator.platform import platform
from simulator.windows import check_window, use_window
from simulator.words import UNSHOWN_MESSAGE
from simulator.world import Json

messages = Blueprint("messages", __name__, url_prefix="/cgi-bin")
TEXT_BYTES = 2048
TYPES = {"text", "image", "voice", "video", "music", "news", "mpnews", "mpnewsarticle", "msgmenu", "wxcard"}
TYPES_MINI = {"miniprogrampage"}


@serves(messages, "/message/custom/send", "POST")
def custom_send() -> Json:
    """One message to a follower, in an open window."""
    told = payload(real_characters=True)
    follower = recipient(told.get("touser"))
    if follower.blocked:
        raise Refused(48002)
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
    if kind == "msgmenu":
        return _choices(shown), None
    return UNSHOWN_MESSAGE.format(kind=kind), None


def _choices(menu: Json) -> str:
    """A menu in a message (菜单消息): each entry is a link that answers with its own words."""
    entries = menu.get("list")
    if not isinstance(entries, list) or not all(isinstance(one, dict) and one.get("content") for one in entries):
        raise Refused(44004)
    links = [_choice(one) for one in entries]
    return _text("\n".join([str(menu.get("head_content", "")), *links, str(menu.get("tail_content", ""))]).strip())


def _choice(entry: Json) -> str:
    told = urlencode({"msgmenucontent": entry["content"], "msgmenuid": entry.get("id", "")})
    return f'<a href="weixin://bizmsgmenu?{told}">{entry["content"]}</a>'


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


@serves(messages, "/message/custom/typing", "POST")
def typing() -> Json:
    """Show a follower that an answer is being written; it needs an open window and spends nothing of it."""
    told = payload()
    follower = recipient(told.get("touser"))
    if told.get("command") not in {"Typing", "CancelTyping"}:
        raise Refused(40035)
    check_window(platform().world, follower)
    return done()
