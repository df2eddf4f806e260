"""办件回执: what was applied for and how far it is, as a picture to keep."""

from flask import Blueprint, Response, abort, render_template

from app.documents.slips import Slip
from app.domain.errors import Refusal
from app.handlers.guards import Page, login_required, whose
from app.handlers.hall.applications.parts import applications
from app.handlers.hall.applications.words import CHANNELS, RECEIPT, STATES
from app.handlers.hall.common import moment
from app.handlers.hall.use_cases import use_cases
from app.services.applications.names import NAMES, account_words
from app.services.applications.show import Shown

blueprint = Blueprint("receipt", __name__)


@blueprint.get("/applications/<number>/receipt")
@login_required
def show(number: str) -> Page:
    """Show the picture, with its words for those who listen."""
    one = _own(number)
    return render_template("hall/applications/receipt.html", one=one, slip=slip_of(one))


@blueprint.get("/applications/<number>/receipt.png")
@login_required
def picture(number: str) -> Response:
    """Return the picture."""
    return Response(applications().slips.picture(slip_of(_own(number))), mimetype="image/png")


def slip_of(one: Shown) -> Slip:
    """Write an application's facts for its slip."""
    rows = {
        "number": one.number,
        "state": STATES[one.state].tag,
        "submitted": moment(one.submitted_at),
        "promised": one.promised_on.isoformat(),
        "channel": CHANNELS[one.channel],
        "account": account_words(one.facts),
        "changed": moment(one.changed_at),
    }
    amount = one.amount if one.paid is None else one.paid
    if not amount:  # nothing went to an account or came from one
        del rows["account"]
    return Slip(
        centre=use_cases().policy.centre_name,
        title=RECEIPT["title"],
        service=NAMES[one.service],
        amount=f"{amount:,.2f}" if amount else "",
        rows=[(RECEIPT[name], value) for name, value in rows.items()],
        note=RECEIPT["note"],
    )


def _own(number: str) -> Shown:
    try:
        return applications().show.one(whose(), number)
    except Refusal:
        abort(404)
