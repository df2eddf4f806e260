"""菜单: what WeChat shows beside what is defined, line by line, and publishing it."""

from flask import Blueprint, current_app, redirect, request

from app.domain.staff import Role
from app.handlers.forms.staff import PublishForm
from app.handlers.guards import Page
from app.handlers.hall.common import attempt, status_of
from app.handlers.messages.menu import definitions
from app.handlers.platform_words import said
from app.handlers.staff.common import PATH, member, outward, shown, staff_only
from app.handlers.staff_words import MENU_ACTS, MENU_STANDINGS
from app.services.account_menu import Comparison, Definitions
from app.wechat.errors import PlatformError

blueprint = Blueprint("staff_menu", __name__, url_prefix=PATH)
OUTSIDE = 502


@blueprint.get("/menu")
@staff_only(Role.MANAGE)
def show() -> Page:
    """Compare the menus."""
    return _shown(PublishForm(formdata=None), "")


@blueprint.post("/menu")
@staff_only(Role.MANAGE)
def publish() -> Page:
    """Publish both menus."""
    form = PublishForm()
    try:
        if attempt(form, lambda: outward().menu.publish_by(member(), _defined())):
            return redirect(f"{PATH}/menu?done=1")
    except (PlatformError, ConnectionError) as fault:
        return _shown(form, said(fault))
    return _shown(form, "")


def _shown(form: PublishForm, problem: str) -> Page:
    compared, silent = _compared()
    facts = {"compared": compared, "problem": problem or silent, "is_done": "done" in request.args}
    page = shown("menu.html", form=form, acts=MENU_ACTS, standings=MENU_STANDINGS, **facts)
    return page, OUTSIDE if problem else status_of(form)


def _compared() -> tuple[Comparison | None, str]:
    """Return the comparison, or why there is none."""
    try:
        return outward().menu.compare(_defined()), ""
    except (PlatformError, ConnectionError) as fault:
        return None, said(fault)


def _defined() -> Definitions:
    return definitions(current_app.extensions["container"].settings.public_url)
