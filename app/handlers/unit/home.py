"""The unit hall's first page."""

from flask import render_template

from app.domain.errors import Refusal
from app.fund_core import Unit
from app.handlers.deferral_words import month_range
from app.handlers.guards import Page
from app.handlers.unit.asking import units
from app.handlers.unit.common import unit_blueprint
from app.handlers.unit.sessions import agent_or_none

blueprint = unit_blueprint("unit", __name__)


@blueprint.get("/unit")
def home() -> Page:
    """Show the unit of who is logged in, and what can be done."""
    known = agent_or_none()
    return render_template("unit/home.html", unit=_unit(known.credit_code) if known else None, month_range=month_range)


def _unit(credit_code: str) -> Unit | None:
    """Return the unit, or None while the core system is silent: the rest of the page still works."""
    try:
        return units().open_unit.unit(credit_code)
    except Refusal:
        return None
