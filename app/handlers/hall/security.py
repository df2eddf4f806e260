"""登录与安全: where the person is logged in, and how to end it."""

from flask import Blueprint, redirect, render_template, request

from app.extensions import transaction
from app.handlers.forms.identity import PasswordForm
from app.handlers.guards import Page, login_required, session_id, whose
from app.handlers.hall.common import attempt, client, failures_recorded, person, status_of
from app.handlers.hall.use_cases import use_cases
from app.kv.devices import device_id
from app.services.enter import Way

blueprint = Blueprint("security", __name__)


@blueprint.get("/security")
@login_required
def show() -> Page:
    """List the logins."""
    devices = use_cases().devices.list(whose())
    return render_template(
        "hall/security.html",
        devices=devices,
        here=device_id(session_id()),
        profile=use_cases().show_profile.execute(whose()),
        is_bound=use_cases().bind.of_user(whose()) is not None,
    )


@blueprint.route("/security/cut-off", methods=["GET", "POST"])
@login_required
def cut_off() -> Page:
    """手机丢了: end the binding and every login from WeChat, with the password and no phone in hand."""
    form = PasswordForm()
    if attempt(form, lambda: _cut_off(form.password.data)):
        return redirect("/security/cut-off")
    is_bound = use_cases().bind.of_user(whose()) is not None
    return render_template("hall/cut_off.html", form=form, is_bound=is_bound), status_of(form)


def _cut_off(password: str) -> None:
    id_number = person().id_number
    with failures_recorded(id_number, Way.PASSWORD, client()), transaction():
        use_cases().log_in.confirm(whose(), password, client())
        use_cases().bind.cut_off(whose())


@blueprint.post("/security/end")
@login_required
def end() -> Page:
    """End one login by its device id."""
    use_cases().devices.end(whose(), request.form.get("device", ""))
    return redirect("/security")


@blueprint.post("/security/end-others")
@login_required
def end_others() -> Page:
    """End every login but this one."""
    use_cases().devices.end_others(whose(), session_id())
    return redirect("/security")
