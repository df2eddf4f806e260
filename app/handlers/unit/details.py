"""单位信息变更: the form, filled with what the centre holds; what it changes is looked at as a task (办件)."""

from flask import redirect, render_template

from app.domain.errors import Refusal
from app.domain.unit_task import TaskKind
from app.extensions import transaction
from app.fund_core import Unit
from app.handlers.forms.unit_details import UnitDetailsForm, filled
from app.handlers.guards import Page
from app.handlers.hall.common import attempt, refuse, status_of
from app.handlers.unit.asking import units
from app.handlers.unit.common import unit_blueprint
from app.handlers.unit.sessions import agent, agent_required
from app.services.units.unit_details import mark
from app.store.unit_tasks import TaskContent

blueprint = unit_blueprint("unit_details", __name__)


@blueprint.route("/unit/details", methods=["GET", "POST"])
@agent_required
def change() -> Page:
    """Keep a task with both sides of what differs, and show it."""
    unit, form, found = units().details.read(agent()), UnitDetailsForm(), list[TaskContent]()
    if not form.is_submitted():
        return _page(unit, _filled(unit))
    form.offer(unit.details)
    if attempt(form, lambda: found.append(_checked(form))):
        with transaction():
            number = units().prepare.keep(agent(), TaskKind.DETAILS, found[0])
        return redirect(f"/unit/tasks/{number}")
    return _page(unit, form)


def _checked(form: UnitDetailsForm) -> TaskContent:
    return units().details.checked(agent(), form.wish(), form.seen.data or "")


def _filled(unit: Unit) -> UnitDetailsForm:
    form = UnitDetailsForm(formdata=None, data={**filled(unit.details), "seen": mark(unit.details)})
    form.offer(unit.details)
    return form


def _page(unit: Unit, form: UnitDetailsForm) -> Page:
    """Show the form; one that is stale is filled anew with what the centre holds now."""
    if form.is_submitted() and form.seen.data != mark(unit.details):
        form = _filled(unit)
        refuse(form, Refusal("unit_details_moved"))
    return render_template("unit/details.html", unit=unit, form=form), status_of(form)
