"""The unit hall's first page."""

from flask import render_template

from app.handlers.guards import Page
from app.handlers.unit.common import unit_blueprint

blueprint = unit_blueprint("unit", __name__)


@blueprint.get("/unit")
def home() -> Page:
    """Show what can be done."""
    return render_template("unit/home.html")
