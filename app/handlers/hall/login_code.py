"""短信登录: an ID number, then the code sent to the phone on record. The answer is the same for unknown numbers."""

from flask import Blueprint, redirect, render_template, request

from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.forms.identity import CodeForm, IdNumberForm
from app.handlers.guards import Page, local_path
from app.handlers.hall.common import (
    attempt,
    browser,
    failures_recorded,
    let_in,
    medium,
    refuse,
    status_of,
    where_code_is_typed,
)
from app.handlers.hall.use_cases import draft, keep_draft, use_cases
from app.services.enter import Way

FLOW = "login_code"
blueprint = Blueprint("login_code", __name__)


@blueprint.route("/login/code", methods=["GET", "POST"])
def ask() -> Page:
    """Take the ID number and send the code."""
    form = IdNumberForm()
    target = local_path(request.args.get("next"))
    if attempt(form, lambda: _send(form.id_number.data)):
        keep_draft(FLOW, id_number=form.id_number.data, next=target)
        return redirect("/login/code/enter")
    return render_template("hall/login_code.html", form=form), status_of(form)


@blueprint.get("/login/wechat")
def from_wechat() -> Page:
    """Say to a bound follower on a new device, or after a long time, why a code is asked for once."""
    kept = draft(FLOW)
    if kept is None:
        return redirect("/login/code")
    return render_template("hall/login_wechat.html", target=local_path(kept["next"]))


@blueprint.route("/login/code/enter", methods=["GET", "POST"])
def enter() -> Page:
    """Take the code and log in."""
    kept = draft(FLOW)
    if kept is None:
        return redirect("/login/code")
    form = CodeForm()
    if attempt(form, lambda: _let_in(kept["id_number"], form.code.data)):
        return redirect(local_path(kept["next"]))
    return _page(form)


@blueprint.post("/login/code/again")
def again() -> Page:
    """Send another code."""
    kept = draft(FLOW)
    if kept is None:
        return redirect("/login/code")
    try:
        _send(kept["id_number"])
    except Refusal as refusal:
        form = CodeForm(formdata=None)
        refuse(form, refusal)
        return _page(form)
    return redirect(where_code_is_typed("/login/code/enter"))


def _page(form: CodeForm) -> tuple[str, int]:
    return render_template("hall/login_code_enter.html", form=form, send_to="/login/code/again"), status_of(form)


def _send(id_number: str) -> None:
    with transaction():
        use_cases().log_in.send_code(id_number, browser(), medium())


def _let_in(id_number: str, code: str) -> None:
    with failures_recorded(id_number, Way.CODE, browser()), transaction():
        known = use_cases().log_in.with_code(id_number, code, browser())
    let_in(known, Way.CODE)
