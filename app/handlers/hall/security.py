"""登录与安全: where the person is logged in, and how to end it."""

from flask import Blueprint, redirect, render_template, request

from app.handlers.guards import Page, login_required, session_id, whose
from app.handlers.hall.use_cases import use_cases
from app.kv.devices import device_id

blueprint = Blueprint("security", __name__)


@blueprint.get("/security")
@login_required
def show() -> Page:
    """List the logins."""
    devices = use_cases().devices.list(whose())
    profile = use_cases().show_profile.execute(whose())
    return render_template("hall/security.html", devices=devices, here=device_id(session_id()), profile=profile)


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
