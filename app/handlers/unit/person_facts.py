"""个人信息变更 of one of the unit's people: the form, filled with what is the employer's of what the centre holds."""

from flask import redirect, render_template

from app.domain.errors import Refusal
from app.domain.unit_task import TaskKind
from app.extensions import transaction
from app.handlers.forms.person_facts import PersonFactsForm
from app.handlers.guards import Page
from app.handlers.hall.common import attempt, refuse, status_of
from app.handlers.unit.asking import units
from app.handlers.unit.common import unit_blueprint
from app.handlers.unit.sessions import agent, agent_required
from app.services.units.person_facts import Employee, mark
from app.store.unit_tasks import TaskContent

blueprint = unit_blueprint("unit_person_facts", __name__)


@blueprint.route("/unit/employees/<account>/details", methods=["GET", "POST"])
@agent_required
def change(account: str) -> Page:
    """Keep a task with both sides of what differs, and show it."""
    one, form, found = units().person_facts.read(agent(), account), PersonFactsForm(), list[TaskContent]()
    if not form.is_submitted():
        return _page(one, _filled(one))
    form.offer(one.facts)
    if attempt(form, lambda: found.append(_checked(account, form))):
        with transaction():
            number = units().prepare.keep(agent(), TaskKind.PERSON, found[0])
        return redirect(f"/unit/tasks/{number}")
    return _page(one, form)


def _checked(account: str, form: PersonFactsForm) -> TaskContent:
    return units().person_facts.checked(agent(), account, form.wish(), form.seen.data or "")


def _filled(one: Employee) -> PersonFactsForm:
    form = PersonFactsForm(formdata=None, data={**one.facts, "seen": mark(one.facts)})
    form.offer(one.facts)
    return form


def _page(one: Employee, form: PersonFactsForm) -> Page:
    """Show the form; one that is stale is filled anew with what the centre holds now."""
    if form.is_submitted() and form.seen.data != mark(one.facts):
        form = _filled(one)
        refuse(form, Refusal("unit_facts_moved"))
    return render_template("unit/staff/details.html", person=one.account, form=form), status_of(form)
