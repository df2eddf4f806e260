"""开具证明, second page: preview → SMS code → issue."""

from flask import Blueprint, redirect, render_template, session

from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.forms.identity import CodeForm
from app.handlers.guards import Page, login_required, whose
from app.handlers.hall.certificates.common import certificates, kept, png
from app.handlers.hall.common import attempt, person, refuse, status_of
from app.services.certificates.choice import Choice
from app.services.certificates.names import NAMES

START = "/certificates"
blueprint = Blueprint("certify", __name__)


@blueprint.get("/certificates/preview")
@login_required
def preview() -> Page:
    """Show the paper as it would be, and ask for the code."""
    choice = kept()
    return redirect(START) if choice is None else _page(choice, CodeForm(formdata=None))


@blueprint.get("/certificates/preview.png")
@login_required
def preview_picture() -> Page:
    """Show the picture of what was chosen, from fresh facts."""
    choice = kept()
    if choice is None:
        return redirect(START)
    return png(certificates().press.picture(choice.kind, _facts(choice), preview=True))


@blueprint.post("/certificates/preview/code")
@login_required
def send() -> Page:
    """Send the code for exactly this paper."""
    choice = kept()
    if choice is None:
        return redirect(START)
    try:
        session["certificate_phone"] = certificates().issue.send_code(person(), choice)
    except Refusal as refusal:
        form = CodeForm(formdata=None)
        refuse(form, refusal)
        return _page(choice, form)
    return redirect("/certificates/preview")


@blueprint.post("/certificates/preview")
@login_required
def issue() -> Page:
    """Use the code up and issue."""
    choice, form, numbers = kept(), CodeForm(), list[str]()
    if choice is None:
        return redirect(START)
    if attempt(form, lambda: numbers.append(_issue(choice, form.code.data))):
        session.pop("draft", None)
        session.pop("certificate_phone", None)
        return redirect(f"/certificates/{numbers[0]}?new=1")
    return _page(choice, form)


def _issue(choice: Choice, code: str) -> str:
    """Return the number. Whatever calls out stands outside the transactions: the core first, the time stamp between."""
    whom, use = person(), certificates().issue
    facts = certificates().gather.execute(whom, choice)
    with transaction():
        ticket = use.begin(whose(), whom, choice, facts, code)
    file = use.make(ticket)
    with transaction():
        return use.finish(ticket, file)


def _facts(choice: Choice) -> dict[str, object]:
    gathered = certificates().gather.execute(person(), choice)
    with transaction():
        return certificates().issue.dated(whose(), choice.kind, gathered)


def _page(choice: Choice, form: CodeForm) -> Page:
    facts, phone = _facts(choice), session.get("certificate_phone")
    certificates().press.check(facts)
    shown = {"kind": choice.kind, "name": NAMES[choice.kind], "facts": facts, "phone": phone}
    return render_template("hall/certificates/preview.html", form=form, **shown), status_of(form)
