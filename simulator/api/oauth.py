"""Web authorization (网页授权): /connect/oauth2/authorize in the follower's web view, and sns/oauth2/access_token."""

import re
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from simulator.api.calling import check_account, serves
from simulator.errors import Refused
from simulator.platform import platform
from simulator.words import OAUTH_ERRORS, OPEN_IN_WECHAT, PAGE
from simulator.world import Json

oauth = Blueprint("oauth", __name__)
ORDER = ["appid", "redirect_uri", "response_type", "scope", "state"]
SCOPES = {"snsapi_base", "snsapi_userinfo"}
STATE = re.compile(r"[a-zA-Z0-9]{0,128}")
WEB_VIEW = "sim_follower"
NEXT = ("refuse", "snapshot", "stale", "twice")
"""What may be asked to happen at the next authorization: refused, a snapshot page, a code too old, a code used up."""


@oauth.get("/connect/oauth2/authorize")
def authorize() -> Answer:
    """Send the follower whose web view this is back with a code; nobody is asked, as snsapi_base has it."""
    who = _who()
    if who is None:
        return _page(OPEN_IN_WECHAT)
    fault = _fault()
    if fault:
        return _page(OAUTH_ERRORS[fault])
    with platform().world.lock:
        return redirect(_return_address(who))


def _who() -> str | None:
    world = platform().world
    chosen = request.cookies.get(WEB_VIEW, "")
    if chosen in world.followers:
        return chosen
    return world.current if "MicroMessenger" in request.user_agent.string else None


def _fault() -> int:
    told, config = request.args, platform().world.config
    if told.get("appid") != config.app_id:
        return 10013
    if [name for name in told if name in ORDER] != [name for name in ORDER if name in told]:
        return 10004
    if told.get("response_type") != "code" or not STATE.fullmatch(told.get("state", "")):
        return 10004
    if told.get("scope") not in SCOPES:
        return 10005
    target = urlsplit(told.get("redirect_uri", ""))
    allowed = target.scheme in {"http", "https"} and target.hostname == config.authorised_host
    return 0 if allowed else 10003


def _return_address(who: str) -> str:
    world = platform().world
    special, world.oauth_next = world.oauth_next, ""
    given = {} if special == "refuse" else {"code": _code(who, special)}
    state = request.args.get("state", "")
    target = urlsplit(request.args["redirect_uri"])
    query = "&".join(part for part in (target.query, urlencode({**given, "state": state})) if part)
    return target._replace(query=query).geturl()


def _code(who: str, special: str) -> str:
    codes = platform().codes
    scope = request.args["scope"]
    code = codes.issue(who, scope, snapshot=special == "snapshot", stale=special == "stale")
    if special == "twice":
        codes.redeem(code)
    return code


def _page(sentence: str) -> Response:
    return Response(PAGE.format(sentence=sentence))


@serves(oauth, "/sns/oauth2/access_token", "GET", token=False)
def access_token() -> Json:
    """Exchange a code, once."""
    told = request.args
    check_account(told.get("appid", ""), told.get("secret", ""))
    if told.get("grant_type") != "authorization_code":
        raise Refused(40002)
    if not told.get("code"):
        raise Refused(41008)
    grant = platform().codes.redeem(told["code"])
    session = platform().sessions.begin(grant.openid, grant.scope)
    return {**session.told(), **({"is_snapshotuser": 1} if grant.snapshot else {})}
