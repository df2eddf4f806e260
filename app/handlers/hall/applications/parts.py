"""What the pages of applications share: the desk, where to go next, the cards, and the page for a silent core."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

from flask import render_template

from app.container.applications import ApplicationUseCases
from app.domain.application import DRAFT_LIFE, Channel, ServiceKey
from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.guards import Page, whose
from app.handlers.hall.applications.page import Card, ServicePage
from app.handlers.hall.applications.pages import BY_KEY
from app.handlers.hall.applications.words import FACTS, ShownFact, shown
from app.handlers.hall.common import inside_wechat, refuse
from app.handlers.hall.use_cases import use_cases
from app.handlers.sentences import sentence
from app.services.applications.base import Proposal
from app.services.applications.desk import Desk

P = ParamSpec("P")
UNAVAILABLE = 503
RETRY_SECONDS = "600"
UNANSWERED = ("core_unavailable", "registry_unavailable")  # nobody said anything about what was typed
DRAFT_HOURS = int(DRAFT_LIFE.total_seconds()) // 3600


@dataclass(frozen=True)
class ShownCard:
    """A card of the check page with its facts as written."""

    title: str
    facts: tuple[ShownFact, ...]
    step: str


def applications() -> ApplicationUseCases:
    return use_cases().applications


def desk_of(key: ServiceKey) -> Desk:
    """Open the desk, in a transaction that ends before the core is asked."""
    with transaction():
        return applications().desks.open(whose(), key)


def next_page(desk: Desk) -> str:
    """Return the first step that is not answered, or the check page."""
    path, open_steps = BY_KEY[desk.service.key].path, _open_steps(desk)
    return f"{path}/fill/{open_steps[0]}" if open_steps else f"{path}/check"


def is_unfinished(desk: Desk) -> bool:
    """Whether a step is not answered yet; then nothing can be submitted, whatever page sends it."""
    return bool(_open_steps(desk))


def _open_steps(desk: Desk) -> list[str]:
    return [step for step in desk.steps if step not in desk.draft.answers]


def cards(page: ServicePage, facts: dict[str, str], *, in_full: bool) -> tuple[ShownCard, ...]:
    """Return the page's cards, each with the facts there are."""
    made = (ShownCard(card.title, _facts(page, card, facts, in_full=in_full), card.step) for card in page.cards)
    return tuple(card for card in made if card.facts)


def _facts(page: ServicePage, card: Card, facts: dict[str, str], *, in_full: bool) -> tuple[ShownFact, ...]:
    found = (shown(name, facts[name], in_full=in_full) for name in card.facts if name in facts)
    return tuple(one._replace(label=page.labels.get(one.name, FACTS[one.name].label)) for one in found)


def channel() -> Channel:
    return Channel.WECHAT if inside_wechat() else Channel.WEB


def tried(form: Any, action: Callable[[], object]) -> bool:
    """Do what a valid form asks for. A refusal becomes an error of the form; a silent core is its own page."""
    if not form.validate_on_submit():
        if form.csrf_token.errors:
            form.csrf_token.errors = []
            form.form_errors = [*form.form_errors, sentence(Refusal("form_too_old"))]
        return False
    try:
        action()
    except Refusal as refusal:
        if refusal.code == "core_unavailable":
            raise
        refuse(form, refusal)
        return False
    return True


def kept_when_down(view: Callable[P, Page]) -> Callable[P, Page]:
    """Answer a silent core with a page that says what was kept and when to come back."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Page:
        try:
            return view(*args, **kwargs)
        except Refusal as refusal:
            if refusal.code not in UNANSWERED:
                raise
            page = BY_KEY[ServiceKey(str(kwargs["key"]))]
            facts = {"page": page, "hours": DRAFT_HOURS, "silent": refusal.code}
            return render_template("hall/applications/down.html", **facts), UNAVAILABLE

    return guarded


def failed(conditions: Iterable[Any]) -> bool:
    return not all(condition.passed for condition in conditions)


def facts_of(proposal: Proposal) -> dict[str, str]:
    return dict(proposal.facts)
