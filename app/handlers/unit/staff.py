"""职工名单, and what is done for one person or for many by a file."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, redirect, render_template, request

from app.documents.sheets import CHOICES, FILE_MOST, HEADERS, headers, template
from app.domain.errors import Refusal
from app.domain.unit_task import LINES_MOST, TaskKind
from app.extensions import transaction
from app.fund_core import PersonAccount
from app.handlers.forms.units import BaseForm, EnrolForm, FileForm, LateForm, SearchForm
from app.handlers.guards import Page
from app.handlers.hall.common import attempt, status_of
from app.handlers.unit.asking import units
from app.handlers.unit.common import put_words, unit_blueprint
from app.handlers.unit.sessions import agent, agent_required
from app.handlers.unit_sentences import ROW_WORDS
from app.handlers.unit_words import SAMPLES, TASKS, month_words
from app.services.units.lines import COLUMNS
from app.store.unit_tasks import TaskContent

blueprint = unit_blueprint("unit_staff", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFERED = {HEADERS[column]: tuple(choices.values()) for column, choices in CHOICES.items()}
BODY_MOST = FILE_MOST + 64 * 1024
WITH_A_FORM = (TaskKind.ENROL, TaskKind.LATE)  # which names the person itself
WITH_BASE = (TaskKind.UNSEAL, TaskKind.BASES)


@blueprint.url_value_preprocessor
def allow_files(endpoint: str | None, _: object) -> None:
    """Let a file through that is larger than a form; this runs before the form is read for its CSRF token."""
    if endpoint == "unit_staff.by_file":
        request.max_content_length = BODY_MOST


@blueprint.get("/unit/employees")
@agent_required
def employees() -> Page:
    """A page of the unit's people, by name if one is given."""
    form = SearchForm(formdata=request.args)
    name = form.name.data if form.validate() else ""
    after = request.args.get("after", "")
    people, more = units().staff.page(agent(), name, after if after.isdecimal() else "")
    return render_template("unit/staff/list.html", search=form, people=people, more=more, first=not after)


@blueprint.route("/unit/enrol", methods=["GET", "POST"])
@agent_required
def enrol() -> Page:
    """增员: one person."""
    form = EnrolForm()
    if number := _prepared(form, TaskKind.ENROL, lambda: form.data):
        return redirect(f"/unit/tasks/{number}")
    return render_template("unit/staff/enrol.html", form=form), status_of(form)


@blueprint.route("/unit/late", methods=["GET", "POST"])
@agent_required
def late() -> Page:
    """补缴: one person's month."""
    form = LateForm()
    if number := _prepared(form, TaskKind.LATE, lambda: form.data):
        return redirect(f"/unit/tasks/{number}")
    until = units().paying.last_paid(agent())
    return render_template("unit/paying/late.html", form=form, until=until, month_words=month_words), status_of(form)


@blueprint.route("/unit/employees/<account>/<kind>", methods=["GET", "POST"])
@agent_required
def one_person(account: str, kind: str) -> Page:
    """封存, 启封 or 基数调整 of one person."""
    known = _kind(kind)
    if known in WITH_A_FORM:
        abort(404)
    person = units().staff.one(agent(), account)
    form = BaseForm(data={"base": f"{person.base:.2f}"})
    if known not in WITH_BASE:
        del form.base
    if number := _prepared(form, known, lambda: _values(person, form)):
        return redirect(f"/unit/tasks/{number}")
    return render_template("unit/staff/one.html", form=form, person=person, kind=kind, name=TASKS[kind]), status_of(
        form
    )


@blueprint.route("/unit/files/<kind>", methods=["GET", "POST"])
@agent_required
def by_file(kind: str) -> Page:
    """Take a file; a worker checks it."""
    known, form, made = _kind(kind), FileForm(), list[str]()
    if attempt(form, lambda: made.append(_kept_file(known, form))):
        return redirect(f"/unit/tasks/{made[0]}")
    columns = headers(COLUMNS[known])
    page = render_template(
        "unit/staff/file.html",
        form=form,
        kind=kind,
        name=TASKS[kind],
        columns=columns,
        most=LINES_MOST,
        reasons=CHOICES["reason"].values(),
    )
    return page, status_of(form)


@blueprint.get("/unit/files/<kind>/template.xlsx")
@agent_required
def blank(kind: str) -> Page:
    """The template to fill in."""
    columns = COLUMNS[_kind(kind)]
    file = template(TASKS[kind], headers(columns), [SAMPLES[column] for column in columns], OFFERED)
    response = Response(file, mimetype=XLSX)
    response.headers["Content-Disposition"] = f"attachment; filename=template-{kind}.xlsx"
    return response


def _kind(kind: str) -> TaskKind:
    if kind not in COLUMNS:
        abort(404)
    return TaskKind(kind)


def _values(person: PersonAccount, form: BaseForm) -> dict[str, str]:
    base = form.base.data if "base" in form else ""
    return {"name": person.person_name, "id_number": person.id_number, "base": base}


def _prepared(form: Any, kind: TaskKind, values: Callable[[], dict[str, str]]) -> str:
    """Keep a task that is right and return its number; "" with what is wrong beside the fields."""
    contents = list[TaskContent]()
    if not attempt(form, lambda: contents.append(units().prepare.checked(agent(), kind, values()))):
        return ""
    put_words(form, [(column, ROW_WORDS[code]) for _, column, code in contents[0].faults])
    if contents[0].faults:
        return ""
    with transaction():
        return units().prepare.keep(agent(), kind, contents[0])


def _kept_file(kind: TaskKind, form: FileForm) -> str:
    """Keep the file and return the task's number. Raises Refusal: unit_maker_only, sheet_too_large."""
    file = form.file.data.read()
    if len(file) > FILE_MOST:
        raise Refusal("sheet_too_large")
    with transaction():
        return units().prepare.keep_file(agent(), kind, file)
