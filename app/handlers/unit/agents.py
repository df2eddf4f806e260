"""经办人与权限: who acts for the unit."""

from flask import redirect, render_template, session

from app.domain.unit_agent import Role
from app.extensions import transaction
from app.handlers.forms.identity import CodeForm
from app.handlers.forms.units import AgentForm
from app.handlers.guards import Page
from app.handlers.hall.common import attempt, medium, status_of, where_code_is_typed
from app.handlers.hall.use_cases import draft, keep_draft
from app.handlers.unit.asking import units
from app.handlers.unit.common import tried, unit_blueprint
from app.handlers.unit.sessions import agent, agent_required

blueprint = unit_blueprint("unit_agents", __name__)
FLOW, SENT = "unit_agent", "unit_code_sent"


@blueprint.get("/unit/agents")
@agent_required
def show() -> Page:
    with transaction():
        found, may_keep = units().keep_agents.list(agent()), units().keep_agents.may_keep(agent())
    return render_template("unit/agents/list.html", agents=found, may_keep=may_keep)


@blueprint.route("/unit/agents/add", methods=["GET", "POST"])
@agent_required
def add() -> Page:
    """Add an agent, with a code to one's own phone."""
    form = AgentForm()
    if not form.is_submitted():
        form = AgentForm(formdata=None, data={"role": "maker", **(draft(FLOW) or {})})
    elif attempt(form, lambda: _add(form)):
        session.pop(SENT, None)
        return redirect("/unit/agents")
    return _add_page(form)


@blueprint.post("/unit/agents/add/code")
@agent_required
def code_for_adding() -> Page:
    """Send the code, keeping what is typed."""
    form = AgentForm()
    form.code.validators = []
    if not form.validate_on_submit() or not tried(form, lambda: units().keep_agents.send_code(agent(), medium())):
        return _add_page(form)
    keep_draft(FLOW, name=form.name.data, phone=form.phone.data, role=form.role.data)
    session[SENT] = "add"
    return redirect(where_code_is_typed("/unit/agents/add"))


@blueprint.route("/unit/agents/<int:agent_id>/remove", methods=["GET", "POST"])
@agent_required
def remove(agent_id: int) -> Page:
    """Remove an agent, with a code to one's own phone."""
    form = CodeForm()
    if attempt(form, lambda: _remove(agent_id, form)):
        session.pop(SENT, None)
        return redirect("/unit/agents")
    return _remove_page(agent_id, form)


@blueprint.post("/unit/agents/<int:agent_id>/remove/code")
@agent_required
def code_for_removing(agent_id: int) -> Page:
    form = CodeForm(formdata=None)
    if not tried(form, lambda: units().keep_agents.send_code(agent(), medium())):
        return _remove_page(agent_id, form)
    session[SENT] = f"remove{agent_id}"
    return redirect(where_code_is_typed(f"/unit/agents/{agent_id}/remove"))


def _add(form: AgentForm) -> None:
    with transaction():
        units().keep_agents.add(agent(), form.name.data, form.phone.data, Role(form.role.data), form.code.data)


def _remove(agent_id: int, form: CodeForm) -> None:
    with transaction():
        units().keep_agents.remove(agent(), agent_id, form.code.data)


def _add_page(form: AgentForm) -> Page:
    sent_to = agent().phone if session.get(SENT) == "add" else ""
    return render_template("unit/agents/add.html", form=form, sent_to=sent_to), status_of(form)


def _remove_page(agent_id: int, form: CodeForm) -> Page:
    with transaction():
        found = units().keep_agents.list(agent())
    other = next((one for one in found if one.id == agent_id), None)
    if other is None:
        return redirect("/unit/agents")
    sent = session.get(SENT) == f"remove{agent_id}"
    return render_template("unit/agents/remove.html", form=form, other=other, sent=sent), status_of(form)
