"""核对并提交: the freshly computed answers, the code by SMS, and the submission, which may come twice."""

from flask import Blueprint, redirect, render_template, session

from app.domain.application import ServiceKey
from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.forms.applications import SubmitForm
from app.handlers.guards import Page, login_required, whose
from app.handlers.hall.applications.pages import BY_KEY, PAGES
from app.handlers.hall.applications.parts import (
    applications,
    cards,
    channel,
    desk_of,
    facts_of,
    is_unfinished,
    kept_when_down,
    next_page,
    tried,
)
from app.handlers.hall.applications.words import LINES
from app.handlers.hall.common import medium, refuse, status_of, where_code_is_typed
from app.services.applications.base import Proposal
from app.services.applications.desk import Desk
from app.services.applications.submit import amount_text

blueprint = Blueprint("apply_check", __name__)
SENT_TO = "code_sent"


@login_required
@kept_when_down
def show(key: ServiceKey) -> Page:
    """Show what would be submitted; what is not answered or not possible leads back."""
    desk = desk_of(key)
    if is_unfinished(desk):
        return redirect(next_page(desk))
    proposal = applications().desks.propose(desk)
    if not proposal.possible:
        return redirect(BY_KEY[key].path)
    return _page(desk, proposal, SubmitForm(formdata=None))


@login_required
@kept_when_down
def submit(key: ServiceKey) -> Page:
    """Submit once: the same form again leads to the same application."""
    form = SubmitForm()
    if number := _sent_before(form):
        return redirect(f"/applications/{number}/done")
    desk = desk_of(key)
    if is_unfinished(desk):
        return redirect(next_page(desk))
    proposal, made = applications().desks.propose(desk), []
    if tried(form, lambda: made.append(_submit(desk, proposal, form))):
        session.pop(SENT_TO, None)
        return redirect(f"/applications/{made[0]}/done")
    number = _sent_before(form)
    return redirect(f"/applications/{number}/done") if number else _page(desk, proposal, form)


@login_required
@kept_when_down
def send_code(key: ServiceKey) -> Page:
    """Send the code for the amount of this moment."""
    desk = desk_of(key)
    if is_unfinished(desk):
        return redirect(next_page(desk))
    proposal, form = applications().desks.propose(desk), SubmitForm(formdata=None)
    try:
        phone = applications().send_code.execute(desk, proposal, medium())
    except Refusal as refusal:
        refuse(form, refusal)
        return _page(desk, proposal, form)
    session[SENT_TO] = {"service": key.value, "phone": phone}
    return redirect(where_code_is_typed(f"{BY_KEY[key].path}/check"))


def _sent_before(form: SubmitForm) -> str | None:
    if not form.form_key.data:
        return None
    with transaction():
        return applications().submit.sent_before(whose(), form.form_key.data)


def _submit(desk: Desk, proposal: Proposal, form: SubmitForm) -> str:
    if form.form_key.data != desk.draft.form_key:
        raise Refusal("page_outdated")
    applications().submit.check(proposal, form.seen.data or "")
    with transaction():
        return applications().submit.execute(desk, proposal, form.code.data, channel())


def _page(desk: Desk, proposal: Proposal, form: SubmitForm) -> tuple[str, int]:
    """The form always carries the draft's key and the amount that is on the page, and never a code that was typed."""
    page, sent = BY_KEY[desk.service.key], session.get(SENT_TO) or {}
    form.form_key.data, form.seen.data, form.code.data = desk.draft.form_key, amount_text(proposal), ""
    body = render_template(
        "hall/applications/check.html",
        page=page,
        LINES=LINES,
        form=form,
        proposal=proposal,
        cards=cards(page, facts_of(proposal), in_full=True),
        steps=desk.steps,
        moves_money=desk.service.moves_money,
        phone=sent.get("phone", "") if sent.get("service") == desk.service.key.value else "",
    )
    return body, status_of(form)


for each in PAGES:
    key_of = {"key": each.key}
    blueprint.add_url_rule(f"{each.path}/check", f"show_{each.key}", show, defaults=key_of)
    blueprint.add_url_rule(f"{each.path}/check", f"submit_{each.key}", submit, defaults=key_of, methods=["POST"])
    blueprint.add_url_rule(f"{each.path}/code", f"code_{each.key}", send_code, defaults=key_of, methods=["POST"])
