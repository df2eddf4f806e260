"""The part of the control API that a finger on the phone uses; each call returns when the account has answered."""

from flask import Blueprint, jsonify
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from simulator import acts
from simulator.here import asked, body, the_follower
from simulator.platform import platform
from simulator.world import Follower, UnknownFollower

control_acts = Blueprint("control_acts", __name__, url_prefix="/control")
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
    """{follower, template_id, accept: bool, long_term?: bool}"""
    told, number = body(), asked("template_id")
    accept, long_term = told.get("accept") is True, told.get("long_term") is True
    acts.answer_subscription(platform(), _who(), number, accept=accept, long_term=long_term)
    return _done()
