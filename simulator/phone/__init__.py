"""The phone in the browser: one page that plays a follower of the account, and shows what went over the wire.

The page speaks only to the simulator's control API; everything it draws is made of text nodes, so that a reply of the
account can never run as markup. Its own policy forbids inline script and style; frames may be any page, because the
web view shows the hall, which lives on another origin.
"""

from flask import Blueprint, Response, current_app, render_template

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data: http: https:; frame-src 'self' http: https:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

phone = Blueprint(
    "phone",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/phone/static",
)


@phone.get("/")
def page() -> Response:
    """The phone. ACCOUNT_NAME in the application's config names the account (公众号名称) in its title bar."""
    name = current_app.config.get("ACCOUNT_NAME", "运城市住房公积金")
    response = Response(render_template("phone/page.html", account_name=name))
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
