"""The home page, help and the privacy notice: open to everybody."""

from flask import Blueprint, render_template

from app.domain.errors import Refusal
from app.extensions import transaction
from app.fund_core import PersonAccount
from app.handlers.guards import user_id, whose
from app.handlers.hall.common import person
from app.handlers.hall.use_cases import use_cases
from app.services.applications.names import NAMES
from app.services.applications.show import Shown
from app.services.last_known import Reading
from app.services.profile import profile_of
from app.store.users import Identity

blueprint = Blueprint("hall", __name__)


@blueprint.get("/")
def home() -> str:
    """Show the first account of who is logged in, and the services."""
    if user_id() is None:
        return render_template("hall/home.html", accounts=(), profile=None)
    identity = person()
    reading = _accounts(identity)
    accounts, as_of = (reading.value, reading.as_of) if reading else (None, None)
    facts = {"accounts": accounts, "as_of": as_of, "profile": profile_of(identity), "newest": _newest()}
    return render_template("hall/home.html", names=NAMES, **facts)


@blueprint.get("/help")
def show_help() -> str:
    return render_template("hall/help.html")


@blueprint.get("/privacy")
def privacy() -> str:
    return render_template("hall/privacy.html")


def _newest() -> Shown | None:
    """Return the newest application that is under way."""
    with transaction():
        found, _ = use_cases().applications.show.list(whose(), only_open=True)
    return found[0] if found else None


def _accounts(identity: Identity) -> Reading[tuple[PersonAccount, ...]] | None:
    """Return the accounts, or None while the core system is silent: the rest of the page still works."""
    try:
        return use_cases().show_account.execute(identity)
    except Refusal:
        return None
