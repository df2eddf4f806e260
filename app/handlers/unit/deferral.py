"""缓缴: the application, and the paper that came with it."""

from flask import Response, redirect, render_template, request

from app.documents.evidence import FILE_MOST, PDF
from app.domain.clock import beijing_date
from app.domain.paper import Paper
from app.handlers.deferral_words import CONSEQUENCES
from app.handlers.forms.deferral import DeferralForm
from app.handlers.guards import Page
from app.handlers.hall.common import attempt, status_of
from app.handlers.hall.use_cases import use_cases
from app.handlers.unit.asking import units
from app.handlers.unit.common import unit_blueprint
from app.handlers.unit.sessions import agent, agent_required
from app.handlers.unit_words import month_words
from app.services.units.deferral import UnitFacts

blueprint = unit_blueprint("unit_deferral", __name__)
BODY_MOST = FILE_MOST + 64 * 1024


@blueprint.url_value_preprocessor
def allow_files(endpoint: str | None, _: object) -> None:
    """Let a paper through that is larger than a form; this runs before the form is read for its CSRF token."""
    if endpoint == "unit_deferral.ask":
        request.max_content_length = BODY_MOST


@blueprint.teardown_request
def let_go(_: BaseException | None) -> None:
    """Close what came with the request: a large file waits on the disk."""
    request.close()


@blueprint.route("/unit/deferral", methods=["GET", "POST"])
@agent_required
def ask() -> Page:
    """Fill the application in; what is right is a task, to be looked at and submitted."""
    facts, number = units().deferral.facts(agent()), units().deferral.open_number(agent())
    if (facts.until or number) and request.method == "GET":
        return render_template("unit/deferral/closed.html", facts=facts, number=number, month_words=month_words)
    form, made, policy = DeferralForm(), list[str](), use_cases().policy
    form.offer(facts.first_months, policy.deferral_months_most, beijing_date(use_cases().clock.now()))
    if attempt(form, lambda: made.append(_prepared(form))):
        return redirect(f"/unit/tasks/{made[0]}")
    return _page(form, facts), status_of(form)


@blueprint.get("/unit/tasks/<number>/paper")
@agent_required
def paper(number: str) -> Page:
    """The paper that came with an application."""
    return served(units().deferral.paper(agent(), number), number)


def served(one: Paper, number: str) -> Response:
    """Return a paper: a picture to look at, a PDF to take along; nobody else keeps it."""
    answer = Response(one.content, mimetype=one.media_type)
    kept = "attachment" if one.media_type == PDF else "inline"
    suffix = "pdf" if one.media_type == PDF else "jpg"
    answer.headers["Content-Disposition"] = f"{kept}; filename=resolution-{number}.{suffix}"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _prepared(form: DeferralForm) -> str:
    return units().deferral.prepare(agent(), form.wish(), form.paper.data.read())


def _page(form: DeferralForm, facts: UnitFacts) -> str:
    return render_template(
        "unit/deferral/ask.html",
        form=form,
        facts=facts,
        policy=use_cases().policy,
        consequences=CONSEQUENCES,
        month_words=month_words,
    )
