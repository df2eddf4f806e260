"""sns/*: what comes after the code of a web authorization: refresh_token, auth and userinfo."""

from flask import Blueprint, request

from simulator.api.calling import serves
from simulator.errors import Refused, done
from simulator.platform import platform
from simulator.sessions import WebSession
from simulator.world import Json

sns = Blueprint("sns", __name__, url_prefix="/sns")


@serves(sns, "/oauth2/refresh_token", "GET", token=False)
def refresh_token() -> Json:
    """Another access token for the thirty days after the authorization."""
    told = request.args
    if told.get("appid") != platform().world.config.app_id:
        raise Refused(40013 if told.get("appid") else 41002)
    if told.get("grant_type") != "refresh_token":
        raise Refused(40002)
    if not told.get("refresh_token"):
        raise Refused(41003)
    return platform().sessions.refresh(told["refresh_token"]).told()


@serves(sns, "/auth", "GET", token=False)
def auth() -> Json:
    """Whether a token is still good for an openid."""
    _session()
    return done()


@serves(sns, "/userinfo", "GET", token=False)
def userinfo() -> Json:
    """A person's name and picture, for snsapi_userinfo only (48001); sex and place are empty since 2021-10-20."""
    session = _session()
    if session.scope != "snsapi_userinfo":
        raise Refused(48001)
    follower = platform().world.by_openid(session.openid)
    nickname = follower.nickname if follower else ""
    place = {"sex": 0, "language": "", "city": "", "province": "", "country": ""}
    return {"openid": session.openid, "nickname": nickname, **place, "headimgurl": "", "privilege": []}


def _session() -> WebSession:
    session = platform().sessions.find(request.args.get("access_token", ""))
    if request.args.get("openid") != session.openid:
        raise Refused(40003 if request.args.get("openid") else 41009)
    return session
