"""证明核验, open to all: whoever holds a paper asks here whether it is true."""

from collections.abc import Callable

from flask import Blueprint, render_template, request

from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.forms.certificates import VerifyFileForm, VerifyForm
from app.handlers.guards import Page
from app.handlers.hall.certificates.common import certificates
from app.handlers.hall.common import attempt, client, status_of
from app.handlers.sentences import sentence
from app.services.certificates.names import NAMES
from app.services.certificates.verify import Verified

FILE_LIMIT = 5 * 1024 * 1024
TOO_MANY, NOT_FOUND = 429, 404
blueprint = Blueprint("verify", __name__)


@blueprint.url_value_preprocessor
def allow_files(endpoint: str | None, _: object) -> None:
    """Let a file through that is larger than a form; this runs before the form is read for its CSRF token."""
    if endpoint == "verify.by_file":
        request.max_content_length = FILE_LIMIT


@blueprint.get("/verify")
def start() -> Page:
    """Show the ways to verify."""
    return _start(VerifyForm(formdata=request.args), VerifyFileForm(formdata=None))


@blueprint.post("/verify")
def by_code() -> Page:
    """Verify by number and check code."""
    form, found = VerifyForm(), list[Verified]()
    if attempt(form, lambda: found.append(_counted(lambda: _by_code(form)))):
        return _result(found[0])
    return _start(form, VerifyFileForm(formdata=None))


@blueprint.post("/verify/file")
def by_file() -> Page:
    """Verify by the file itself."""
    form, found = VerifyFileForm(), list[Verified]()
    if attempt(form, lambda: found.append(_counted(lambda: _by_file(form)))):
        return _result(found[0])
    return _start(VerifyForm(formdata=None), form)


@blueprint.get("/v/<token>")
def by_qr(token: str) -> Page:
    """Verify what the QR of a paper names."""
    try:
        return _result(_counted(lambda: certificates().verify.by_token(token)))
    except Refusal as refusal:
        status = TOO_MANY if refusal.code == "too_often" else NOT_FOUND
        return render_template("verify/unknown.html", said=sentence(refusal)), status


def _counted(ask: Callable[[], Verified]) -> Verified:
    certificates().verify_rate.take(client())
    with transaction():
        return ask()


def _by_code(form: VerifyForm) -> Verified:
    return certificates().verify.by_code(form.number.data, form.code.data, client())


def _by_file(form: VerifyFileForm) -> Verified:
    return certificates().verify.by_file(form.file.data.read())


def _start(form: VerifyForm, file_form: VerifyFileForm) -> Page:
    status = max(status_of(form), status_of(file_form))
    shown = form if form.errors else file_form if file_form.errors else None
    return render_template("verify/start.html", codes=form, files=file_form, form=shown), status


def _result(found: Verified) -> Page:
    return render_template(
        "verify/result.html", found=found, name=NAMES[found.kind], facts=found.facts, kind=found.kind
    )
