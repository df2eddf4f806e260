"""管理: dead letters, certificates, bindings, the policy in force."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, request

from app.domain.errors import Refusal
from app.domain.staff import Role
from app.extensions import transaction
from app.handlers.cause_words import CAUSES
from app.handlers.forms.staff import CertificateForm, LettersForm, UnbindForm, VoidForm
from app.handlers.guards import Page
from app.handlers.hall.common import attempt, refuse, status_of
from app.handlers.hall.use_cases import use_cases
from app.handlers.staff.common import CONFLICT, PATH, desk, member, shown, staff_only
from app.handlers.staff_words import KINDS, OUTBOX_STATES, SETTINGS, VOID_REASONS
from app.services.certificates.names import NAMES
from app.services.certificates.shelf import Issued

blueprint = Blueprint("staff_manage", __name__, url_prefix=PATH)


@blueprint.route("/letters", methods=["GET", "POST"])
@staff_only(Role.MANAGE)
def letters() -> Page:
    """List what was given up, and let it be tried again."""
    form = LettersForm()
    if attempt(form, lambda: _send_again(form)):
        return redirect(f"{PATH}/letters")
    with transaction():
        dead, backlog = desk().manage.letters(), desk().manage.backlog()
        words = {"kinds": KINDS, "states": OUTBOX_STATES, "causes": CAUSES}
        page = shown("letters.html", form=form, dead=dead, backlog=backlog, **words)
    return page, status_of(form)


@blueprint.route("/certificates", methods=["GET", "POST"])
@staff_only(Role.MANAGE)
def certificates() -> Page:
    """Find a certificate by its number."""
    form, found = CertificateForm(), list[Issued]()
    if attempt(form, lambda: found.append(_certificate(form.number.data))):
        return _shown(form, found[0], VoidForm(formdata=None))
    return _shown(form, None, VoidForm(formdata=None)), status_of(form)


@blueprint.post("/certificates/<number>/void")
@staff_only(Role.MANAGE)
def void(number: str) -> Page:
    """Take a certificate back."""
    form, search = VoidForm(), CertificateForm(formdata=None, number=number)
    done = attempt(form, lambda: _void(number, form.reason.data))
    try:
        one = _certificate(number)
    except Refusal as refusal:
        refuse(search, refusal)
        return _shown(search, None, form), CONFLICT
    return _shown(search, one, form), 200 if done else status_of(form)


@blueprint.route("/bindings", methods=["GET", "POST"])
@staff_only(Role.MANAGE)
def bindings() -> Page:
    """End a binding on its owner's request."""
    form = UnbindForm()
    if attempt(form, lambda: _unbind(form)):
        return redirect(f"{PATH}/bindings?done=1")
    return shown("bindings.html", form=form, is_done="done" in request.args), status_of(form)


@blueprint.get("/policy")
@staff_only()
def policy() -> Page:
    """Show the decisions in force today, and which of them the centre has not confirmed."""
    entries = use_cases().policy.entries
    rows = {name: replace(entry, value=_written(entry.value)) for name, entry in entries.items()}
    return shown("policy.html", entries=rows, words=SETTINGS, unknown=sum(not one.known for one in entries.values()))


def _written(value: Any) -> Any:
    """Return a decision as it is read: of a list of tables their names."""
    return [one["name"] if isinstance(one, dict) else one for one in value] if isinstance(value, list) else value


def _send_again(form: LettersForm) -> None:
    with transaction():
        desk().manage.send_again(member(), form.numbers.data)


def _certificate(number: str) -> Issued:
    with transaction():
        return desk().manage.certificate(member(), number)


def _void(number: str, reason: str) -> None:
    with transaction():
        desk().manage.void(member(), number, reason)


def _unbind(form: UnbindForm) -> None:
    with transaction():
        desk().manage.unbind(member(), form.id_number.data, form.reason.data)


def _shown(form: CertificateForm, found: Issued | None, void_form: VoidForm) -> str:
    facts = {"form": void_form if void_form.errors else form, "search": form, "void": void_form, "c": found}
    return shown("certificates.html", names=NAMES, reasons=VOID_REASONS, **facts)
