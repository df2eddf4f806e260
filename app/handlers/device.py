"""The browser's own token: a random name in a cookie that outlives its logins. It opens nothing by itself."""

import re
import secrets

from flask import Response, after_this_request, current_app, request

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
LIFE_SECONDS = 400 * 86400  # what browsers keep at most


def device_token() -> str:
    """Return the token of this browser; a new one when it has none yet. The answer carries it on."""
    kept = request.cookies.get(_cookie(), "")
    token = kept if TOKEN.fullmatch(kept) else secrets.token_urlsafe(32)

    @after_this_request
    def keep(response: Response) -> Response:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(
            _cookie(), token, max_age=LIFE_SECONDS, secure=secure, httponly=True, samesite="Lax", path="/"
        )
        return response

    return token


def _cookie() -> str:
    return "__Host-device" if current_app.config["SESSION_COOKIE_SECURE"] else "device"
