"""登录单位网厅, 首次使用或忘记密码, 退出."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.forms.identity import NewPasswordForm
from app.handlers.forms.units import AgentLogInForm, EnableForm
from app.handlers.guards import Page, forget, local_path
from app.handlers.hall import captcha
from app.handlers.hall.common import attempt, client, medium, refuse, status_of, where_code_is_typed
from app.handlers.hall.use_cases import draft, keep_draft
from app.handlers.unit.asking import units
from app.handlers.unit.common import unit_blueprint
from app.handlers.unit.sessions import agent_or_none, begin

blueprint = unit_blueprint("unit_login", __name__)
FLOW, PASSWORD_PAGE = "unit_enable", "/unit/enable/password"


@blueprint.route("/unit/login", methods=["GET", "POST"])
def log_in() -> Page:
    """Log in and go to the page that was asked for."""
    target = _inside(request.args.get("next"))
    form = AgentLogInForm()
    if attempt(form, lambda: _let_in(form)):
        return redirect(target)
    captcha.renew(form)
    return render_template("unit/login.html", form=form, next=target), status_of(form)


@blueprint.route("/unit/enable", methods=["GET", "POST"])
def enable() -> Page:
    """Ask for a code: the answer is the same whether the phone is an agent's or not."""
    form = EnableForm()
    if attempt(form, lambda: _send(form)):
        return redirect(PASSWORD_PAGE)
    captcha.renew(form)
    return render_template("unit/enable.html", form=form), status_of(form)


@blueprint.route(PASSWORD_PAGE, methods=["GET", "POST"])
def choose_password() -> Page:
    """The code and a password of one's own."""
    kept = draft(FLOW)
    if kept is None:
        return redirect("/unit/enable")
    form = NewPasswordForm()
    if attempt(form, lambda: _finish(kept, form)):
        return redirect("/unit")
    return _password_page(form, kept)


@blueprint.post("/unit/enable/again")
def again() -> Page:
    """Send another code."""
    kept = draft(FLOW)
    if kept is None:
        return redirect("/unit/enable")
    try:
        units().enable_agent.send_code(kept["credit_code"], kept["phone"], medium())
    except Refusal as refusal:
        form = NewPasswordForm(formdata=None)
        refuse(form, refusal)
        return _password_page(form, kept)
    return redirect(where_code_is_typed(PASSWORD_PAGE))


@blueprint.get("/unit/session")
def keep_session() -> tuple[str, int]:
    """Let the session live on while somebody reads or writes at length; 401 when it has ended."""
    return "", 204 if agent_or_none() is not None else 401


@blueprint.post("/unit/logout")
def log_out() -> Response:
    forget()
    return redirect("/unit")


def _inside(path: str | None) -> str:
    """Return the path when it leads into this hall."""
    target = local_path(path)
    return target if target.startswith("/unit/") else "/unit"


def _let_in(form: AgentLogInForm) -> None:
    captcha.require(form)
    try:
        with transaction():
            known = units().log_in.execute(form.credit_code.data, form.phone.data, form.password.data, client())
    except Refusal as refusal:
        if refusal.code == "unit_log_in_wrong":
            with transaction():
                units().log_in.record_failure()
        raise
    begin(known)


def _send(form: EnableForm) -> None:
    captcha.require(form)
    units().enable_agent.send_code(form.credit_code.data, form.phone.data)
    keep_draft(FLOW, credit_code=form.credit_code.data, phone=form.phone.data)


def _finish(kept: dict[str, str], form: NewPasswordForm) -> None:
    begin(units().enable_agent.finish(kept["credit_code"], kept["phone"], form.code.data, form.password.data))


def _password_page(form: NewPasswordForm, kept: dict[str, str]) -> tuple[str, int]:
    return render_template("unit/enable_password.html", form=form, phone=kept["phone"]), status_of(form)
