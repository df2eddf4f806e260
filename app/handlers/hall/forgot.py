"""忘记密码: an ID number, then the code sent to the phone on record with a new password."""

from flask import Blueprint, redirect, render_template

from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.forms.identity import ForgotForm, NewPasswordForm
from app.handlers.guards import Page
from app.handlers.hall import captcha
from app.handlers.hall.common import attempt, let_in, medium, refuse, status_of, where_code_is_typed
from app.handlers.hall.use_cases import draft, keep_draft, use_cases
from app.services.enter import Way

FLOW = "forgot"
blueprint = Blueprint("forgot", __name__)


@blueprint.route("/forgot", methods=["GET", "POST"])
def ask() -> Page:
    """Take the ID number and send the code."""
    form = ForgotForm()
    if attempt(form, lambda: _begin(form)):
        keep_draft(FLOW, id_number=form.id_number.data)
        return redirect("/forgot/password")
    captcha.renew(form)
    return render_template("hall/forgot.html", form=form), status_of(form)


@blueprint.route("/forgot/password", methods=["GET", "POST"])
def choose_password() -> Page:
    """Take the code and the new password; every other login of this person ends."""
    kept = draft(FLOW)
    if kept is None:
        return redirect("/forgot")
    form = NewPasswordForm()
    if attempt(form, lambda: _finish(kept["id_number"], form)):
        return redirect("/")
    return _page(form)


@blueprint.post("/forgot/again")
def again() -> Page:
    """Send another code."""
    kept = draft(FLOW)
    if kept is None:
        return redirect("/forgot")
    try:
        _send(kept["id_number"])
    except Refusal as refusal:
        form = NewPasswordForm(formdata=None)
        refuse(form, refusal)
        return _page(form)
    return redirect(where_code_is_typed("/forgot/password"))


def _page(form: NewPasswordForm) -> tuple[str, int]:
    return render_template("hall/forgot_password.html", form=form, send_to="/forgot/again"), status_of(form)


def _begin(form: ForgotForm) -> None:
    captcha.require(form)
    _send(form.id_number.data)


def _send(id_number: str) -> None:
    with transaction():
        use_cases().reset_password.send_code(id_number, medium())


def _finish(id_number: str, form: NewPasswordForm) -> None:
    with transaction():
        known = use_cases().reset_password.finish(id_number, form.code.data, form.password.data)
    use_cases().devices.end_others(known)
    let_in(known, Way.RESET)
