"""The control API under /control: what a person at the phone, or a test, does to the simulated world.

Cards in the chat: news {title, description, url, picture_url}; template {title, url, fields: [{label, value}]}.
"""

from urllib.parse import urlsplit

from flask import Blueprint, jsonify, redirect, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from simulator.api.oauth import NEXT, WEB_VIEW
from simulator.config import MODES
from simulator.faults import KINDS
from simulator.fields import keys_of
from simulator.here import asked, body, the_follower, world
from simulator.platform import platform
from simulator.world import Fault, Follower, Json, UnknownFollower

control = Blueprint("control", __name__, url_prefix="/control")
SLOW_SECONDS = 6.0
LONGEST = 60.0


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
        "account_name": world().config.account_name,
        "follower": follower.id,
    }


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


@control.get("/webview")
def webview() -> Response:
    """Open an address in a follower's web view: from here on this browser is that follower's."""
    follower = the_follower(request.args.get("follower", ""))
    target = request.args.get("url", "")
    if urlsplit(target).scheme not in {"http", "https"}:
        raise BadRequest("the address must be http or https")
    world().current = follower.id
    opened = redirect(target)
    opened.set_cookie(WEB_VIEW, follower.id, httponly=True, samesite="Lax")
    return opened


@control.post("/faults")
def add_fault() -> tuple[Response, int]:
    """{path, kind, times?, seconds?}: disturb the next calls whose path begins so; `seconds` for slow ones."""
    told, path, kind = body(), asked("path"), asked("kind")
    if kind not in KINDS:
        raise BadRequest("unknown kind")
    times, seconds = told.get("times", 1), told.get("seconds", SLOW_SECONDS)
    if not isinstance(times, int) or not isinstance(seconds, int | float) or not 0 <= seconds <= LONGEST:
        raise BadRequest("times and seconds are numbers")
    with world().lock:
        world().faults.append(Fault(path, kind, times, float(seconds)))
    return jsonify(ok=True), 201


@control.delete("/faults")
def clear_faults() -> Response:
    """Disturb nothing any more."""
    with world().lock:
        world().faults.clear()
    return jsonify(ok=True)


@control.post("/oauth")
def next_authorization() -> Response:
    """{next: refuse|snapshot|stale|twice}: what the next web authorization meets."""
    chosen = asked("next")
    if chosen not in NEXT:
        raise BadRequest("unknown next")
    world().oauth_next = chosen
    return jsonify(ok=True)


@control.post("/templates")
def add_template() -> tuple[Response, int]:
    """{template_id, title, content}: a template the account may send; content has places like {{thing1.DATA}}."""
    template = {"template_id": asked("template_id"), "title": asked("title"), "content": asked("content")}
    if not keys_of(template["content"]):
        raise BadRequest("the content has no place")
    with world().lock:
        world().templates[template["template_id"]] = template
    return jsonify(ok=True), 201


@control.post("/hold")
def hold() -> Response:
    """Keep pushes back until they are released."""
    platform().pusher.holding = True
    return jsonify(ok=True)


@control.post("/release")
def release() -> Response:
    """{order?: backwards}: let the held pushes go, the last first when asked."""
    return jsonify(released=platform().pusher.release(backwards=body().get("order") == "backwards"))


@control.post("/resend")
def resend() -> tuple[Response, int]:
    """Push the last message or event once more, as if its answer had been lost."""
    sent = platform().pusher.resend()
    return jsonify(ok=sent), 200 if sent else 409
