"""Picture captchas (图形验证码): the picture, the same digits spoken, and a fresh one for a form."""

from typing import Any

from flask import Blueprint, Response, abort

from app.domain.errors import Refusal
from app.handlers.hall.use_cases import use_cases

blueprint = Blueprint("captcha", __name__)


@blueprint.get("/captcha/<token>.png")
def picture(token: str) -> Response:
    return _fresh(use_cases().captchas.picture(token), "image/png")


@blueprint.get("/captcha/<token>.wav")
def sound(token: str) -> Response:
    return _fresh(use_cases().captchas.sound(token), "audio/wav")


@blueprint.post("/captcha")
def another() -> dict[str, str]:
    """Return the token of a new captcha, for the button 换一张."""
    return {"token": use_cases().captchas.new()}


def require(form: Any) -> None:
    """Spend the captcha of the form. Raises Refusal captcha_wrong."""
    if not use_cases().captchas.check(form.captcha_id.data or "", form.captcha.data or ""):
        raise Refusal("captcha_wrong")


def renew(form: Any) -> None:
    """Give the form a new captcha: an answered one never counts twice."""
    form.captcha_id.data = use_cases().captchas.new()
    form.captcha.data = ""


def _fresh(content: bytes | None, mimetype: str) -> Response:
    if content is None:
        abort(404)
    response = Response(content, mimetype=mimetype)
    response.headers["Cache-Control"] = "no-store"
    return response
