"""验证新手机号: the step of 职工信息变更 whose answer is a code, which is used up and never kept."""

from flask import Blueprint, redirect, render_template, session

from app.domain.application import ServiceKey
from app.domain.errors import Refusal
from app.domain.masking import mask_mobile
from app.extensions import transaction
from app.handlers.forms.identity import CodeForm
from app.handlers.guards import Page, login_required, whose
from app.handlers.hall.applications.pages import BY_KEY
from app.handlers.hall.applications.parts import applications, desk_of, next_page, tried
from app.handlers.hall.common import medium, refuse, status_of, where_code_is_typed
from app.services.applications.change_details import PROVE_STEP, PROVED
from app.services.applications.desk import Desk

KEY, SENT = ServiceKey.CHANGE_DETAILS, "new_phone_sent"
PATH = f"{BY_KEY[KEY].path}/fill/{PROVE_STEP}"
blueprint = Blueprint("new_phone", __name__)


@blueprint.route(PATH, methods=["GET", "POST"])
@login_required
def prove() -> Page:
    """Take the code that went to the new phone."""
    desk, form = desk_of(KEY), CodeForm()
    if PROVE_STEP not in desk.steps or not desk.draft.answers.get("phone"):
        return redirect(next_page(desk))
    if tried(form, lambda: _keep(desk, form.code.data)):
        session.pop(SENT, None)
        return redirect(next_page(desk_of(KEY)))
    return _page(desk, form)


@blueprint.post(f"{PATH}/code")
@login_required
def send_code() -> Page:
    """Send a code to the new phone."""
    desk, form = desk_of(KEY), CodeForm(formdata=None)
    if PROVE_STEP not in desk.steps or not desk.draft.answers.get("phone"):
        return redirect(next_page(desk))
    try:
        session[SENT] = applications().new_phone.send(desk, medium())
    except Refusal as refusal:
        refuse(form, refusal)
        return _page(desk, form)
    return redirect(where_code_is_typed(PATH))


def _keep(desk: Desk, code: str) -> None:
    proved = applications().new_phone.check(desk, code)
    with transaction():
        applications().desks.keep(whose(), KEY, {PROVED: proved})


def _page(desk: Desk, form: CodeForm) -> Page:
    phone = mask_mobile(desk.draft.answers["phone"])
    sent = session.get(SENT) == phone
    form.code.data = ""
    body = render_template("hall/applications/new_phone.html", page=BY_KEY[KEY], form=form, phone=phone, sent=sent)
    return body, status_of(form)
