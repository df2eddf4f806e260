"""One application at the desk: what was typed, what was checked, what was decided, and the decision."""

from typing import Any

from flask import Blueprint, abort, redirect

from app.domain.conditions import Condition
from app.domain.errors import Refusal
from app.domain.staff import Act, RevealReason, Role
from app.extensions import transaction
from app.handlers.forms.staff import ACTS, DecideForm, RevealForm, choices_of
from app.handlers.guards import Page
from app.handlers.hall.applications.pages import BY_KEY
from app.handlers.hall.applications.parts import cards
from app.handlers.hall.applications.start import line_of
from app.handlers.hall.applications.words import CHANNELS, STATES
from app.handlers.hall.common import refuse, status_of
from app.handlers.sentences import sentence
from app.handlers.staff.common import CONFLICT, PATH, desk, member, shown, staff_only
from app.services.applications.names import NAMES
from app.services.staff.look import Case

blueprint = Blueprint("staff_case", __name__, url_prefix=f"{PATH}/applications")
ANY = (Role.ACCEPT, Role.REVIEW, Role.MANAGE)
DONE = {**ACTS, Act.REPLY: "申请人补充说明"}
STALE = frozenset({"staff_overtaken", "staff_answered", "staff_moved"})


@blueprint.get("/<number>")
@staff_only(*ANY)
def show(number: str) -> Page:
    """Show it, the numbers masked."""
    case = _case(number)
    form = DecideForm(formdata=None, mark=case.mark)
    return _page(case, form)


@blueprint.post("/<number>/reveal")
@staff_only(*ANY)
def reveal(number: str) -> Page:
    """Show the full numbers once, for a stated reason."""
    form = RevealForm()
    if not form.validate_on_submit():
        case = _case(number)
        return _page(case, DecideForm(formdata=None, mark=case.mark), reveal=form), status_of(form)
    case = _case(number, RevealReason(form.reason.data))
    return _page(case, DecideForm(formdata=None, mark=case.mark), in_full=True)


@blueprint.post("/<number>/decide")
@staff_only(*ANY)
def decide(number: str) -> Page:
    """Decide; what stands in the way is said on the same page, with what was typed."""
    form = DecideForm()
    if not form.validate_on_submit():
        return _page(_case(number), form), status_of(form)
    try:
        with transaction():
            desk().decide.execute(member(), number, Act(form.act.data), form.words.data, form.mark.data)
    except Refusal as refusal:
        return _refused(number, form, refusal)
    return redirect(f"{PATH}/applications/{number}")


def _refused(number: str, form: DecideForm, refusal: Refusal) -> Page:
    case = _case(number)
    refuse(form, refusal)
    if refusal.code in STALE:
        form.mark.data = case.mark  # the page shows what is new; the next press decides on that
    return _page(case, form), CONFLICT


def _case(number: str, reason: RevealReason | None = None) -> Case:
    try:
        with transaction():
            return desk().look.execute(member(), number, reason)
    except Refusal as refusal:
        if refusal.code == "unknown_application":
            abort(404)
        raise


def _page(case: Case, form: DecideForm, *, reveal: RevealForm | None = None, in_full: bool = False) -> str:
    form.act.choices = choices_of({act: text for act, text in ACTS.items() if act in case.acts})
    facts: dict[str, Any] = {
        "case": case,
        "form": form,
        "reveal": reveal or RevealForm(formdata=None),
        "in_full": in_full,
        "cards": cards(BY_KEY[case.service], dict(case.facts), in_full=in_full),
        "checks": [line_of(Condition(code, passed=True, facts=told)) for code, told in case.checks],
        "why_not": sentence(Refusal(case.why_not)) if case.why_not else "",
    }
    return shown("case.html", names=NAMES, states=STATES, channels=CHANNELS, done=DONE, **facts)
