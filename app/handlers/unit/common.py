"""What the pages of the unit hall share."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Blueprint

from app.domain.errors import Refusal
from app.domain.unit_opening import Fault
from app.handlers.hall.common import refuse
from app.handlers.places import UNIT
from app.handlers.sentences import sentence
from app.handlers.unit.navigation import navigation
from app.handlers.unit.sessions import agent_or_none


def unit_blueprint(name: str, import_name: str) -> Blueprint:
    """Return a blueprint whose pages stand in the unit hall's frame."""
    blueprint = Blueprint(name, import_name)
    blueprint.context_processor(_frame)
    return blueprint


def tried(form: Any, action: Callable[[], object]) -> bool:
    """Do what a checked form asks for; a refusal becomes an error of the form. Trouble outside is not the form's."""
    try:
        action()
    except Refusal as refusal:
        if refusal.code.endswith("_unavailable"):
            raise
        refuse(form, refusal)
        return False
    return True


def put_faults(form: Any, faults: Iterable[Fault]) -> None:
    """Put each fault beside its field, or above the form where it has none."""
    put_words(form, [(fault.where, sentence(Refusal(fault.code, fault.facts))) for fault in faults])


def put_words(form: Any, said: Iterable[tuple[str, str]]) -> None:
    """Put words beside the fields they are about."""
    for where, words in said:
        field = form._fields.get(where)
        if field is None:
            form.form_errors = [*form.form_errors, words]
        else:
            field.errors = [*field.errors, words]


def _frame() -> dict[str, Any]:
    return {
        "place": UNIT,
        "navigation": lambda: navigation(agent_or_none()),
        "logged_in": _is_in,
        "agent": agent_or_none,
    }


def _is_in() -> bool:
    return agent_or_none() is not None
