"""字体与显示: standard, 长辈版, 特大; light, dark or as the system is. Kept in two cookies, for a year."""

from flask import Blueprint, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from app.handlers.forms.identity import DisplayForm
from app.handlers.guards import Page, local_path
from app.handlers.hall.common import SIZES, THEMES, chosen

YEAR_SECONDS = 31_536_000
blueprint = Blueprint("display", __name__)


@blueprint.get("/display")
def show() -> Page:
    form = DisplayForm(size=chosen("size", SIZES), theme=chosen("theme", THEMES))
    return render_template("hall/display.html", form=form, next=local_path(request.args.get("next")))


@blueprint.post("/display")
def choose() -> Page:
    """Keep what was chosen; a choice that was not sent stays as it is."""
    answer = redirect(local_path(request.form.get("next") or "/display"))
    _keep(answer, "size", SIZES)
    _keep(answer, "theme", THEMES)
    return answer


def _keep(answer: Response, name: str, allowed: tuple[str, ...]) -> None:
    value = request.form.get(name, "")
    if value in allowed:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        answer.set_cookie(f"display_{name}", value, max_age=YEAR_SECONDS, secure=secure, httponly=True, samesite="Lax")
