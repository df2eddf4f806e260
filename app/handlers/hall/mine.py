"""我的: who is logged in, and what belongs to them."""

from flask import Blueprint, render_template

from app.handlers.guards import Page, login_required, whose
from app.handlers.hall.use_cases import use_cases

blueprint = Blueprint("mine", __name__)


@blueprint.get("/mine")
@login_required
def show() -> Page:
    """Show the person, and the pages of their own."""
    profile = use_cases().show_profile.execute(whose())
    return render_template("hall/mine.html", profile=profile, is_bound=use_cases().bind.of_user(whose()) is not None)
