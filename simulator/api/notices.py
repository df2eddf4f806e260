"""message/template/send (模板消息), message/subscribe/bizsend (订阅通知) and the lists of their templates."""

from flask import Blueprint

from simulator.api.calling import payload, recipient, serves
from simulator.errors import Refused, done
from simulator.fields import check_data, labelled
from simulator.platform import platform
from simulator.sent import SUCCESS, UNREPORTED, Message
from simulator.templates import as_listed, as_notice, find
from simulator.world import Follower, Json

notices = Blueprint("notices", __name__)
CLIENT_ID_BYTES = 64


@serves(notices, "/cgi-bin/message/template/send", "POST")
def template_send() -> Json:
    """One template message; what became of it follows as an event. The same client_msg_id within 10 min sends once."""
    told = payload()
    follower = recipient(told.get("touser"))
    own = _client_id(told)
    template = find(platform().world.templates, told.get("template_id"), notice=False)
    values = check_data(template["content"], told.get("data"))
    if not follower.subscribed:
        raise Refused(43004)
    earlier = platform().sent.again(follower.openid, own, platform().world.clock.now())
    message = earlier or _send(follower, template, _card(template, values, _link(told)), own)
    return done(msgid=int(message.msgid))


def _client_id(told: Json) -> str:
    own = str(told.get("client_msg_id") or "")
    if len(own.encode()) > CLIENT_ID_BYTES:
        raise Refused(45067)
    return own


def _link(told: Json) -> str:
    """The page a card opens; a mini program (小程序) wins over it, and the phone has none."""
    return "" if told.get("miniprogram") else str(told.get("url") or "")


def _card(template: Json, values: dict[str, str], url: str) -> Json:
    return {"title": template["title"], "url": url, "fields": labelled(template["content"], values)}


def _send(follower: Follower, template: Json, card: Json, own: str) -> Message:
    world, sent = platform().world, platform().sent
    status = sent.status_for(blocked=follower.blocked)
    number = template["template_id"]
    message = Message(follower.id, follower.openid, number, own, world.next_id(), world.clock.now(), status)
    sent.add(message)
    if status in {SUCCESS, UNREPORTED}:
        world.say(follower, "account", "template", template["title"], card)
    if status != UNREPORTED:
        _report(follower, message)
    return message


def _report(follower: Follower, message: Message) -> None:
    pusher, outcome = platform().pusher, {"MsgID": message.msgid, "Status": message.status}
    platform().later(lambda: pusher.event(follower, "TEMPLATESENDJOBFINISH", {**outcome}))


@serves(notices, "/cgi-bin/message/subscribe/bizsend", "POST")
def bizsend() -> Json:
    """One subscription notice, to somebody who accepted it (43101 otherwise)."""
    told = payload()
    follower = recipient(told.get("touser"))
    template = find(platform().world.templates, told.get("template_id"), notice=True)
    values = check_data(template["content"], told.get("data"))
    _spend_acceptance(follower, template["template_id"])
    card = _card(template, values, "" if told.get("miniprogram") else str(told.get("page") or ""))
    platform().world.say(follower, "account", "template", template["title"], card)
    _tell_sent(follower, template["template_id"])
    return done()


def _spend_acceptance(follower: Follower, number: str) -> None:
    left = follower.accepted.get(number, 0)
    if not left:
        raise Refused(43101)
    if left > 0:  # below nothing: accepted for long (长期订阅)
        follower.accepted[number] = left - 1


def _tell_sent(follower: Follower, number: str) -> None:
    world, pusher, sent = platform().world, platform().pusher, platform().sent
    msgid = world.next_id()
    sent.add(Message(follower.id, follower.openid, number, "", msgid, world.clock.now(), SUCCESS))
    result = {"TemplateId": number, "MsgID": msgid, "ErrorCode": "0", "ErrorStatus": "success"}
    platform().later(
        lambda: pusher.event(follower, "subscribe_msg_sent_event", {"SubscribeMsgSentEvent": {"List": {**result}}})
    )


@serves(notices, "/cgi-bin/template/get_all_private_template", "GET")
def all_templates() -> Json:
    """The account's templates with their places."""
    every = platform().world.templates.values()
    return {"template_list": [as_listed(one) for one in every if one["kind"] == "template"]}


@serves(notices, "/cgi-bin/template/del_private_template", "POST")
def drop_template() -> Json:
    """Take one template away; messages that use it are refused from now on."""
    template = find(platform().world.templates, payload().get("template_id"), notice=False)
    del platform().world.templates[template["template_id"]]
    return done()


@serves(notices, "/wxaapi/newtmpl/gettemplate", "GET")
def all_notices() -> Json:
    """The account's templates of subscription notices."""
    every = platform().world.templates.values()
    return done(data=[as_notice(one) for one in every if one["kind"] != "template"])
