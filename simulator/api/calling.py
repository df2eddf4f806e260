"""How every call of the platform is served: method, token, quota, then the work; a refusal is JSON with HTTP 200."""

import json
import re
from collections.abc import Callable

from flask import Blueprint, Response, jsonify, request

from simulator.errors import Refused, refusal
from simulator.platform import platform
from simulator.world import Follower, Json

Work = Callable[[], Json]
ESCAPED = re.compile(rb"(?<!\\)(\\\\)*\\u[0-9a-fA-F]{4}")
WRONG_METHOD = {"GET": 43001, "POST": 43002}


def serves(blueprint: Blueprint, path: str, method: str, *, token: bool = True) -> Callable[[Work], Work]:
    """Serve a call at `path`; with `token` it needs an access_token in its query."""

    def bind(work: Work) -> Work:
        blueprint.add_url_rule(path, work.__name__, _served(work, method, token=token), methods=["GET", "POST"])
        return work

    return bind


def _served(work: Work, method: str, *, token: bool) -> Callable[[], Response]:
    def serve() -> Response:
        try:
            admit(method, token=token)
            with platform().world.lock:
                return jsonify(work())
        except Refused as refused:
            return jsonify(refusal(refused.errcode, refused.detail))

    return serve


def admit(method: str, *, token: bool) -> None:
    """Let a call in, and count it: its method, its token where it needs one, the day's and the minute's quota."""
    if request.method != method:
        raise Refused(WRONG_METHOD[method])
    with platform().world.lock:
        if token:
            platform().tokens.check(request.args.get("access_token", ""))
        platform().tokens.count(request.path)


def payload(*, real_characters: bool = False) -> Json:
    """The JSON object of the body: 44002 empty, 47001 not JSON, 40033 escaped where that is refused."""
    raw = request.get_data()
    if not raw:
        raise Refused(44002)
    if real_characters and ESCAPED.search(raw):
        raise Refused(40033)
    try:
        told = json.loads(raw.decode())
    except ValueError:
        raise Refused(47001) from None
    if not isinstance(told, dict):
        raise Refused(47001)
    return told


def recipient(openid: object) -> Follower:
    """The follower with this openid: 41009 missing, 40003 unknown."""
    if not openid:
        raise Refused(41009)
    found = platform().world.by_openid(str(openid))
    if found is None:
        raise Refused(40003)
    return found


def check_account(app_id: str, secret: str) -> None:
    """The account's AppID and AppSecret: 41002, 41004 missing, 40013, 40125 wrong."""
    config = platform().world.config
    if not app_id:
        raise Refused(41002)
    if app_id != config.app_id:
        raise Refused(40013)
    if not secret:
        raise Refused(41004)
    if secret != config.app_secret:
        raise Refused(40125)
