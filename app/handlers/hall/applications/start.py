"""The list of withdrawals, and each service's start page: who may, what is needed, how long, and 我能办吗."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template

from app.domain.application import GROUPS, Group, ServiceKey, promised_on
from app.domain.clock import beijing_date
from app.domain.conditions import Condition
from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.condition_words import CONDITIONS, LEADS
from app.handlers.forms.applications import SubjectForm
from app.handlers.guards import Page, login_required, user_id, whose
from app.handlers.hall.applications.page import ServicePage
from app.handlers.hall.applications.pages import BY_KEY, PAGES
from app.handlers.hall.applications.parts import applications, desk_of, kept_when_down, next_page, tried
from app.handlers.hall.applications.words import shown
from app.handlers.hall.common import status_of
from app.handlers.hall.navigation import SECTIONS
from app.handlers.hall.use_cases import use_cases
from app.handlers.sentences import POSSIBLE_FROM, sentence, written
from app.services.applications.base import Subject
from app.services.applications.desk import Desk

blueprint = Blueprint("apply_start", __name__)


@dataclass(frozen=True)
class Line:
    """A condition of the pre-check as written: passed with its label, or failed with what to do."""

    passed: bool
    words: str
    code: str = ""


@dataclass(frozen=True)
class PreCheck:
    """我能办吗: its lines, or the sentence why nothing could be checked."""

    lines: tuple[Line, ...] = ()
    problem: str = ""
    several: bool = False

    @property
    def possible(self) -> bool:
        return not self.problem and all(line.passed for line in self.lines)

    @property
    def lead(self) -> tuple[str, str] | None:
        """Where what is missing can be seen to, and the words that say so."""
        return next((LEADS[line.code] for line in self.lines if not line.passed and line.code in LEADS), None)


@blueprint.get("/withdrawals")
def withdrawals() -> Page:
    """List the withdrawals one may apply for."""
    pages = [page for page in PAGES if GROUPS[page.key] is Group.WITHDRAWAL]
    icons = {entry.path: entry.icon for section in SECTIONS for entry in section.entries}
    return render_template("hall/applications/withdrawals.html", pages=pages, icons=icons)


def start(key: ServiceKey) -> Page:
    """Show the start page to everybody; who is logged in sees whether they may."""
    page, checked, begun, again = BY_KEY[key], None, False, ""
    if user_id() is not None:
        with transaction():
            desk = applications().desks.look(whose(), key)
        checked, begun, again = _pre_check(desk), bool(desk.draft.answers), _answered(desk)
    today = beijing_date(use_cases().clock.now())
    promised = promised_on(key, today, use_cases().policy)
    return render_template(
        "hall/applications/start.html",
        page=page,
        checked=checked,
        begun=begun,
        again=again,
        promised=promised,
        days=(promised - today).days,
    )


@login_required
@kept_when_down
def go(key: ServiceKey) -> Page:
    """Begin or resume: to the choice of account or loan, to the first open step, or to the check."""
    desk = desk_of(key)
    if "subject" not in desk.draft.answers and len(applications().desks.subjects(desk)) > 1:
        return redirect(f"{BY_KEY[key].path}/choose")
    return redirect(next_page(desk))


@login_required
@kept_when_down
def choose(key: ServiceKey) -> Page:
    """Choose the account or the loan; the pre-check is about it from then on."""
    desk, form = desk_of(key), SubjectForm()
    subjects = applications().desks.subjects(desk)
    form.subject.choices = [(one.number, one.number) for one in subjects]
    if tried(form, lambda: _keep(desk, subjects, form.subject.data)):
        return redirect(BY_KEY[key].path)
    options = [(one.number, [shown(name, value) for name, value in one.facts.items()]) for one in subjects]
    page = render_template("hall/applications/choose.html", page=BY_KEY[key], form=form, options=options)
    return page, status_of(form)


@login_required
def drop(key: ServiceKey) -> Page:
    """Forget the draft."""
    with transaction():
        applications().desks.drop(whose(), key)
    return redirect("/applications")


def _keep(desk: Desk, subjects: tuple[Subject, ...], number: str) -> None:
    if number not in [one.number for one in subjects]:
        raise Refusal("not_your_subject")
    with transaction():
        applications().desks.keep(whose(), desk.service.key, {"subject": number})


def _answered(desk: Desk) -> str:
    """Return where the first answer can be changed, or nothing."""
    done = [step for step in desk.steps if step in desk.draft.answers]
    return f"{BY_KEY[desk.service.key].path}/fill/{done[0]}" if done else ""


def _pre_check(desk: Desk) -> PreCheck:
    try:
        chosen = "subject" in desk.draft.answers
        several = not chosen and len(applications().desks.subjects(desk)) > 1
        conditions = () if several else applications().desks.propose(desk).conditions
    except Refusal as refusal:
        return PreCheck(problem=sentence(refusal))
    return PreCheck(tuple(map(line_of, conditions)), several=several)


def line_of(condition: Condition) -> Line:
    """Write a condition."""
    words, facts = CONDITIONS[condition.code], written(condition.facts)
    if condition.passed:
        return Line(passed=True, words=words.label.format_map(facts), code=condition.code)
    day = condition.possible_from
    later = POSSIBLE_FROM.format(day=day.isoformat()) if day else ""
    return Line(passed=False, words=words.fault.format_map(facts) + later, code=condition.code)


def _add(page: ServicePage) -> None:
    key = {"key": page.key}
    blueprint.add_url_rule(page.path, f"start_{page.key}", start, defaults=key)
    blueprint.add_url_rule(f"{page.path}/go", f"go_{page.key}", go, defaults=key)
    blueprint.add_url_rule(f"{page.path}/choose", f"choose_{page.key}", choose, defaults=key, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{page.path}/drop", f"drop_{page.key}", drop, defaults=key, methods=["POST"])


for each in PAGES:
    _add(each)
