"""公积金账户查询: every fact of every account."""

from flask import Blueprint, render_template

from app.handlers.guards import Page, login_required
from app.handlers.hall.common import person
from app.handlers.hall.use_cases import use_cases

blueprint = Blueprint("account", __name__)


@blueprint.get("/account")
@login_required
def show() -> Page:
    """Show the accounts, as they were last when the core is silent; 503 when they were never seen."""
    reading = use_cases().show_account.execute(person())
    return render_template("hall/account.html", accounts=reading.value, as_of=reading.as_of)
