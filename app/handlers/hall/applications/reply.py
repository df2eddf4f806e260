"""补充说明: the person adds what the centre's staff asked for."""

from flask import Blueprint, abort, redirect, render_template

from app.domain.application import ApplicationState
from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.forms.staff import AnswerForm
from app.handlers.guards import Page, login_required, whose
from app.handlers.hall.applications.mine import words
from app.handlers.hall.applications.parts import applications
from app.handlers.hall.common import attempt, status_of

blueprint = Blueprint("application_reply", __name__)


@blueprint.route("/applications/<number>/reply", methods=["GET", "POST"])
@login_required
def reply(number: str) -> Page:
    """Show what was asked for, take the answer, and lead back to the progress."""
    form = AnswerForm()
    if attempt(form, lambda: _answer(number, form)):
        return redirect(f"/applications/{number}")
    try:
        one = applications().show.one(whose(), number)
    except Refusal:
        abort(404)
    if one.state is not ApplicationState.RETURNED and not form.errors:
        return redirect(f"/applications/{number}")
    return render_template("hall/applications/reply.html", one=one, form=form, **words()), status_of(form)


def _answer(number: str, form: AnswerForm) -> None:
    with transaction():
        applications().answer.execute(whose(), number, form.words.data)
