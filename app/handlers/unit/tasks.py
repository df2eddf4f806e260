"""办件: what the unit's agents prepared, submitted and let go."""

from collections.abc import Callable

from flask import redirect, render_template, request, session

from app.documents.sheets import CHOICES, HEADERS
from app.domain.unit_agent import Role
from app.domain.unit_task import TaskKind, TaskState
from app.extensions import transaction
from app.handlers.deferral_words import AGREED, CONSEQUENCES, month_range
from app.handlers.forms.units import TaskForm
from app.handlers.guards import Page
from app.handlers.hall.common import attempt, medium, status_of, where_code_is_typed
from app.handlers.unit.asking import units
from app.handlers.unit.common import tried, unit_blueprint
from app.handlers.unit.sessions import agent, agent_required
from app.handlers.unit_details_words import shown_changes
from app.handlers.unit_sentences import ROW_WORDS
from app.handlers.unit_words import TASK_STATES, TASKS, cause_words, month_words, months_words

blueprint = unit_blueprint("unit_tasks", __name__)
SENT = "unit_code_sent"


@blueprint.get("/unit/tasks")
@agent_required
def listed() -> Page:
    """A page of the unit's tasks."""
    page = request.args.get("page", 0, type=int)
    with transaction():
        found, more = units().tasks.list(agent(), max(page, 0))
    return render_template(
        "unit/tasks/list.html", tasks=found, more=page + 1 if more else 0, names=TASKS, states=TASK_STATES
    )


@blueprint.get("/unit/tasks/<number>")
@agent_required
def show(number: str) -> Page:
    return _page(number, TaskForm(formdata=None))


@blueprint.post("/unit/tasks/<number>/code")
@agent_required
def send_code(number: str) -> Page:
    """Send a code to the phone of who is in."""
    form = TaskForm(formdata=None)
    with transaction():
        units().tasks.one(agent(), number)
    if not tried(form, lambda: units().submit.send_code(agent(), number, medium())):
        return _page(number, form)
    session[SENT] = number
    return redirect(where_code_is_typed(f"/unit/tasks/{number}"))


@blueprint.post("/unit/tasks/<number>/submit")
@agent_required
def submit(number: str) -> Page:
    return _with_code(number, lambda code: units().submit.submit(agent(), number, code))


@blueprint.post("/unit/tasks/<number>/release")
@agent_required
def release(number: str) -> Page:
    return _with_code(number, lambda code: units().submit.release(agent(), number, code))


@blueprint.post("/unit/tasks/<number>/give-back")
@agent_required
def give_back(number: str) -> Page:
    return _without_code(number, lambda: units().submit.give_back(agent(), number))


@blueprint.post("/unit/tasks/<number>/drop")
@agent_required
def drop(number: str) -> Page:
    return _without_code(number, lambda: units().submit.drop(agent(), number))


def _with_code(number: str, act: Callable[[str], None]) -> Page:
    form = TaskForm()

    def inside() -> None:
        units().paying.check_again(agent(), number)
        units().deferral.check_again(agent(), number)
        with transaction():
            act(form.code.data)

    if attempt(form, inside):
        session.pop(SENT, None)
        return redirect(f"/unit/tasks/{number}")
    return _page(number, form)


def _without_code(number: str, act: Callable[[], None]) -> Page:
    with transaction():
        act()
    return redirect(f"/unit/tasks/{number}")


def _page(number: str, form: TaskForm) -> tuple[str, int]:
    form.code.data = ""
    with transaction():
        one = units().tasks.one(agent(), number)
        asked = units().deferral.asked(agent(), number) if one.kind is TaskKind.DEFER else None
    body = render_template(
        "unit/tasks/show.html",
        one=one,
        form=form,
        names=TASKS,
        states=TASK_STATES,
        columns=HEADERS,
        row_words=ROW_WORDS,
        cause_words=cause_words,
        changes=shown_changes(one.changes),
        month_words=month_words,
        month_range=month_range,
        asked=asked,
        agreed=AGREED,
        consequences=CONSEQUENCES,
        months_words=months_words,
        reasons=CHOICES["reason"],
        sent=session.get(SENT) == number,
        may_submit=one.state is TaskState.READY and agent().role is Role.MAKER,
        may_release=one.state is TaskState.WAITING and agent().role is Role.CHECKER and one.made_by_id != agent().id,
    )
    return body, status_of(form)
