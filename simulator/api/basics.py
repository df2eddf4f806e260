"""Tokens, quotas, addresses of the platform, the callback check and tickets."""

from datetime import datetime
from io import BytesIO
from urllib.parse import urlsplit

import segno
from flask import Blueprint, Response, request

from simulator.api.calling import check_account, payload, serves
from simulator.errors import Refused, done
from simulator.platform import platform
from simulator.tokens import Issued, limit_of
from simulator.world import Json, random_name

basics = Blueprint("basics", __name__, url_prefix="/cgi-bin")
ACTIONS = {"all", "dns", "ping"}
OPERATORS = {"DEFAULT", "CHINANET", "UNICOM", "CAP"}
TICKETS = {"jsapi", "wx_card"}
LOOPBACK = "127.0.0.1"


@serves(basics, "/token", "GET", token=False)
def token() -> Json:
    """A new token; the last one of this call is void from now on."""
    _check_grant(request.args.get("grant_type"))
    check_account(request.args.get("appid", ""), request.args.get("secret", ""))
    return _told(platform().tokens.plain_token())


@serves(basics, "/stable_token", "POST", token=False)
def stable_token() -> Json:
    """The stable token; `force_refresh` replaces it."""
    told = payload()
    _check_grant(told.get("grant_type"))
    check_account(str(told.get("appid", "")), str(told.get("secret", "")))
    return _told(platform().tokens.stable_token(force=told.get("force_refresh") is True))


def _check_grant(grant: object) -> None:
    if grant != "client_credential":
        raise Refused(40002)


def _told(issued: Issued) -> Json:
    return {"access_token": issued.value, "expires_in": _left(issued.until)}


def _left(until: datetime) -> int:
    return int((until - platform().world.clock.now()).total_seconds())


@serves(basics, "/getcallbackip", "GET")
def getcallbackip() -> Json:
    """Where pushes come from."""
    return {"ip_list": [LOOPBACK]}


@serves(basics, "/get_api_domain_ip", "GET")
def get_api_domain_ip() -> Json:
    """Where the platform's calls are served."""
    return {"ip_list": [urlsplit(platform().world.config.self_url).hostname or LOOPBACK]}


@serves(basics, "/callback/check", "POST")
def callback_check() -> Json:
    """The network check of the callback's address."""
    told = payload()
    action, operator = told.get("action"), told.get("check_operator", "DEFAULT")
    if action not in ACTIONS or operator not in OPERATORS:
        raise Refused(40035)
    found: Json = {
        "dns": [{"ip": LOOPBACK, "real_operator": operator}],
        "ping": [{"ip": LOOPBACK, "from_operator": operator, "package_loss": "0%", "time": "1.000ms"}],
    }
    return {name: rows for name, rows in found.items() if action in {"all", name}}


@serves(basics, "/ticket/getticket", "GET")
def getticket() -> Json:
    """A ticket for JS-SDK signatures, two hours long."""
    if request.args.get("type") not in TICKETS:
        raise Refused(40035)
    return done(ticket=random_name(86), expires_in=7200)


@serves(basics, "/qrcode/create", "POST")
def qrcode_create() -> Json:
    """A parametric code (带参数二维码); those that last tell no seconds."""
    code = platform().scenes.make(payload())
    seconds = {} if code.until is None else {"expire_seconds": _left(code.until)}
    return {"ticket": code.ticket, **seconds, "url": code.url}


@basics.get("/showqrcode")
def showqrcode() -> Response:
    """The picture of a code, by its ticket; nothing for an unknown one."""
    code = platform().scenes.by_ticket(request.args.get("ticket", ""))
    if code is None:
        return Response(status=404)
    picture = BytesIO()
    segno.make(code.url).save(picture, kind="png", scale=8)
    return Response(picture.getvalue(), mimetype="image/png")


@serves(basics, "/openapi/quota/get", "POST")
def quota_get() -> Json:
    """How much of a call's day is used."""
    path = str(payload().get("cgi_path", ""))
    if not path.startswith("/"):
        raise Refused(40035)
    limit, used = limit_of(path), platform().tokens.used_today(path)
    return done(quota={"daily_limit": limit, "used": used, "remain": limit - used})


@serves(basics, "/clear_quota", "POST")
def clear_quota() -> Json:
    """Set all counts to nothing."""
    if payload().get("appid") != platform().world.config.app_id:
        raise Refused(40013)
    platform().tokens.clear()
    return done()


@serves(basics, "/clear_quota/v2", "POST", token=False)
def clear_quota_v2() -> Json:
    """The same for those who have no token left to ask for."""
    told = payload()
    check_account(str(told.get("appid", "")), str(told.get("appsecret", "")))
    platform().tokens.clear()
    return done()
