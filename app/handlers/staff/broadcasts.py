"""群发: drafted by one, agreed on by another, and watched."""

from collections.abc import Callable

from flask import Blueprint, redirect
from flask_wtf import FlaskForm

from app.domain.staff import Role
from app.handlers.cause_words import CAUSES
from app.handlers.forms.broadcasts import DraftForm, PressForm
from app.handlers.guards import Page
from app.handlers.hall.common import attempt, status_of
from app.handlers.platform_words import said
from app.handlers.staff.common import CONFLICT, PATH, member, outward, shown, staff_only
from app.handlers.staff_words import AUDIENCES, DRAFT_STATES, FAN_OUT_STATES, PURPOSES
from app.wechat.errors import PlatformError

blueprint = Blueprint("staff_broadcasts", __name__, url_prefix=f"{PATH}/broadcasts")
ANY = (Role.MANAGE, Role.REVIEW)
OUTSIDE = 502


@blueprint.get("")
@staff_only(*ANY)
def show() -> Page:
    """Show drafts, and how far the newest fan-outs are."""
    return _page(DraftForm(formdata=None))


@blueprint.post("")
@staff_only(Role.MANAGE)
def draft() -> Page:
    """Keep a draft, for somebody else to agree on."""
    form = DraftForm()
    try:
        if attempt(form, lambda: outward().broadcasts.draft(member(), form.wording())):
            return redirect(f"{PATH}/broadcasts")
    except (PlatformError, ConnectionError) as fault:
        form.form_errors = [*form.form_errors, said(fault)]
        return _page(form), OUTSIDE
    return _page(form), status_of(form)


@blueprint.post("/<int:number>/agree")
@staff_only(*ANY)
def agree(number: int) -> Page:
    """Let it be sent."""
    return _pressed(lambda: outward().broadcasts.agree(member(), number))


@blueprint.post("/<int:number>/decline")
@staff_only(*ANY)
def decline(number: int) -> Page:
    """Keep it from being sent."""
    return _pressed(lambda: outward().broadcasts.decline(member(), number))


@blueprint.post("/sent/<int:number>/pause")
@staff_only(*ANY)
def pause(number: int) -> Page:
    """Let the workers leave it alone."""
    return _pressed(lambda: outward().broadcasts.pause(member(), number))


@blueprint.post("/sent/<int:number>/resume")
@staff_only(*ANY)
def resume(number: int) -> Page:
    """Go on with it."""
    return _pressed(lambda: outward().broadcasts.resume(member(), number))


def _pressed(act: Callable[[], None]) -> Page:
    form = PressForm()
    if attempt(form, act):
        return redirect(f"{PATH}/broadcasts")
    return _page(DraftForm(formdata=None), form), CONFLICT


def _page(draft: DraftForm, pressed: FlaskForm | None = None) -> str:
    broadcasts = outward().broadcasts
    words = {
        "audiences": AUDIENCES,
        "states": DRAFT_STATES,
        "running": FAN_OUT_STATES,
        "purposes": PURPOSES,
        "causes": CAUSES,
    }
    facts = {"form": pressed or draft, "draft": draft, "may_draft": Role.MANAGE in member().roles}
    return shown("broadcasts.html", drafts=broadcasts.drafts(member()), sent=broadcasts.progress(), **words, **facts)
