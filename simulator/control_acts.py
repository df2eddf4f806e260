"""The part of the control API that a finger on the phone uses; each call returns when the account has answered."""

from flask import Blueprint, jsonify
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from simulator import acts
from simulator.errors import Refused
from simulator.here import asked, body, the_follower
from simulator.media import NoPicture
from simulator.platform import platform
from simulator.relay import OFF, SLOW
from simulator.world import Follower, UnknownFollower

control_acts = Blueprint("control_acts", __name__, url_prefix="/control")
LONGEST_VOICE = 60
SLOW_SECONDS = 2.0
WHY = {40035: "the code is over", 40037: "unknown template"}
AUTHORIZATION = {
    "revoke": "user_authorization_revoke",
    "cancellation": "user_authorization_cancellation",
    "modified": "user_info_modified",
}


@control_acts.errorhandler(UnknownFollower)
def unknown_follower(_: UnknownFollower) -> tuple[Response, int]:
    return jsonify(error="unknown follower"), 404


@control_acts.errorhandler(acts.NotFollowing)
def not_following(_: acts.NotFollowing) -> tuple[Response, int]:
    return jsonify(error="not following"), 409


@control_acts.errorhandler(BadRequest)
def bad_request(problem: BadRequest) -> tuple[Response, int]:
    return jsonify(error=problem.description), 400


@control_acts.errorhandler(Refused)
def refused(problem: Refused) -> tuple[Response, int]:
    return jsonify(error=WHY.get(problem.errcode, "refused")), 400


@control_acts.before_request
def by_the_network() -> tuple[Response, int] | None:
    """Without a network nothing leaves the phone; with a slow one it takes its time."""
    network = platform().world.network
    if network == SLOW:
        platform().wait(SLOW_SECONDS)
    return (jsonify(error="offline"), 503) if network == OFF else None


def _who() -> Follower:
    return the_follower(asked("follower"))


def _done() -> Response:
    return jsonify(ok=True, seq=platform().world.seq)


@control_acts.post("/follow")
def follow() -> Response:
    """{follower, scene?}"""
    acts.follow(platform(), _who(), str(body().get("scene") or ""))
    return _done()


@control_acts.post("/unfollow")
def unfollow() -> Response:
    """{follower}"""
    acts.unfollow(platform(), _who())
    return _done()


@control_acts.post("/text")
def text() -> Response:
    """{follower, text}"""
    acts.write(platform(), _who(), asked("text"))
    return _done()


@control_acts.post("/click")
def click() -> Response:
    """{follower, key}"""
    acts.click(platform(), _who(), asked("key"))
    return _done()


@control_acts.post("/view")
def view() -> Response:
    """{follower, url}"""
    acts.view(platform(), _who(), asked("url"))
    return _done()


@control_acts.post("/scan")
def scan() -> Response:
    """{follower, scene}"""
    acts.scan(platform(), _who(), asked("scene"))
    return _done()


@control_acts.post("/picture")
def picture() -> Response:
    """{follower, picture}: a data: address of a PNG, JPEG, GIF or WebP."""
    try:
        media_id = platform().media.put_picture(asked("picture"))
    except NoPicture:
        raise BadRequest("picture is no picture") from None
    acts.send_picture(platform(), _who(), media_id)
    return _done()


@control_acts.post("/voice")
def voice() -> Response:
    """{follower, seconds?, recognition?}: what was said, where the account has speech recognition switched on."""
    seconds, said = body().get("seconds", 3), str(body().get("recognition") or "")
    if type(seconds) is not int or not 1 <= seconds <= LONGEST_VOICE:
        raise BadRequest("seconds is 1 to 60")
    acts.send_voice(platform(), _who(), platform().media.put_voice(), seconds, said)
    return _done()


@control_acts.post("/location")
def location() -> Response:
    """{follower, latitude, longitude, label?}; degrees"""
    told = body()
    try:
        latitude, longitude = float(told.get("latitude", "")), float(told.get("longitude", ""))
    except (TypeError, ValueError):
        raise BadRequest("latitude and longitude are degrees") from None
    label = str(told.get("label") or f"{latitude:.4f}, {longitude:.4f}")
    acts.send_location(platform(), _who(), f"{latitude:.6f}", f"{longitude:.6f}", label)
    return _done()


@control_acts.post("/authorization")
def authorization() -> Response:
    """{follower, kind: revoke|cancellation|modified}"""
    event = AUTHORIZATION.get(asked("kind"))
    if event is None:
        raise BadRequest("unknown kind")
    acts.change_authorization(platform(), _who(), event)
    return _done()


@control_acts.post("/subscription")
def subscription() -> Response:
    """{follower, choices: [{template_id, accept: bool}]}: one pop-up answered."""
    choices = body().get("choices")
    if not isinstance(choices, list) or not choices or not all(isinstance(one, dict) for one in choices):
        raise BadRequest("choices is a list of {template_id, accept}")
    acts.answer_popup(platform(), _who(), {str(one.get("template_id")): one.get("accept") is True for one in choices})
    return _done()


@control_acts.post("/unsubscription")
def unsubscription() -> Response:
    """{follower, template_id}: a subscription notice turned off in the settings."""
    acts.end_subscription(platform(), _who(), asked("template_id"))
    return _done()


@control_acts.post("/block")
def block() -> Response:
    """{follower, blocked: bool}: refuse the account's messages, or take them again."""
    acts.block(platform(), _who(), blocked=body().get("blocked") is True)
    return _done()
