"""Security headers, said once for every answer."""

from flask import Flask, Response, request, session

from app.handlers.jssdk import SCRIPT_HOST, is_wanted
from app.settings import Settings


def policy(settings: Settings, scripts: str = "") -> str:
    """Return the Content-Security-Policy; only the demo's phone may frame us. ``scripts``: a host beside ours."""
    allowed = f"'self' {scripts}".strip()
    frames = f"'self' {settings.frame_ancestors}".strip()
    return (
        f"default-src 'self'; img-src 'self' data:; script-src {allowed}; style-src 'self'; object-src 'none'; "
        f"base-uri 'none'; form-action 'self'; frame-ancestors {frames}"
    )


def register_headers(app: Flask, settings: Settings) -> None:
    """Set the headers after every request; personal pages are never stored."""
    content_policy, with_js_sdk = policy(settings), policy(settings, SCRIPT_HOST)

    @app.after_request
    def add(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = with_js_sdk if is_wanted(settings) else content_policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        if not settings.frame_ancestors:
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        if settings.is_https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if request.endpoint == "static" and request.args.get("v"):
            response.cache_control.immutable = True  # its address changes with its content
        if request.endpoint != "static" and ("user_id" in session or response.mimetype == "text/html"):
            response.headers["Cache-Control"] = "no-store"
        return response
