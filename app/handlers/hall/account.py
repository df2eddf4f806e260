"""公积金账户查询: every fact of every account."""

from flask import Blueprint, render_template

from app.handlers.guards import Page, login_required
from app.handlers.hall.common import person
from app.handlers.hall.use_cases import use_cases

blueprint = Blueprint("account", __name__)


@blueprint.get("/account")
@login_required
def show() -> Page:
    """Show the accounts. A silent core system is answered by the error pages with 503."""
    return render_template("hall/account.html", accounts=use_cases().show_account.execute(person()))
