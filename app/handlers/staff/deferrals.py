"""单位申请: 缓缴 of units. One of the staff proposes, another confirms."""

from typing import Any

from flask import Blueprint, Response, abort, redirect
from wtforms import SelectChoice

from app.domain.errors import Refusal
from app.domain.staff import Act, Role
from app.handlers.deferral_words import ACTS, AGREED, CHECKS, PROPOSALS, STAGES, month_range
from app.handlers.forms.staff import DeferralDecisionForm
from app.handlers.guards import Page
from app.handlers.hall.common import refuse, status_of
from app.handlers.sentences import sentence
from app.handlers.staff.common import CONFLICT, PATH, desk, member, page_asked, shown, staff_only
from app.handlers.unit.deferral import served
from app.handlers.unit_words import TASK_STATES
from app.services.staff.deferrals import Case

blueprint = Blueprint("staff_deferrals", __name__, url_prefix=f"{PATH}/deferrals")
ANY = (Role.ACCEPT, Role.REVIEW, Role.MANAGE)
STALE = "staff_overtaken"


@blueprint.get("")
@staff_only(*ANY)
def queue() -> Page:
    """List what waits, those promised first in front."""
    page = page_asked()
    found, more = desk().deferrals.queue(page)
    return shown("deferrals.html", found=found, more=more, page=page, stages=STAGES, month_range=month_range)


@blueprint.get("/<number>")
@staff_only(*ANY)
def show(number: str) -> Page:
    """Show one, compared with the core."""
    case = _case(number)
    return _page(case, DeferralDecisionForm(formdata=None, mark=case.mark))


@blueprint.get("/<number>/paper")
@staff_only(*ANY)
def paper(number: str) -> Response:
    """The resolution (决议)."""
    try:
        return served(desk().deferrals.paper(member(), number), number)
    except Refusal:
        abort(404)


@blueprint.post("/<number>/decide")
@staff_only(*ANY)
def decide(number: str) -> Page:
    """Decide; what stands in the way is said on the same page, with what was typed."""
    form = DeferralDecisionForm()
    form.act.choices = [SelectChoice(act.value, act.value) for act in Act]
    if not form.validate_on_submit():
        return _page(_case(number), form), status_of(form)
    try:
        desk().decide_deferral.execute(
            member(), number, Act(form.act.data), form.words.data or "", form.mark.data or ""
        )
    except Refusal as refusal:
        return _refused(number, form, refusal)
    return redirect(f"{PATH}/deferrals/{number}")


def _refused(number: str, form: DeferralDecisionForm, refusal: Refusal) -> Page:
    case = _case(number)
    refuse(form, refusal)
    if refusal.code == STALE:
        form.mark.data = case.mark  # the page shows what is new; the next press decides on that
    return _page(case, form), CONFLICT


def _case(number: str) -> Case:
    try:
        return desk().deferrals.look(member(), number)
    except Refusal as refusal:
        if refusal.code == "unknown_application":
            abort(404)
        raise


def _page(case: Case, form: DeferralDecisionForm) -> str:
    form.act.choices = [SelectChoice(act.value, words) for act, words in ACTS[case.stage].items() if act in case.acts]
    facts: dict[str, Any] = {
        "case": case,
        "form": form,
        "checks": [(check.passed, CHECKS[check.code][not check.passed].format(**check.facts)) for check in case.checks],
        "why_not": sentence(Refusal(case.why_not)) if case.why_not else "",
    }
    words = {"states": TASK_STATES, "stages": STAGES, "done": ACTS, "proposals": PROPOSALS, "agreed": AGREED}
    return shown("deferral.html", month_range=month_range, **facts, **words)
