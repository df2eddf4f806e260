"""The steps of a service: what is typed is kept in the draft, and shown again after anything."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request

from app.domain.application import ServiceKey
from app.domain.conditions import Condition
from app.domain.eligibility import Eligibility
from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.guards import Page, login_required, user_id, whose
from app.handlers.hall.applications.held import held, hold, owner_seal
from app.handlers.hall.applications.page import StepPage
from app.handlers.hall.applications.pages import BY_KEY, PAGES
from app.handlers.hall.applications.parts import UNANSWERED, applications, desk_of, kept_when_down, next_page, tried
from app.handlers.hall.applications.words import shown
from app.handlers.hall.common import status_of
from app.handlers.hall.use_cases import use_cases
from app.services.applications.base import Proposal
from app.services.applications.desk import Desk

blueprint = Blueprint("apply_fill", __name__)
NO_ANSWERS = ("csrf_token",)


def fill(key: ServiceKey, step: str) -> Page:
    """Show a step's form; what is sent when the session has ended is held until the person is back."""
    if user_id() is None and request.method == "POST":
        hold()
    return _fill(key=key, step=step)


@login_required
@kept_when_down
def _fill(key: ServiceKey, step: str) -> Page:
    """Show a step's form with the draft in it; keep what is sent and go on."""
    desk, step_page = desk_of(key), BY_KEY[key].steps.get(step)
    if step_page is None or step not in desk.steps:
        abort(404)
    if step_page.quoted and _is_before_its_time(desk, step):
        return redirect(next_page(desk))
    known = _known(desk, step) if step_page.prefilled else {}
    form = step_page.form(data={**known, **desk.draft.answers, **(held() if request.method == "GET" else {})})
    if tried(form, lambda: _keep(desk, form, step_page.settles)):
        return redirect(next_page(desk_of(key)))
    return _page(desk, step, step_page, form)


def _is_before_its_time(desk: Desk, step: str) -> bool:
    """Whether what is quoted hangs on a step that is not answered yet: an old address, or a draft that has ended."""
    return any(earlier not in desk.draft.answers for earlier in desk.steps[: desk.steps.index(step)])


def _known(desk: Desk, step: str) -> Mapping[str, str]:
    """What the centre knows already of the fields of this step."""
    known: Mapping[str, str] = getattr(_quoted(desk, step).working, "known", {})
    return known


def _page(desk: Desk, step: str, step_page: StepPage, form: Any) -> Page:
    page, steps = BY_KEY[desk.service.key], desk.steps
    proposal = _quoted(desk, step) if step_page.quoted else None
    if proposal and _unmet(proposal, page.settled_before(step)):
        return redirect(page.path)
    facts = proposal.facts if proposal else {}
    body = render_template(
        step_page.template,
        page=page,
        owner=owner_seal(),
        step=step_page,
        note=step_page.note.format(policy=use_cases().policy),
        form=form,
        proposal=proposal,
        shows=[shown(name, facts[name]) for name in step_page.shows if name in facts],
        at=steps.index(step) + 1,
        total=len(steps) + 1,
    )
    return body, status_of(form)


def _quoted(desk: Desk, step: str) -> Proposal:
    """What the answers before this step come to."""
    from_here = desk.steps[desk.steps.index(step) :]
    kept = {name: value for name, value in desk.draft.answers.items() if name not in from_here}
    return applications().desks.propose(replace(desk, draft=replace(desk.draft, answers=kept)))


def _keep(desk: Desk, form: Any, settles: tuple[str, ...]) -> None:
    """Keep the answers if they can be; when nobody answers they are kept unchecked, nothing is lost."""
    typed = {field.name: str(field.data) for field in form if field.name not in NO_ANSWERS}
    trial = replace(desk, draft=replace(desk.draft, answers={**desk.draft.answers, **typed}))
    try:
        made = applications().desks.propose(trial)
    except Refusal as refusal:
        if refusal.code in UNANSWERED:
            _write(desk, typed)
        raise
    Eligibility(_unmet(made, settles)).demand()
    _write(desk, typed)


def _unmet(proposal: Proposal, codes: tuple[str, ...]) -> tuple[Condition, ...]:
    return tuple(one for one in proposal.conditions if not one.passed and one.code in codes)


def _write(desk: Desk, typed: dict[str, str]) -> None:
    with transaction():
        applications().desks.keep(whose(), desk.service.key, typed)


for each in PAGES:
    path, name = f"{each.path}/fill/<step>", f"fill_{each.key}"
    blueprint.add_url_rule(path, name, fill, defaults={"key": each.key}, methods=["GET", "POST"])
