"""异议: what people object to of what their units changed, and deciding it."""

from typing import TYPE_CHECKING, cast

from flask import Blueprint, abort, current_app, redirect

from app.domain.errors import Refusal
from app.domain.objection import Verdict
from app.domain.staff import RevealReason
from app.handlers.forms.objections import DecideObjectionForm
from app.handlers.forms.staff import RevealForm
from app.handlers.guards import Page
from app.handlers.hall.common import refuse, status_of
from app.handlers.objection_words import STATES, cause_words
from app.handlers.sentences import sentence
from app.handlers.staff.common import CONFLICT, PATH, member, page_asked, shown, staff_only
from app.handlers.unit_details_words import shown_changes
from app.services.staff.objections import DECIDES, ObjectionCase, ObjectionDesk

if TYPE_CHECKING:
    from app.container.objections import ObjectionUseCases

blueprint = Blueprint("staff_objections", __name__, url_prefix=f"{PATH}/objections")
LARGEST = 2**31 - 1
ONE = f"/<int(max={LARGEST}):number>"


def _desk() -> ObjectionDesk:
    return cast("ObjectionUseCases", current_app.extensions["container"].objections).desk


@blueprint.get("")
@staff_only(*DECIDES)
def listed() -> Page:
    """List what waits, the oldest first."""
    page = page_asked()
    found, more = _desk().page(member(), page)
    return shown("objections.html", found=found, more=more, page=page)


@blueprint.get(ONE)
@staff_only(*DECIDES)
def show(number: int) -> Page:
    """Show one, the numbers masked."""
    case = _case(number)
    return _page(case, DecideObjectionForm(formdata=None, mark=case.mark))


@blueprint.post(f"{ONE}/reveal")
@staff_only(*DECIDES)
def reveal(number: int) -> Page:
    """Show the full numbers once, for a stated reason."""
    form = RevealForm()
    if not form.validate_on_submit():
        case = _case(number)
        return _page(case, DecideObjectionForm(formdata=None, mark=case.mark), reveal=form), status_of(form)
    case = _case(number, RevealReason(form.reason.data))
    return _page(case, DecideObjectionForm(formdata=None, mark=case.mark), in_full=True)


@blueprint.post(f"{ONE}/decide")
@staff_only(*DECIDES)
def decide(number: int) -> Page:
    """Decide; what stands in the way is said on the same page, with what was typed."""
    form = DecideObjectionForm()
    if not form.validate_on_submit():
        return _page(_case(number), form), status_of(form)
    try:
        _desk().decide(member(), number, Verdict(form.verdict.data), form.words.data, form.mark.data or "")
    except Refusal as refusal:
        return _refused(number, form, refusal)
    return redirect(f"{PATH}/objections/{number}")


def _refused(number: int, form: DecideObjectionForm, refusal: Refusal) -> Page:
    if refusal.code == "core_unavailable":
        raise refusal
    case = _case(number)
    refuse(form, refusal)
    form.mark.data = case.mark  # the page shows what is new; the next press decides on that
    return _page(case, form), CONFLICT


def _case(number: int, reason: RevealReason | None = None) -> ObjectionCase:
    try:
        return _desk().look(member(), number, reason)
    except Refusal as refusal:
        if refusal.code == "objection_unknown":
            abort(404)
        raise


def _page(
    case: ObjectionCase, form: DecideObjectionForm, *, reveal: RevealForm | None = None, in_full: bool = False
) -> str:
    return shown(
        "objection.html",
        case=case,
        form=reveal if reveal and reveal.errors else form,
        decision=form,
        reveal=reveal or RevealForm(formdata=None),
        in_full=in_full,
        facts=shown_changes(case.change.facts),
        states=STATES,
        cause=cause_words(case.cause),
        why_not=sentence(Refusal(case.why_not)) if case.why_not else "",
    )
