"""注册 in three steps: who it is, the code with a password, done."""

from flask import Blueprint, redirect, render_template

from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.forms.identity import NewPasswordForm, RegisterForm
from app.handlers.guards import Page, login_required
from app.handlers.hall.common import attempt, let_in, medium, refuse, status_of, where_code_is_typed
from app.handlers.hall.use_cases import draft, keep_draft, use_cases
from app.services.enter import Way

FLOW = "register"
CONSENT_VERSION = "2026-11"
blueprint = Blueprint("register", __name__)


@blueprint.route("/register", methods=["GET", "POST"])
def identify() -> Page:
    """Step 1: name and ID number, checked against the core; the code goes to the phone on record."""
    form = RegisterForm()
    if attempt(form, lambda: _send(form.name.data, form.id_number.data)):
        return redirect("/register/password")
    return render_template("hall/register.html", form=form), status_of(form)


@blueprint.route("/register/password", methods=["GET", "POST"])
def choose_password() -> Page:
    """Step 2: the code and a password."""
    kept = draft(FLOW)
    if kept is None:
        return redirect("/register")
    form = NewPasswordForm()
    if attempt(form, lambda: _finish(kept, form)):
        return redirect("/register/done")
    return _page(form, kept)


@blueprint.post("/register/again")
def again() -> Page:
    """Send another code."""
    kept = draft(FLOW)
    if kept is None:
        return redirect("/register")
    try:
        _send(kept["name"], kept["id_number"])
    except Refusal as refusal:
        form = NewPasswordForm(formdata=None)
        refuse(form, refusal)
        return _page(form, kept)
    return redirect(where_code_is_typed("/register/password"))


@blueprint.get("/register/done")
@login_required
def done() -> Page:
    """Step 3: what can be done now."""
    return render_template("hall/register_done.html")


def _page(form: NewPasswordForm, kept: dict[str, str]) -> tuple[str, int]:
    page = render_template("hall/register_password.html", form=form, phone=kept["phone"], send_to="/register/again")
    return page, status_of(form)


def _send(name: str, id_number: str) -> None:
    phone = use_cases().register.start(name, id_number, medium())
    keep_draft(FLOW, name=name, id_number=id_number, phone=phone)


def _finish(kept: dict[str, str], form: NewPasswordForm) -> None:
    with transaction():
        known = use_cases().register.finish(
            kept["name"], kept["id_number"], form.code.data, form.password.data, CONSENT_VERSION
        )
    let_in(known, Way.REGISTERED)
