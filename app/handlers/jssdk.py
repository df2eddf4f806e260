"""The platform's JS-SDK on personal pages inside WeChat: it takes the entries for sharing out of the page's menu.

The page asks for the signature when it is open already, so that no page waits for the platform, and is whole without.
"""

import secrets
from typing import TYPE_CHECKING

import redis
from flask import Blueprint, Flask, Response, abort, current_app, jsonify, request, session

from app.handlers.guards import user_id
from app.settings import Settings
from app.wechat import jssdk
from app.wechat.errors import PlatformError

if TYPE_CHECKING:
    from app.container import Container

SCRIPT_HOST = "https://res.wx.qq.com"
REAL_PLATFORM = "https://open.weixin.qq.com"
UNAVAILABLE = 503

blueprint = Blueprint("jssdk", __name__)


@blueprint.get("/wechat/js-config")
def config() -> Response:
    """Return what `wx.config` needs for one of our own pages; for nobody who is not logged in."""
    if user_id() is None:
        abort(404)
    container: Container = current_app.extensions["container"]
    try:
        page = jssdk.own_page(request.args.get("url", ""), container.settings.public_url)
        ticket = container.platform.jsapi_ticket()
    except jssdk.ForeignPage:
        abort(404)
    except (PlatformError, ConnectionError, redis.RedisError):
        abort(UNAVAILABLE)
    nonce, moment = secrets.token_hex(8), int(container.clock.now().timestamp())
    signature = jssdk.sign(ticket, page, nonce, moment)
    return jsonify(appId=container.settings.wechat.app_id, timestamp=moment, nonceStr=nonce, signature=signature)


def is_wanted(settings: Settings) -> bool:
    """Whether this answer is a person's page inside the real WeChat; a simulated one is never sent to other hosts."""
    inside = "MicroMessenger" in request.headers.get("User-Agent", "")
    return inside and "user_id" in session and settings.wechat.open_base == REAL_PLATFORM


def register_js_sdk(app: Flask, settings: Settings) -> None:
    """Let templates ask for it."""

    @app.context_processor
    def add() -> dict[str, object]:
        return {"js_sdk": is_wanted(settings)}
