"""Entering and leaving the desk."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.forms.staff import EnterForm
from app.handlers.guards import Page, local_path
from app.handlers.hall.common import attempt, client, status_of
from app.handlers.staff.common import PATH, cookie_name, desk, keep, shown, token

blueprint = Blueprint("staff_enter", __name__, url_prefix=PATH)


@blueprint.route("/enter", methods=["GET", "POST"])
def enter() -> Page:
    """Ask for number, password and one-time code, and lead to the page that was asked for."""
    asked, form, tokens = local_path(request.args.get("next")), EnterForm(), list[str]()
    target = asked if asked.startswith(PATH) else PATH
    if attempt(form, lambda: tokens.append(_let_in(form))):
        return keep(redirect(target), tokens[0])
    return shown("enter.html", form=form, next=target), status_of(form)


@blueprint.post("/leave")
def leave() -> Response:
    """End the session."""
    desk().enter.leave(token())
    response = redirect(f"{PATH}/enter")
    response.delete_cookie(cookie_name(), path=PATH)
    return response


def _let_in(form: EnterForm) -> str:
    try:
        with transaction():
            known = desk().enter.execute(form.number.data, form.password.data, form.code.data, client())
    except Refusal as refusal:
        if refusal.code == "staff_unknown_or_wrong":
            with transaction():
                desk().enter.record_failure(form.number.data)
        raise
    return desk().enter.begin(known)
