"""单位改过的信息: what units changed of the person's details, each with both sides, and objecting (有异议)."""

from flask import Blueprint, abort, redirect, render_template

from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.forms.objections import ObjectForm
from app.handlers.guards import Page, login_required, whose
from app.handlers.hall.common import attempt, status_of
from app.handlers.hall.use_cases import use_cases
from app.handlers.objection_words import STATES
from app.handlers.unit_details_words import shown_changes
from app.services.changes_by_unit import ChangeByUnit

blueprint = Blueprint("by_unit", __name__, url_prefix="/mine/by-unit")


@blueprint.get("")
@login_required
def listed() -> Page:
    """Show the person's newest."""
    with transaction():
        found = use_cases().changes_by_unit.list(whose())
    return render_template("hall/by_unit/list.html", changes=found, states=STATES)


@blueprint.get("/<number>")
@login_required
def show(number: str) -> Page:
    """Show one; another person's is no page, as one that there is not."""
    return _page(_one(number), ObjectForm(formdata=None))


@blueprint.post("/<number>/known")
@login_required
def known(number: str) -> Page:
    """知道了."""
    _one(number)
    with transaction():
        use_cases().changes_by_unit.acknowledge(whose(), number)
    return redirect(f"/mine/by-unit/{number}")


@blueprint.post("/<number>/object")
@login_required
def objection(number: str) -> Page:
    """有异议: keep it once; what stands in the way is said on the same page."""
    form = ObjectForm()
    _one(number)
    if attempt(form, lambda: _object(number, form)):
        return redirect(f"/mine/by-unit/{number}")
    return _page(_one(number), form)


def _object(number: str, form: ObjectForm) -> None:
    with transaction():
        use_cases().changes_by_unit.object(whose(), number, form.reason.data)


def _one(number: str) -> ChangeByUnit:
    try:
        with transaction():
            return use_cases().changes_by_unit.one(whose(), number)
    except Refusal:
        abort(404)


def _page(one: ChangeByUnit, form: ObjectForm) -> Page:
    page = render_template("hall/by_unit/show.html", one=one, facts=shown_changes(one.facts), form=form, states=STATES)
    return page, status_of(form)
