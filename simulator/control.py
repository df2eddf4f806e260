"""The control API under /control: what a person at the phone, or a test, does to the simulated world.

Cards in the chat: news {title, description, url, picture_url}; template {title, url, fields: [{label, value}]}.
"""

from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as Answer

from simulator.api.oauth import WEB_VIEW
from simulator.config import MODES
from simulator.console import BadForm, configure
from simulator.here import asked, body, the_follower, world
from simulator.platform import platform
from simulator.relay import OFF, STATES
from simulator.templates import as_chosen
from simulator.world import Follower, Json, UnknownFollower

control = Blueprint("control", __name__, url_prefix="/control")


@control.errorhandler(UnknownFollower)
def unknown_follower(_: UnknownFollower) -> tuple[Response, int]:
    return jsonify(error="unknown follower"), 404


@control.errorhandler(BadRequest)
def bad_request(problem: BadRequest) -> tuple[Response, int]:
    return jsonify(error=problem.description), 400


@control.get("/state")
def state() -> Response:
    """Return everything a phone shows for one follower; chat and traffic only after `since`."""
    since = request.args.get("since", 0, type=int)
    with world().lock:
        follower = the_follower(request.args.get("follower") or world().current)
        return jsonify(_state_for(follower, since))


def _state_for(follower: Follower, since: int) -> Json:
    own = [line for line in world().chat if line["follower"] == follower.id and line["seq"] > since]
    return {
        "followers": [_shown(one) for one in world().followers.values()],
        "chat": own,
        "menu": {"button": platform().shelf.for_follower(follower)},
        "sms": world().sms,
        "traffic": [line for line in world().traffic if line["seq"] > since],
        "seq": world().seq,
        "mode": world().mode,
        "data_format": world().data_format,
        "network": world().network,
        "callback_url": world().config.callback_url,
        "account_name": world().config.account_name,
        "follower": follower.id,
        "blocked": follower.blocked,
        "notices": _notices(follower),
    }


def _notices(follower: Follower) -> list[Json]:
    every = world().templates.values()
    return [as_chosen(one, follower.accepted.get(one["template_id"], 0)) for one in every if one["kind"] != "template"]


def _shown(follower: Follower) -> Json:
    return {
        "id": follower.id,
        "nickname": follower.nickname,
        "subscribed": follower.subscribed,
        "openid": follower.openid,
    }


@control.post("/followers")
def add_follower() -> tuple[Response, int]:
    """Bring in another WeChat user."""
    return jsonify(_shown(world().add_follower(asked("nickname")))), 201


@control.post("/mode")
def set_mode() -> Response:
    """Switch the console's message mode: safe, compatible or plain."""
    mode = asked("mode")
    if mode not in MODES:
        raise BadRequest("unknown mode")
    world().mode = mode
    return jsonify(mode=mode)


@control.post("/network")
def set_network() -> Response:
    """{state: normal|slow|off}: the network of the phone; the platform's own way to the account stays as it is."""
    state = asked("state")
    if state not in STATES:
        raise BadRequest("unknown state")
    world().network = state
    return jsonify(state=state)


@control.post("/forget")
def forget() -> Response:
    """{follower}: empty this follower's chat."""
    follower = the_follower(asked("follower"))
    with world().lock:
        world().chat[:] = [line for line in world().chat if line["follower"] != follower.id]
    return jsonify(ok=True)


@control.post("/console")
def set_console() -> Response:
    """{url?, token?, aes_key?, mode?, data_format?}: the console's page (服务器配置); {outcome, status} of the echo."""
    try:
        return jsonify(configure(world(), body()))
    except BadForm as wrong:
        raise BadRequest(f"{wrong} is not taken") from None


@control.get("/webview")
def webview() -> Answer:
    """Open an address in a follower's web view: from here on this browser is that follower's."""
    follower = the_follower(request.args.get("follower", ""))
    target = request.args.get("url", "")
    if world().network == OFF:
        return Response(render_template("phone/offline.html"), status=503)
    if urlsplit(target).scheme not in {"http", "https"}:
        raise BadRequest("the address must be http or https")
    world().current = follower.id
    opened = redirect(target)
    opened.set_cookie(WEB_VIEW, follower.id, httponly=True, samesite="Lax")
    return opened
