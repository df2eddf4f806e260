"""我的办件: the list, one application's progress, its confirmation, taking it back."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from flask import Blueprint, abort, redirect, render_template, request

from app.domain.application import GROUPS, ApplicationState
from app.domain.clock import BEIJING, beijing_date
from app.domain.errors import Refusal
from app.domain.money import format_yuan
from app.extensions import transaction
from app.handlers.guards import Page, login_required, whose
from app.handlers.hall.applications.pages import BY_KEY
from app.handlers.hall.applications.parts import applications, cards
from app.handlers.hall.applications.words import CHANNELS, STAGES, STATES
from app.handlers.sentences import sentence
from app.services.applications.names import NAMES, cause_words
from app.services.applications.show import Shown

blueprint = Blueprint("applications", __name__)
FILTERS = {"all": None, "open": True, "ended": False}
LAST_PAGE = 10_000


@dataclass(frozen=True)
class Stage:
    """One line of the track: done, now, todo or stopped."""

    words: str
    state: str
    at: datetime | None = None


@blueprint.get("/applications")
@login_required
def index() -> Page:
    """List the person's drafts and applications, one line each with the promised date."""
    wanted, page = request.args.get("show", "all"), request.args.get("page", "1")
    if wanted not in FILTERS or not page.isascii() or not page.isdigit() or not 1 <= int(page) <= LAST_PAGE:
        abort(404)
    show = applications().show
    try:
        found, more = show.list(whose(), int(page), only_open=FILTERS[wanted])
    except Refusal:
        abort(404)
    drafts = show.drafts(whose()) if wanted == "all" and page == "1" else ()
    return render_template(
        "hall/applications/list.html", found=found, more=more, page=int(page), wanted=wanted, drafts=drafts, **words()
    )


@blueprint.get("/applications/<number>")
@login_required
def show(number: str) -> Page:
    """Show how far it is."""
    one = _own(number)
    return render_template("hall/applications/show.html", one=one, track=track(one), cards=_cards(one), **words())


@blueprint.get("/applications/<number>/done")
@login_required
def confirmation(number: str) -> Page:
    """Show the reference number, what happens next and by when; opening it again shows the same."""
    one = _own(number)
    return render_template("hall/applications/done.html", one=one, track=track(one), **words())


@blueprint.get("/applications/<number>/take-back")
@login_required
def ask(number: str) -> Page:
    """Ask once more before taking back."""
    one = _own(number)
    return render_template("hall/applications/take_back.html", one=one, problem="", **words())


@blueprint.post("/applications/<number>/take-back")
@login_required
def take_back(number: str) -> Page:
    """Take it back; too late is said on the same page."""
    one = _own(number)
    try:
        with transaction():
            applications().take_back.execute(whose(), number)
    except Refusal as refusal:
        page = render_template("hall/applications/take_back.html", one=one, problem=sentence(refusal), **words())
        return page, 409
    return redirect(f"/applications/{number}")


def words() -> dict[str, object]:
    """The tables that the templates look names up in."""
    return {"names": NAMES, "states": STATES, "channels": CHANNELS, "pages": BY_KEY, "cause_words": cause_words}


_STAGE_ENDS = (ApplicationState.SUBMITTED, ApplicationState.ACCEPTED, ApplicationState.DONE, ApplicationState.DONE)
_STOPPED = (ApplicationState.REFUSED, ApplicationState.FAILED, ApplicationState.WITHDRAWN)


def track(one: Shown) -> tuple[Stage, ...]:
    """Return the four stages: those done, the one that is on or where it stopped, those to come."""
    reached = {step.state: step.at for step in one.steps}
    times = [reached.get(state) for state in _STAGE_ENDS]
    at = next((place for place, time in enumerate(times) if time is None), len(times))
    here = "stopped" if one.state in _STOPPED else "now"
    names = enumerate(zip(STAGES[GROUPS[one.service]], times, strict=True))
    return tuple(Stage(word, "done" if i < at else here if i == at else "todo", time) for i, (word, time) in names)


def _own(number: str) -> Shown:
    """Return the person's application; another person's number is a page that does not exist."""
    try:
        return applications().show.one(whose(), number)
    except Refusal:
        abort(404)


def _cards(one: Shown) -> object:
    return cards(BY_KEY[one.service], dict(one.facts), in_full=False)


@blueprint.app_template_filter("month_day")
def month_day(day: date) -> str:
    """A day of running text: 7 月 14 日."""
    return f"{day.month} 月 {day.day} 日"


@blueprint.app_template_filter("day_of")
def day_of(instant: datetime) -> str:
    return beijing_date(instant).isoformat()


@blueprint.app_template_filter("clock_time")
def clock_time(instant: datetime) -> str:
    return instant.astimezone(BEIJING).strftime("%H:%M")


@blueprint.app_template_filter("amount")
def amount(text: str) -> str:
    """A fact's amount as people read it."""
    return format_yuan(Decimal(text))
