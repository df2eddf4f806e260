"""Web authorization (网页授权): who opens a page inside WeChat.

The state is bound to the browser and used once, the code is exchanged once, and the answer is a redirect to a
clean address, so that a refresh or the back button never sends a code again.
"""

import logging
import secrets

from flask import Blueprint, Response, current_app, redirect, render_template, request, session
from werkzeug.wrappers import Response as BaseResponse

from app.container import Container
from app.handlers.device import device_token
from app.handlers.guards import local_path, user_id
from app.handlers.hall import login_code
from app.handlers.hall.common import let_in
from app.handlers.hall.use_cases import keep_draft
from app.services.enter import Way
from app.wechat.errors import Outcome, PlatformError

log = logging.getLogger(__name__)
blueprint = Blueprint("oauth", __name__)


@blueprint.get("/wechat/oauth/start")
def start() -> BaseResponse:
    """Send the browser to the platform, remembering where it wanted to go."""
    container = _container()
    browser = session.setdefault("browser", secrets.token_urlsafe(16))
    state = container.oauth_states.issue(browser, local_path(request.args.get("to")))
    return redirect(container.oauth.authorize_url(f"{container.settings.public_url}/wechat/oauth/return", state))


@blueprint.get("/wechat/oauth/return")
def come_back() -> BaseResponse:
    """Exchange the code, recognise a bound follower, and go on to the page."""
    container = _container()
    target = container.oauth_states.consume(session.get("browser", ""), request.args.get("state", ""))
    if target is None:
        # Refresh, back button or a link of somebody else's: whoever is known already goes on, others start again.
        return redirect("/") if session.get("openid") else _explain("stale", 400)
    code = request.args.get("code", "")
    if not code:
        return _explain("refused", 200, target)
    try:
        identity = container.oauth.exchange(code)
    except PlatformError as fault:
        log.warning("oauth_failed", extra={"fields": {"errcode": fault.errcode}})
        return _explain("used", 400, target) if fault.outcome is Outcome.OAUTH else _explain("failed", 502, target)
    if identity.is_snapshot:
        return _explain("snapshot", 200, target)
    return redirect(_recognise(container, identity.openid, target))


def _recognise(container: Container, openid: str, target: str) -> str:
    """Let a bound follower in and return where to go: first to a code, on a new device or after a long time."""
    bound = container.bind.of_openid(openid)
    if session.get("openid") != openid and user_id() not in {None, bound}:
        session.clear()
    session["openid"] = openid
    if bound is None or user_id() == bound:
        return target
    if container.enter.may_pass(bound, device_token()):
        let_in(bound, Way.WECHAT)
        return target
    keep_draft(login_code.FLOW, id_number=container.who_is.execute(bound).id_number, next=target)
    return "/login/wechat"


def _explain(reason: str, status: int, target: str = "/") -> Response:
    return Response(render_template("oauth/explain.html", reason=reason, target=target), status=status)


def _container() -> Container:
    container: Container = current_app.extensions["container"]
    return container
