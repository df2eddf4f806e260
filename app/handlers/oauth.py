"""Web authorization (网页授权): who opens a page inside WeChat.

The state is bound to the browser and used once, the code is exchanged once, and the answer is a redirect to a
clean address, so that a refresh or the back button never sends a code again.
"""

import logging
import secrets

from flask import Blueprint, Response, current_app, redirect, render_template, request, session
from werkzeug.wrappers import Response as BaseResponse

from app.container import Container
from app.handlers.guards import local_path
from app.handlers.hall.common import let_in
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
    _recognise(container, identity.openid)
    return redirect(target)


def _recognise(container: Container, openid: str) -> None:
    user_id = container.bind.of_openid(openid)
    if session.get("openid") != openid and session.get("user_id") not in {None, user_id}:
        session.clear()
    session["openid"] = openid
    if user_id is not None and session.get("user_id") != user_id:
        let_in(user_id)


def _explain(reason: str, status: int, target: str = "/") -> Response:
    return Response(render_template("oauth/explain.html", reason=reason, target=target), status=status)


def _container() -> Container:
    container: Container = current_app.extensions["container"]
    return container
