"""单位改过的信息: what units changed of the person's details, each with both sides."""

from flask import Blueprint, abort, redirect, render_template

from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.guards import Page, login_required, whose
from app.handlers.hall.use_cases import use_cases
from app.handlers.unit_details_words import shown_changes

blueprint = Blueprint("by_unit", __name__, url_prefix="/mine/by-unit")


@blueprint.get("")
@login_required
def listed() -> Page:
    """Show the person's newest."""
    with transaction():
        found = use_cases().changes_by_unit.list(whose())
    return render_template("hall/by_unit/list.html", changes=found)


@blueprint.get("/<number>")
@login_required
def show(number: str) -> Page:
    """Show one; another person's is no page, as one that there is not."""
    try:
        with transaction():
            one = use_cases().changes_by_unit.one(whose(), number)
    except Refusal:
        abort(404)
    return render_template("hall/by_unit/show.html", one=one, facts=shown_changes(one.facts))


@blueprint.post("/<number>/known")
@login_required
def known(number: str) -> Page:
    """知道了."""
    try:
        with transaction():
            use_cases().changes_by_unit.acknowledge(whose(), number)
    except Refusal:
        abort(404)
    return redirect(f"/mine/by-unit/{number}")
