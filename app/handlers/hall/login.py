"""登录 by ID number and password, and 退出登录."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from app.extensions import transaction
from app.handlers.forms.identity import LogInForm
from app.handlers.guards import Page, forget, local_path, session_id, user_id
from app.handlers.hall import captcha
from app.handlers.hall.common import attempt, client, failures_recorded, let_in, status_of
from app.handlers.hall.use_cases import use_cases
from app.kv.devices import device_id
from app.services.enter import Way

blueprint = Blueprint("login", __name__)


@blueprint.route("/login", methods=["GET", "POST"])
def log_in() -> Page:
    """Log in and go to the page that was asked for."""
    target = local_path(request.args.get("next"))
    form = LogInForm()
    if attempt(form, lambda: _let_in(form)):
        return redirect(target)
    captcha.renew(form)
    return render_template("hall/login.html", form=form, next=target), status_of(form)


@blueprint.get("/session")
def keep_session() -> tuple[str, int]:
    """Let the session live on while a person reads or writes at length; 401 when it has ended."""
    return "", 204 if user_id() is not None else 401


@blueprint.post("/logout")
def log_out() -> Response:
    """End this login."""
    known = user_id()
    if known is not None:
        use_cases().devices.end(known, device_id(session_id()))
    forget()
    return redirect("/")


def _let_in(form: LogInForm) -> None:
    captcha.require(form)
    with failures_recorded(form.id_number.data, Way.PASSWORD, client()), transaction():
        known = use_cases().log_in.with_password(form.id_number.data, form.password.data, client())
    let_in(known, Way.PASSWORD)
