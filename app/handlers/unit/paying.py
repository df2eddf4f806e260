"""汇缴, 补缴 (its list), 比例调整 and what was paid (缴存记录), with its receipts."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from flask import Response, redirect, render_template, request

from app.documents.sheets import CHOICES
from app.documents.slips import Slip
from app.documents.tables import table
from app.domain.capitals import rmb_capitals
from app.domain.errors import Refusal
from app.domain.unit_task import TaskKind
from app.extensions import transaction
from app.handlers.forms.units import MonthForm, RatiosForm
from app.handlers.guards import Page
from app.handlers.hall.common import attempt, masked_id, moment, status_of
from app.handlers.hall.use_cases import use_cases
from app.handlers.sentences import sentence
from app.handlers.unit.asking import units
from app.handlers.unit.common import unit_blueprint
from app.handlers.unit.sessions import agent, agent_required
from app.handlers.unit.staff import XLSX
from app.handlers.unit_words import CHANGES, DUE_COLUMNS, LATE_COLUMNS, RECEIPT, TASKS, month_words, months_words
from app.services.units.paid import Paid
from app.services.units.paying import Due
from app.store.unit_tasks import TaskContent

blueprint = unit_blueprint("unit_paying", __name__)
SHOWN = 50
NOTHING = frozenset({"month_all_paid", "nobody_to_pay_for"})


@blueprint.route("/unit/remit", methods=["GET", "POST"])
@agent_required
def remit() -> Page:
    """核定: choose the month, see what it costs, and prepare it."""
    form = MonthForm()
    if number := _prepared(form, TaskKind.REMIT, lambda: units().paying.prepared(agent(), form.month.data)):
        return redirect(f"/unit/tasks/{number}")
    try:
        due = units().paying.due(agent(), "" if form.is_submitted() else request.args.get("month", ""))
    except Refusal as refusal:
        if refusal.code == "month_deferred":
            return _deferred_page(form)
        if refusal.code not in NOTHING:
            raise
        return render_template("unit/paying/nothing.html", why=sentence(refusal))
    return _due_page(form, due)


@blueprint.get("/unit/remit/list.xlsx")
@agent_required
def due_list() -> Page:
    """The whole list, however long."""
    due = units().paying.due(agent(), request.args.get("month", ""))
    rows = (
        (at, one["name"], masked_id(one["id_number"]), one["account"], *_amounts(one))
        for at, one in enumerate(due.lines, 1)
    )
    return _download(table(due.month, DUE_COLUMNS, rows), XLSX, f"remittance-{due.month}.xlsx")


@blueprint.get("/unit/late/<number>/list.xlsx")
@agent_required
def late_list(number: str) -> Page:
    """All lines of a task of 补缴, with what each costs."""
    with transaction():
        lines = units().tasks.lines(agent(), number)
    if not lines or "month_base" not in lines[0]:
        raise Refusal("unit_task_unknown")
    rows = (_late_row(at, one) for at, one in enumerate(lines, 1))
    return _download(table(TASKS["late"], LATE_COLUMNS, rows), XLSX, f"late-{number}.xlsx")


@blueprint.route("/unit/ratios", methods=["GET", "POST"])
@agent_required
def ratios() -> Page:
    """比例调整: what the month costs before and after stands on the task's page."""
    form = RatiosForm()
    if number := _prepared(form, TaskKind.RATIOS, lambda: _ratios(form)):
        return redirect(f"/unit/tasks/{number}")
    policy = use_cases().policy
    body = render_template("unit/paying/ratios.html", form=form, unit=units().paying.unit(agent()), policy=policy)
    return body, status_of(form)


@blueprint.get("/unit/remittances")
@agent_required
def history() -> Page:
    """缴存记录: what was paid here, and until when the core has the unit paid."""
    page = max(request.args.get("page", 0, type=int), 0)
    until = units().paying.last_paid(agent())
    with transaction():
        found, more = units().paid.history(agent(), page)
    return render_template(
        "unit/paying/history.html",
        paid=found,
        until=until,
        more=page + 1 if more else 0,
        month_words=month_words,
        months_words=months_words,
        names=TASKS,
    )


@blueprint.get("/unit/remittances/<number>")
@agent_required
def receipt(number: str) -> Page:
    return render_template("unit/paying/receipt.html", one=_own(number), slip=_slip(_own(number)), words=RECEIPT)


@blueprint.get("/unit/remittances/<number>/receipt.png")
@agent_required
def picture(number: str) -> Page:
    """The receipt to take along."""
    return _download(units().slips.picture(_slip(_own(number))), "image/png", f"receipt-{number}.png")


def _prepared(form: Any, kind: TaskKind, made: Callable[[], TaskContent]) -> str:
    """Keep what was reckoned as a task and return its number; "" with what is wrong in the form."""
    contents = list[TaskContent]()
    if not attempt(form, lambda: contents.append(made())):
        return ""
    with transaction():
        return units().prepare.keep(agent(), kind, contents[0])


def _ratios(form: RatiosForm) -> TaskContent:
    return units().paying.ratios(agent(), Decimal(form.unit_pct.data), Decimal(form.person_pct.data))


def _due_page(form: MonthForm, due: Due) -> tuple[str, int]:
    form.month.choices = [(month, month_words(month)) for month in due.months]
    form.month.data = due.month
    body = render_template(
        "unit/paying/remit.html",
        form=form,
        due=due,
        first=due.lines[:SHOWN],
        changed=due.changes[:SHOWN],
        change_words=CHANGES,
        month_words=month_words,
    )
    return body, status_of(form)


def _deferred_page(form: MonthForm) -> str:
    """Say until when nothing is due, and offer to pay all the same."""
    found = units().paying.deferred(agent())
    form.month.choices = [(month, month_words(month)) for month in found.months]
    return render_template("unit/paying/deferred.html", form=form, found=found, month_words=month_words)


def _amounts(line: Any) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    base, unit, person = (Decimal(line[column]) for column in ("base", "unit_part", "person_part"))
    return base, unit, person, unit + person


def _late_row(at: int, line: Mapping[str, str]) -> list[str | int | Decimal]:
    who = (line["name"], masked_id(line["id_number"]), line["account"])
    money = (Decimal(line[column]) for column in ("month_base", "paid", "unit_part", "person_part", "total"))
    return [at, *who, line["month"], CHOICES["reason"][line["reason"]], *money]


def _own(number: str) -> Paid:
    with transaction():
        return units().paid.receipt(agent(), number)


def _slip(one: Paid) -> Slip:
    facts = {
        "unit": agent().unit_name,
        "unit_number": agent().unit_number,
        "month": months_words(one.months),
        "people": f"{one.sums.people:,} 人",
        "lines": f"{one.lines:,} 笔",
        "unit_part": f"{one.sums.unit:,.2f} 元",
        "person_part": f"{one.sums.person:,.2f} 元",
        "capitals": rmb_capitals(one.sums.total),
        "order": one.core_order,
        "at": moment(one.at),
        "number": one.number,
    }
    if one.kind is TaskKind.REMIT:  # one line for each of its people
        del facts["lines"]
    title = RECEIPT[one.kind.value]
    return Slip(
        centre=use_cases().policy.centre_name,
        title=title,
        service=title,
        amount=f"{one.sums.total:,.2f}",
        rows=[(RECEIPT[name], value) for name, value in facts.items()],
        note=RECEIPT["note"],
    )


def _download(file: bytes, kind: str, name: str) -> Response:
    answer = Response(file, mimetype=kind)
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer
